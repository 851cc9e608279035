import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallSnapshot, SessionReady } from '@frontdesk/protocol';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ANA, ready, started } from '../src/testing/calls.js';
import { FakeStream } from '../src/testing/FakeTrack.js';
import { Tab } from './Tab.js';
import { until } from './until.js';

type Acknowledge = (result: object) => void;

const GRANT = { iceServers: [], icePolicy: 'all', expiresAt: 0, ticket: 'signed' } as const;

let io: Server;
let tab: Tab;
/** The commands that have arrived, in order. */
const heard: string[] = [];
/** The calls that the server lists to a page that connects. */
let list: (endpointId: string) => CallSnapshot[];
let acknowledgeResume: Acknowledge;

beforeEach(async () => {
  vi.stubGlobal('MediaStream', FakeStream);
  const http = createServer();
  io = new Server(http);
  io.on('connection', greet);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  list = (endpointId) => [started({ caller: { ...ANA, endpointId } })];
  tab = new Tab(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, 'token', ANA.userId);
});

afterEach(async () => {
  tab.close();
  await io.close();
  heard.length = 0;
  vi.unstubAllGlobals();
});

function greet(socket: Socket): void {
  const { endpointId } = socket.handshake.auth as { endpointId: string };
  socket.onAny((name: string, _: unknown, acknowledge?: Acknowledge) => {
    heard.push(name);
    if (name === 'call:ice') acknowledge?.({ ok: true, value: GRANT });
    else if (name === 'call:messages')
      acknowledge?.({ ok: true, value: { messages: [], more: false, fileMaxBytes: 0 } });
    else if (name === 'users:find') acknowledge?.({ ok: true, value: { users: [] } });
    else if (name === 'call:resume' && acknowledge) acknowledgeResume = acknowledge;
    else acknowledge?.({ ok: true, value: null });
  });
  const hello: SessionReady = { ...ready({ ...ANA, endpointId } as typeof ANA), calls: list(endpointId) };
  socket.emit('session:ready', hello);
}

it('[C20] says nothing of a call to a server that has forgotten it, before it has taken the call up', async () => {
  await expect.poll(() => tab.links.length).toBe(1);
  const [listed] = list(endpointOf());
  list = () => [];
  const lost = until(tab.client.connection, (view) => view.state === 'reconnecting');
  io.disconnectSockets(true);
  await lost;
  heard.length = 0;
  tab.links[0]?.end('failed');
  await until(tab.client.connection, (view) => view.state === 'ready');
  for (let turn = 0; turn < 5; turn += 1) await tab.client.find('ana');
  expect(heard.filter((name) => name.startsWith('call:'))).toEqual(['call:resume']);
  expect(tab.client.call.get().state).toBe('started');
  acknowledgeResume({ ok: true, value: { ...listed, version: 9 } });
  await expect.poll(() => tab.links.length).toBe(2);
  expect(heard.filter((name) => name.startsWith('call:')).slice(0, 2)).toEqual(['call:resume', 'call:ice']);
});

function endpointOf(): string {
  const view = tab.client.connection.get();
  return view.state === 'ready' ? view.endpointId : '';
}
