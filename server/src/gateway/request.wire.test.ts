import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { endedCall, missedCall, requestTo, ring, ringingCall, startedCall, TIME, talk } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';

const RING_MS = 60_000;
const town = useTown({ RING_MS: String(RING_MS) });

describe('a request', () => {
  it('[endpoint] [code 0] [news call:request] [C5] rings every page of the callee and tells the caller so', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const bobsPhone = await town.another(bob);
    const call = await ann.does('call:request', requestTo(bob.userId, { param: 7, text: 'about my loan', flags: 1 }));
    const expected = ringingCall(ann, bob, { callId: call.callId, param: 7, text: 'about my loan', flags: 1 });
    expect(call).toEqual(expected);
    const rings = { call, code: 0, param: 7, text: 'about my loan' };
    expect(await bob.next('call:request')).toEqual(rings);
    expect(await bobsPhone.next('call:request')).toEqual(rings);
    expect(await ann.next('call:reply')).toEqual({ call, code: 0, param: 0, text: '' });
    expect(await ann.heard()).toEqual(['call:reply']);
    expect(await bob.heard()).toEqual(['call:request']);
  });

  it('[bounds] [command call:request] [C5] of which nothing is said but the callee takes the defaults: flags 3, param 0, no text', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const call = await ann.does('call:request', { to: bob.userId, requestId: randomUUID() });
    expect(call).toMatchObject({ flags: 3, param: 0, text: '' });
  });

  it('[C5] tells nobody else', async () => {
    const ann = await town.enter('Ann');
    const annsPhone = await town.another(ann);
    const bob = await town.enter('Bob');
    const eve = await town.enter('Eve');
    await ring(ann, bob);
    expect(await annsPhone.heard()).toEqual([]);
    expect(await eve.heard()).toEqual([]);
  });

  it('[C9] rings for RING_MS from the moment it began to ring', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const call = await ring(ann, bob);
    expect((call.expiresAt ?? 0) - (call.ringingAt ?? 0)).toBe(RING_MS);
  });

  it('[order] [C1] is acknowledged before the news of it', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await ring(ann, bob);
    const kinds = ann.log.map((each) => ('news' in each ? each.news : `acknowledged ${each.acknowledged}`));
    expect(kinds).toEqual(['session:ready', 'acknowledged call:request', 'call:reply']);
  });

  it('[call] [code 100102] [C1] that is hopeless gets an id, the finished snapshot, and then its REPLY', async () => {
    const ann = await town.enter('Ann');
    const call = await ann.does('call:request', requestTo('nobody', { param: -3, text: 'hello' }));
    expect(call).toEqual({
      callId: expect.any(String),
      version: 1,
      state: 'finished',
      caller: { ...ann.ready.user, endpointId: ann.endpointId },
      callee: { userId: 'nobody', name: 'nobody', role: null, endpointId: null },
      flags: 3,
      param: -3,
      text: 'hello',
      roomId: null,
      room: null,
      code: 100102,
      endedBy: 'server',
      requestedAt: TIME,
      ringingAt: null,
      startedAt: null,
      finishedAt: TIME,
      expiresAt: null,
    });
    expect(await ann.next('call:reply')).toEqual({ call, code: 100102, param: 0, text: '' });
    expect(ann.log.at(-2)).toEqual({ acknowledged: 'call:request', with: { ok: true, value: call } });
  });

  it('[C1] sent twice is one call: acknowledged with its present snapshot, and nothing else happens', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const request = requestTo(bob.userId);
    const call = await ann.does('call:request', request);
    await bob.next('call:request');
    expect(await ann.does('call:request', request)).toEqual(call);
    const started = await bob.does('call:reply', { callId: call.callId, code: 0 });
    expect(await ann.does('call:request', request)).toEqual(started);
    const ended = await ann.does('call:finish', { callId: call.callId });
    expect(await ann.does('call:request', request)).toEqual(ended);
    expect(ended).toEqual(endedCall(ann, bob, { callId: call.callId, code: 0, endedBy: 'caller' }));
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
  });

  it('[C1] [C18] sent twice at once, from two pages of the user, is still one call', async () => {
    const ann = await town.enter('Ann');
    const annsPhone = await town.another(ann);
    const bob = await town.enter('Bob');
    const request = requestTo(bob.userId);
    const [one, two] = await Promise.all([
      ann.does('call:request', request),
      annsPhone.does('call:request', request),
      ann.does('call:request', request),
    ]);
    expect(one.callId).toBe(two.callId);
    expect(await bob.heard()).toEqual(['call:request']);
  });

  it('[C1] that was hopeless and is sent again says the same, and only once by REPLY', async () => {
    const ann = await town.enter('Ann');
    const request = requestTo('nobody');
    const call = await ann.does('call:request', request);
    expect(await ann.does('call:request', request)).toEqual(call);
    expect(await ann.heard()).toEqual(['call:reply']);
  });

  it('[C1] of another user with the same requestId is another call', async () => {
    const ann = await town.enter('Ann');
    const eve = await town.enter('Eve');
    const request = requestTo('nobody');
    const anns = await ann.does('call:request', request);
    expect((await eve.does('call:request', request)).callId).not.toBe(anns.callId);
  });
});

