import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODES } from '@frontdesk/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startServer, type TestServer, testToken } from '../../../server/test/startServer.js';
import type { CallView } from '../src/index.js';
import { FakeStream } from '../src/testing/FakeTrack.js';
import { Tab } from './Tab.js';
import { linked, shows, until } from './until.js';

let server: TestServer;
let dataDir: string;
const tabs: Tab[] = [];

beforeEach(async () => {
  vi.stubGlobal('MediaStream', FakeStream);
  dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-resume-'));
  server = await startServer({ DATA_DIR: dataDir });
});

afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
  vi.unstubAllGlobals();
});

/** Ana and Ben talk. */
async function talk(): Promise<readonly [Tab, Tab, string]> {
  const made = ['ana', 'ben'].map(async (userId) => {
    const tab = new Tab(server.url, await testToken(userId), userId);
    tabs.push(tab);
    await until(tab.client.connection, (view) => view.state === 'ready');
    return tab;
  });
  const [ana, ben] = (await Promise.all(made)) as [Tab, Tab];
  await ana.client.request('ben', { video: true });
  await shows(ben, 'incoming');
  await ben.client.accept({ video: true });
  await linked(ana, ben);
  return [ana, ben, callIdOf(ana.client.call.get())];
}

/** The server goes down; what it knew of calls is gone, what it has on disk stays. */
async function goDown(...pages: Tab[]): Promise<void> {
  const lost = pages.map((tab) => until(tab.client.connection, (view) => view.state === 'reconnecting'));
  await server.close();
  await Promise.all(lost);
}

async function comeUp(): Promise<void> {
  server = await startServer({ DATA_DIR: dataDir, PORT: new URL(server.url).port });
}

function callIdOf(view: CallView): string {
  return callOf(view)?.callId ?? '';
}

it('[C20] a call goes on over a restart of the server, with its id, its links and its time', async () => {
  const [ana, ben, callId] = await talk();
  const before = [ana, ben].map((tab) => tab.client.call.get());
  const seen = new Set<string>();
  for (const { client } of [ana, ben]) {
    client.call.subscribe(() => seen.add(`call ${client.call.get().state}`));
    client.media.subscribe(() => seen.add(`link ${client.media.get().link}`));
  }
  const renewed = [ana, ben].map(toldAnew);
  await goDown(ana, ben);
  await comeUp();
  await Promise.all(renewed);
  const after = [ana, ben].map((tab) => tab.client.call.get());
  expect(after.map(callIdOf)).toEqual([callId, callId]);
  expect(after.map((view) => 'since' in view && view.since)).toEqual(
    before.map((view) => 'since' in view && view.since),
  );
  // Told of the call anew; of a link that stands something else may have been told meanwhile.
  expect([...seen].filter((each) => each !== 'link connected')).toEqual(['call started']);
  expect([ana, ben].map((tab) => tab.links.length)).toEqual([1, 1]);
  await ana.client.hangUp();
  expect(await shows(ben, 'ended')).toMatchObject({ code: CODES.ok, endedBy: 'caller' });
});

it('[C20] [P9] a page that is loaded anew while the server is away is in the call again', async () => {
  const [ana, ben, callId] = await talk();
  await goDown(ana, ben);
  const again = ben.reload();
  tabs.push(again);
  await comeUp();
  await shows(again, 'started');
  await linked(ana, again);
  expect([ana, again].map((tab) => callIdOf(tab.client.call.get()))).toEqual([callId, callId]);
});

it('[C20] [P9] both pages that are loaded anew while the server is away find each other again', async () => {
  const [ana, ben, callId] = await talk();
  await goDown(ana, ben);
  const again = [ana, ben].map((tab) => tab.reload());
  tabs.push(...again);
  await comeUp();
  await linked(...again);
  expect(again.map((tab) => callIdOf(tab.client.call.get()))).toEqual([callId, callId]);
});

it('[C20] [P9] the page that makes the link comes first: it goes on as soon as it is told that the other is there', async () => {
  const [ana, ben] = await talk();
  await goDown(ana, ben);
  const first = ana.reload();
  tabs.push(first);
  await comeUp();
  await until(first.client.media, ({ link }) => link === 'failed');
  const second = ben.reload();
  tabs.push(second);
  await linked(first, second);
});

it('[C20] a call outlives one restart after another', async () => {
  const [ana, ben, callId] = await talk();
  for (let round = 0; round < 4; round += 1) {
    const renewed = [ana, ben].map(toldAnew);
    await goDown(ana, ben);
    await comeUp();
    await Promise.all(renewed);
  }
  expect([ana, ben].map((tab) => callIdOf(tab.client.call.get()))).toEqual([callId, callId]);
  expect([ana, ben].map((tab) => tab.links.length)).toEqual([1, 1]);
  await ben.client.hangUp();
  expect(await shows(ana, 'ended')).toMatchObject({ code: CODES.ok, endedBy: 'callee' });
  await goDown(ana, ben);
  const late = ana.reload();
  tabs.push(late);
  await comeUp();
  await until(late.client.connection, (view) => view.state === 'ready');
  expect(late.client.call.get()).toEqual({ state: 'idle' });
});

it('[C20] a call that was hung up while the server was away ends for the other too', async () => {
  const [ana, ben] = await talk();
  await goDown(ana, ben);
  void ana.client.hangUp();
  await comeUp();
  expect((await shows(ben, 'ended')).state).toBe('ended');
  expect(ana.client.call.get()).toMatchObject({ state: 'ended', code: CODES.ok, endedBy: 'caller' });
  expect(await ana.client.request('ben', { video: true })).toMatchObject({ ok: true });
});

/** Waits until the server has told this page anew of the call that it is in. */
function toldAnew({ client }: Tab): Promise<CallView> {
  const before = callOf(client.call.get());
  return until(client.call, (view) => callOf(view) !== before);
}

function callOf(view: CallView) {
  return view.state === 'started' ? view.call : null;
}
