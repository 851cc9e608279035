import { CODES, type Result } from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startServer, type TestServer, testToken } from '../../../server/test/startServer.js';
import type { CallView } from '../src/index.js';
import { FakeStream } from '../src/testing/FakeTrack.js';
import { Tab } from './Tab.js';
import { linked, shows, until } from './until.js';

let server: TestServer;
let program: Socket;
const tabs: Tab[] = [];
let people = 0;

beforeAll(async () => {
  vi.stubGlobal('MediaStream', FakeStream);
  server = await startServer({ RING_MS: '1000', WAIT_MS: '4000' });
  const token = await testToken('desk-program', 'Desk program', 'business');
  program = io(`${server.url}/business`, { auth: { token, decides: true }, transports: ['websocket'] });
  program.on('call:decide', (_, answer) => answer({ hold: true }));
  await new Promise<void>((attached) => {
    program.once('connect', attached);
  });
});

afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
});

afterAll(async () => {
  program.disconnect();
  await server.close();
  vi.unstubAllGlobals();
});

async function open(name: string): Promise<Tab> {
  const userId = `${name}.${++people}`;
  const tab = new Tab(server.url, await testToken(userId, name), userId);
  tabs.push(tab);
  await until(tab.client.connection, (view) => view.state === 'ready');
  return tab;
}

/** Somebody calls a service that only the program knows, and is held. */
async function held(): Promise<{ ana: Tab; callId: string }> {
  const ana = await open('Ana');
  await ana.client.request('claims desk', { video: true });
  await waits(ana);
  const view = ana.client.call.get();
  return { ana, callId: view.state === 'outgoing' ? view.call.callId : '' };
}

function waits(tab: Tab, place: number | null = null): Promise<CallView> {
  return until(
    tab.client.call,
    (view) => view.state === 'outgoing' && view.call.state === 'waiting' && view.said.place === place,
  );
}

async function act(command: 'call:assign' | 'call:update' | 'call:finish', payload: object): Promise<void> {
  const result: Result<unknown> = await program.emitWithAck(command, payload);
  expect(result).toMatchObject({ ok: true });
}

it('[C4] a held caller keeps place and words over a reload and an unanswered ring, which the other has missed', async () => {
  const { ana, callId } = await held();
  const ben = await open('Ben');
  await act('call:update', { callId, param: 2, text: 'Soon.' });
  await waits(ana, 2);
  const again = ana.reload();
  tabs.push(again);
  expect(await waits(again, 2)).toMatchObject({ said: { place: 2, text: 'Soon.' }, other: { name: 'claims desk' } });
  await expect.poll(() => again.tracks.length).toBe(2);
  await act('call:assign', { callId, to: ben.userId });
  await shows(ben, 'incoming');
  await until(again.client.call, (view) => view.state === 'outgoing' && view.other.userId === ben.userId);
  expect(await shows(ben, 'ended')).toMatchObject({ code: CODES.timeout, side: 'callee', other: { name: 'Ana' } });
  expect(ben.client.missed.get()).toMatchObject([{ callId, from: { name: 'Ana' } }]);
  await waits(again, 2);
  await act('call:assign', { callId, to: ben.userId });
  await shows(ben, 'incoming');
  await ben.client.accept({ video: true });
  await linked(again, ben);
  expect(again.tracks.map((track) => track.kind)).toEqual(['audio', 'video']);
});

it('[C4] whom nobody takes in time is told that one waited in vain', async () => {
  const { ana } = await held();
  expect(await shows(ana, 'ended')).toMatchObject({ code: CODES.timeout, endedBy: 'server', wasWaiting: true });
});

it('[C12] whom the program sends away reads its words', async () => {
  const { ana, callId } = await held();
  await act('call:finish', { callId, code: 4711, text: 'We close now.' });
  const told = await until(ana.client.call, (view) => view.state === 'ended' && view.text !== '');
  expect(told).toMatchObject({ code: 4711, endedBy: 'business', text: 'We close now.', wasWaiting: true });
});