describe('a request that cannot ring', () => {
  it('[code 20] [C3] to oneself gets no call: 20', async () => {
    const ann = await town.enter('Ann');
    const error = await ann.isRefused('call:request', requestTo(ann.userId));
    expect(error).toEqual({ code: 20, name: 'not_allowed', message: expect.any(String) });
    expect(await ann.heard()).toEqual([]);
  });

  it('[C3] to oneself is refused with 20 also in a call, but a malformed one with 21 first', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await talk(ann, bob);
    expect(await ann.isRefused('call:request', requestTo(ann.userId))).toMatchObject({ code: 20 });
    expect(await ann.isRefused('call:request', requestTo(ann.userId, { flags: 256 }))).toMatchObject({ code: 21 });
  });

  it('[C2] [C3] by someone in a live call, as caller or as callee, ringing or started, is busy', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const call = await ring(ann, bob);
    for (const person of [ann, bob]) {
      const refused = await person.does('call:request', requestTo(cid.userId));
      expect(refused).toEqual(
        missedCall(person, cid, { version: 1, code: 100103, endedBy: 'server', ringingAt: null }),
      );
      expect(await person.next('call:reply', (news) => news.code === 100103)).toEqual({
        call: refused,
        code: 100103,
        param: 0,
        text: '',
      });
    }
    await bob.does('call:reply', { callId: call.callId, code: 0 });
    for (const person of [ann, bob]) {
      expect(await person.does('call:request', requestTo(cid.userId))).toMatchObject({ code: 100103 });
    }
    expect(await cid.heard()).toEqual([]);
  });

  it('[C2] is busy from another page of the same user too', async () => {
    const ann = await town.enter('Ann');
    const annsPhone = await town.another(ann);
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    await talk(ann, bob);
    expect(await annsPhone.does('call:request', requestTo(cid.userId))).toMatchObject({ code: 100103 });
  });

  it('[code 100103] [C2] [C3] to someone who rings, who calls, or who talks is busy, and they hear nothing of it', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const call = await ring(ann, bob);
    const busy = { state: 'finished', code: 100103, endedBy: 'server', ringingAt: null };
    expect(await cid.does('call:request', requestTo(bob.userId))).toMatchObject(busy);
    expect(await cid.does('call:request', requestTo(ann.userId))).toMatchObject(busy);
    await bob.does('call:reply', { callId: call.callId, code: 0 });
    expect(await cid.does('call:request', requestTo(bob.userId))).toMatchObject(busy);
    expect(await cid.heard()).toEqual(['call:reply', 'call:reply', 'call:reply']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });

  it("[C3] looks at the caller's own call before it looks for the callee", async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await talk(ann, bob);
    expect(await ann.does('call:request', requestTo('nobody'))).toMatchObject({ code: 100103 });
  });

  it('[code 100102] [C3] to someone who has left is offline; the name they had may still be shown', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await ann.does('presence:watch', { on: true });
    await bob.leave();
    await ann.next('presence', ({ users }) => users.some((user) => user.userId === bob.userId));
    expect(await ann.does('call:request', requestTo(bob.userId))).toMatchObject({ code: 100102, ringingAt: null });
  });

  it('[C2] two people who dial the same third at once: one rings, the other is told busy', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const calls = await Promise.all([
      ann.does('call:request', requestTo(cid.userId)),
      bob.does('call:request', requestTo(cid.userId)),
    ]);
    expect(calls.map(({ state, code }) => `${state} ${code}`).sort()).toEqual(['finished 100103', 'ringing null']);
    expect(await cid.heard()).toEqual(['call:request']);
  });

  it('[C2] one person who dials two at once has one call', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const calls = await Promise.all([
      ann.does('call:request', requestTo(bob.userId)),
      ann.does('call:request', requestTo(cid.userId)),
    ]);
    expect(calls.map(({ state }) => state).sort()).toEqual(['finished', 'ringing']);
    expect([...(await bob.heard()), ...(await cid.heard())]).toEqual(['call:request']);
  });

  it('[C25] cannot say who asks: ids, names and roles in a payload count for nothing', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const forged = { from: 'boss', userId: 'boss', name: 'The Boss', role: 'admin', caller: { userId: 'boss' } };
    const result = await ann.send('call:request', { ...requestTo(bob.userId), ...forged });
    expect(result).toEqual({ ok: true, value: ringingCall(ann, bob) });
    expect((await bob.next('call:request')).call.caller).toEqual({ ...ann.ready.user, endpointId: ann.endpointId });
  });
});

describe('a page that opens late', () => {
  it('[news session:ready] rings from its greeting, and may accept', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const call = await ring(ann, bob);
    const late = await town.another(bob);
    expect(late.ready).toEqual({
      user: bob.ready.user,
      endpointId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      serverTime: TIME,
      version: 'test',
      calls: [{ ...call, version: late.ready.calls[0]?.version }],
      ended: [],
    });
    const started = await late.does('call:reply', { callId: call.callId, code: 0 });
    expect(started).toEqual(startedCall(ann, late, { callId: call.callId, version: started.version }));
    expect(await bob.next('call:reply')).toMatchObject({ code: 100901 });
  });

  it('[C8] stops with the others when the caller gives up', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const call = await ring(ann, bob);
    const late = await town.another(bob);
    await ann.does('call:reply', { callId: call.callId, code: 100101 });
    expect(await late.next('call:reply')).toMatchObject({ code: 100101 });
  });

  it('sees the calls of its user as caller in every state, and no one else’s', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const call = await ring(ann, bob);
    expect((await town.another(ann)).ready.calls).toEqual([call]);
    const started = await bob.does('call:reply', { callId: call.callId, code: 0 });
    expect((await town.another(ann)).ready.calls).toEqual([started]);
    expect((await town.another(bob)).ready.calls).toEqual([started]);
    expect((await town.enter('Eve')).ready).toMatchObject({ calls: [], ended: [] });
  });
});
