import { describe, expect, it } from 'vitest';
import { NOT_IN_CALL, ring, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

/** Graces are left at their defaults of 10 s and 30 s, so that an end within 3 s is the goodbye's doing. */
const town = useTown();

async function beacon(person: Person, body: object = {}): Promise<Response> {
  const token = await testToken(person.userId);
  return fetch(`${town.server.url}/api/v1/bye`, {
    method: 'POST',
    // What `sendBeacon` sets for a string.
    headers: { 'content-type': 'text/plain;charset=UTF-8' },
    body: JSON.stringify({ token, endpointId: person.endpointId, ...body }),
  });
}

function isAbout3s(ms: number): void {
  expect(ms).toBeGreaterThan(2_500);
  expect(ms).toBeLessThan(4_500);
}

describe.concurrent('a goodbye', () => {
  it('[command endpoint:bye] [C18] is acknowledged, and then the connection is closed', async () => {
    const ann = await town.enter('Ann');
    expect(await ann.does('endpoint:bye', {})).toBeNull();
    expect(await ann.isGone()).toBe('io server disconnect');
  });

  it('[C19] [P10] in a call gives 3 s to come back, since it may have been a reload', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const leftAt = Date.now();
    await bob.does('endpoint:bye', {});
    expect(await ann.next('call:peer')).toEqual({ callId, endpointId: bob.endpointId, connected: false });
    expect(Date.now() - leftAt).toBeLessThan(1_000);
    const { call, code } = await ann.next('call:finish');
    expect({ code, endedBy: call.endedBy }).toEqual({ code: 100106, endedBy: 'server' });
    isAbout3s((call.finishedAt ?? 0) - leftAt);
  });

  it('[POST /api/v1/bye] [C19] by a beacon does the same, and closes the page’s connection', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const leftAt = Date.now();
    expect((await beacon(ann)).status).toBe(204);
    expect(await bob.next('call:peer')).toEqual({ callId, endpointId: ann.endpointId, connected: false });
    expect(await ann.isGone()).toBe('io server disconnect');
    const { call } = await bob.next('call:finish');
    expect(call).toMatchObject({ code: 100106 });
    isAbout3s((call.finishedAt ?? 0) - leftAt);
  });

  it('[C19] by a beacon that comes after the connection was lost shortens the wait', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await talk(ann, bob);
    const leftAt = Date.now();
    await ann.vanish();
    await bob.next('call:peer');
    expect((await beacon(ann)).status).toBe(204);
    const { call } = await bob.next('call:finish');
    isAbout3s((call.finishedAt ?? 0) - leftAt);
    expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:peer', 'call:finish']);
  });

  it('[C19] of the caller while it rings: the callee gets REPLY 100106 after 3 s', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    const leftAt = Date.now();
    await ann.does('endpoint:bye', {});
    const { call, code } = await bob.next('call:reply');
    expect(code).toBe(100106);
    isAbout3s((call.finishedAt ?? 0) - leftAt);
    expect(await bob.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
  });

  it('[C19] [P9] of a page that reloads: it is back in the call, and stays', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await bob.does('endpoint:bye', {});
    await bob.isGone();
    const back = await town.again(bob);
    expect(back.ready.calls).toMatchObject([{ callId, state: 'started' }]);
    // Another's goodbye, begun later and ended, shows that the 3 s have passed.
    const cid = await town.enter('Cid');
    const dan = await town.enter('Dan');
    await talk(cid, dan);
    await dan.does('endpoint:bye', {});
    await cid.next('call:finish');
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:peer', 'call:peer']);
    await back.does('call:finish', { callId });
  });

  it('[C21] of one page of a ringing callee leaves the others ringing', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    await bob.does('endpoint:bye', {});
    await bob.isGone();
    await phone.does('call:reply', { callId, code: 0 });
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });
});

describe('a beacon that is none', () => {
  it('[C19] [P9] one that the reloaded page has overtaken ends nothing', async () => {
    const ann = await town.enter('Ann');
    const socketId = ann.socket.id;
    await ann.vanish();
    const again = await town.again(ann);
    expect((await beacon(again, { socketId })).status).toBe(204);
    expect(await again.does('users:find', { query: 'nobody-of-that-name' })).toEqual({ users: [] });
    expect((await beacon(again, { socketId: again.socket.id })).status).toBe(204);
    expect(await again.isGone()).toBe('io server disconnect');
  });

  it('[C24] with a token of someone else closes nothing', async () => {
    const ann = await town.enter('Ann');
    const eve = await town.enter('Eve');
    const response = await beacon(eve, { endpointId: ann.endpointId });
    expect(response.status).toBe(204);
    await ann.settle();
    expect(ann.gone).toBeNull();
  });

  it('[POST /api/v1/bye] without a good token, or without a body, is refused', async () => {
    const ann = await town.enter('Ann');
    expect((await beacon(ann, { token: 'abc' })).status).toBe(401);
    expect((await beacon(ann, { token: 5 })).status).toBe(400);
    expect((await beacon(ann, { endpointId: null })).status).toBe(400);
    const empty = await fetch(`${town.server.url}/api/v1/bye`, { method: 'POST' });
    expect(empty.status).toBe(400);
    await ann.settle();
    expect(ann.gone).toBeNull();
  });
});
