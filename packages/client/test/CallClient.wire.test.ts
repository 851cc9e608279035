import { CODES } from '@frontdesk/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type TestServer, testToken } from '../../../server/test/startServer.js';
import type { ConnectionView } from '../src/index.js';
import { FakeStream } from '../src/testing/FakeTrack.js';
import { Tab } from './Tab.js';
import { linked, shows, until } from './until.js';

let server: TestServer;
const tabs: Tab[] = [];
let people = 0;

beforeAll(async () => {
  vi.stubGlobal('MediaStream', FakeStream);
  server = await startServer({ RING_MS: '1000', GRACE_CALL_MS: '1000', GRACE_RINGING_MS: '1000' });
});

afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
});

afterAll(async () => {
  await server.close();
  vi.unstubAllGlobals();
});

/** A page of someone new, or one more of someone who is known, connected. */
async function open(name: string, userId = `${name.toLowerCase()}.${++people}`): Promise<Tab> {
  const tab = new Tab(server.url, await testToken(userId, name), userId);
  tabs.push(tab);
  await until(tab.client.connection, (view) => view.state === 'ready');
  return tab;
}

async function ring(caller: Tab, callee: Tab, video = true): Promise<void> {
  await caller.client.request(callee.userId, { video });
  await shows(callee, 'incoming');
}

async function talk(caller: Tab, callee: Tab): Promise<void> {
  await ring(caller, callee);
  expect(await callee.client.accept({ video: true })).toMatchObject({ ok: true });
  await linked(caller, callee);
}

describe('two pages', () => {
  it('[C6] [C11] call, accept, link and hang up', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await talk(ana, ben);
    expect(ben.client.call.get()).toMatchObject({ state: 'started', side: 'callee', other: { name: 'Ana' } });
    await ana.client.hangUp();
    expect(await shows(ben, 'ended')).toMatchObject({ code: CODES.ok, endedBy: 'caller' });
    expect(ana.client.call.get()).toMatchObject({ state: 'ended', code: CODES.ok, endedBy: 'caller' });
    expect(ben.client.media.get()).toMatchObject({ link: 'none', local: null, remote: null });
    expect([...ana.tracks, ...ben.tracks].every((track) => track.readyState === 'ended')).toBe(true);
  });

  it('[C23] opens nothing of the callee before the accept, and nothing that was not asked for', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await ring(ana, ben);
    expect(ben.tracks).toEqual([]);
    await ben.client.accept({ video: false });
    await linked(ana, ben);
    expect(ben.tracks.map((track) => track.kind)).toEqual(['audio']);
    await until(ana.client.media, (view) => !view.receiving.video);
    expect(ana.client.media.get()).toMatchObject({ receiving: { audio: true, video: false } });
  });

  it('tells the other side what is sent now', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await talk(ana, ben);
    await ana.client.setMuted(true);
    await until(ben.client.media, (view) => !view.receiving.audio && view.receiving.video);
    await ana.client.setVideo(false);
    await until(ben.client.media, (view) => !view.receiving.video);
    await ana.client.setMuted(false);
    await until(ben.client.media, (view) => view.receiving.audio);
  });

  it('[C8] reject and cancel', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await ring(ana, ben);
    await ben.client.reject();
    expect(await shows(ana, 'ended')).toMatchObject({ code: CODES.rejected, endedBy: 'callee' });
    await ring(ana, ben);
    await ana.client.cancel();
    expect(await shows(ben, 'ended')).toMatchObject({ code: CODES.canceled, endedBy: 'caller' });
    expect(ben.client.missed.get()).toHaveLength(1);
  });

  it('[C9] end an unanswered call, and the callee has missed it', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await ring(ana, ben);
    expect(await shows(ana, 'ended')).toMatchObject({ code: CODES.timeout });
    expect(await shows(ben, 'ended')).toMatchObject({ code: CODES.timeout });
    expect(ben.client.missed.get()).toMatchObject([{ from: { name: 'Ana' } }]);
  });

  it('[C14] whatever crosses, both pages tell the same end', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await ring(ana, ben);
    await Promise.all([ana.client.cancel(), ben.client.accept({ video: true })]);
    const ends = await Promise.all([shows(ana, 'ended'), shows(ben, 'ended')]);
    expect(ends).toMatchObject([{ code: CODES.canceled }, { code: CODES.canceled }]);
  });

  it('[C16] [P6] that dial each other at once are in one call, each with what it asked for', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await Promise.all([
      ana.client.request(ben.userId, { video: true }),
      ben.client.request(ana.userId, { video: false }),
    ]);
    await linked(ana, ben);
    const views = [ana.client.call.get(), ben.client.call.get()];
    expect(views.map((view) => view.state)).toEqual(['started', 'started']);
    expect(new Set(views.map((view) => view.state === 'started' && view.call.callId)).size).toBe(1);
    expect([ana, ben].map((tab) => tab.tracks.some((track) => track.kind === 'video'))).toEqual([true, false]);
  });
});

describe('pages of one person', () => {
  it('[C7] [C15] of which one accepts: the other stops ringing', async () => {
    const ana = await open('Ana');
    const ben = await open('Ben');
    const phone = await open('Ben', ben.userId);
    await ring(ana, ben);
    await shows(phone, 'incoming');
    await phone.client.accept({ video: true });
    expect(await shows(ben, 'ended')).toMatchObject({ code: CODES.answeredElsewhere, talkedMs: null });
    expect(ben.client.missed.get()).toEqual([]);
    await linked(ana, phone);
  });

  it('of which the newer one has taken the endpoint: the older gives up its call and does not come back', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await talk(ana, ben);
    const twin = new Tab(server.url, ben.token, ben.userId, ben);
    tabs.push(twin);
    await until(ben.client.connection, (view) => view.state === 'replaced');
    expect(ben.client.call.get()).toEqual({ state: 'idle' });
    await linked(ana, twin);
  });
});

describe('a page', () => {
  it('[P9] that is reloaded in a call is back in it, as caller and as callee', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await talk(ana, ben);
    await ben.client.setMuted(true);
    const again = ben.reload();
    tabs.push(again);
    await linked(again);
    await until(ana.client.media, (view) => view.link === 'connected' && !view.receiving.audio);
    expect(again.client.media.get().sending).toEqual({ audio: false, video: true, screen: false });
    const anaAgain = ana.reload();
    tabs.push(anaAgain);
    await linked(anaAgain, again);
  });

  it('[C19] [P10] that is closed in a call is told of, and the call ends', async () => {
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await talk(ana, ben);
    ben.leave();
    await until(ana.client.call, (view) => view.state === 'started' && !view.reachable);
    expect(await shows(ana, 'ended')).toMatchObject({ code: CODES.disconnected });
  });

  it('sees who comes and goes', async () => {
    const ana = await open('Ana');
    await ana.client.watchPresence(true);
    const ben = await open('Ben');
    await until(ana.client.presence, ({ users }) => users.some((user) => user.userId === ben.userId));
    expect(ana.client.presence.get().users.some((user) => user.userId === ana.userId)).toBe(false);
    expect(await ana.client.find(ben.userId)).toMatchObject({ ok: true, value: [{ name: 'Ben' }] });
  });

  it('says that its token is not believed, once it could not be renewed', async () => {
    const tab = new Tab(server.url, 'no token', 'eve');
    tabs.push(tab);
    const view: ConnectionView = await until(tab.client.connection, ({ state }) => state === 'refused');
    expect(view).toEqual({ state: 'refused', reason: 'unauthorized' });
  });
});
