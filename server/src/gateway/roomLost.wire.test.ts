import { describe, expect, it } from 'vitest';
import { accept, NOT_IN_CALL } from '../../test/calls.js';
import { bringIn, callIn, hosted, members, pagesOf } from '../../test/room.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ GRACE_RINGING_MS: '1000', GRACE_CALL_MS: '1000' });

describe.concurrent('a page lost in a room of three', () => {
  it('[C19] [C29] each of the three comes back: its own calls are shown, the others of these are told, and all are there again', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    await bob.vanish();
    const lost = { endpointId: bob.endpointId, connected: false };
    expect(await ann.next('call:peer')).toEqual({ callId: host.callId, ...lost });
    expect(await cat.next('call:peer')).toEqual({ callId: side.callId, ...lost });
    const bobBack = await town.again(bob);
    expect(bobBack.ready.calls.map(({ callId }) => callId)).toEqual([host.callId, side.callId]);
    expect(await ann.next('call:peer')).toEqual({ callId: host.callId, ...lost, connected: true });
    expect(await cat.next('call:peer')).toEqual({ callId: side.callId, ...lost, connected: true });
    await cat.vanish();
    expect(await bobBack.next('call:peer')).toMatchObject({ callId: side.callId, connected: false });
    const catBack = await town.again(cat);
    await ann.vanish();
    expect(await bobBack.next('call:peer', ({ callId }) => callId === host.callId)).toMatchObject({ connected: false });
    const annBack = await town.again(ann);
    for (const [person, callId] of [
      [annBack, host.callId],
      [bobBack, host.callId],
      [catBack, side.callId],
    ] as const) {
      expect(await members(person)).toEqual([callId, pagesOf(ann, bob, cat)]);
    }
    await annBack.does('call:signal', { callId: host.callId, to: cat.endpointId, epoch: 2, data: {} });
    await catBack.next('call:signal');
  });

  it('[C32] the agent for good, with the colleague joined: the customer goes on with the colleague', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    for (const person of [ann, cat]) await members(person);
    await bob.vanish();
    expect(await ann.next('call:update')).toMatchObject({ call: { callee: { userId: cat.userId } } });
    await cat.next('call:start', ({ call }) => call.callId === host.callId);
    expect(await cat.next('call:finish')).toMatchObject({
      code: 100903,
      call: { callId: side.callId, endedBy: 'server' },
    });
    expect(await members(ann)).toEqual([host.callId, pagesOf(ann, cat)]);
    const { ready } = await town.again(bob);
    expect(ready.calls).toEqual([]);
    expect(ready.ended.map(({ callId, code, endedBy }) => [callId, code, endedBy]).sort()).toEqual(
      [
        [host.callId, 100903, 'server'],
        [side.callId, 100903, 'server'],
      ].sort(),
    );
    expect(ann.news('call:finish')).toEqual([]);
  });

  it('[C32] the agent for good, with the colleague aside: both calls end', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'aside');
    await bob.vanish();
    expect(await ann.next('call:finish')).toMatchObject({ code: 100106, call: { callId: host.callId } });
    expect(await cat.next('call:finish')).toMatchObject({ code: 100106, call: { callId: side.callId } });
  });

  it('[C33] the colleague for good: the colleague is out, and the call goes on', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    for (const person of [ann, bob]) await members(person);
    await cat.vanish();
    expect(await bob.next('call:finish')).toMatchObject({ code: 100106, call: { callId: side.callId } });
    expect(await members(ann)).toEqual([host.callId, pagesOf(ann, bob)]);
    await ann.does('call:signal', { callId: host.callId, to: bob.endpointId, epoch: 2, data: {} });
  });

  it('[C33] the customer for good: the call ends, and the two others go on', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    for (const person of [bob, cat]) await members(person);
    await ann.vanish();
    expect(await bob.next('call:finish')).toMatchObject({ code: 100106, call: { callId: host.callId } });
    expect(await members(cat)).toEqual([side.callId, pagesOf(bob, cat)]);
    expect((await town.again(bob)).ready.calls).toMatchObject([{ callId: side.callId }]);
  });

  it('[C19] [C28] the agent while the colleague rings: back in time, all is as it was; for good, the colleague stops ringing', async () => {
    const back = await hosted(town);
    const ringing = await callIn(back, 'transfer');
    await back.bob.vanish();
    await back.cat.next('call:peer');
    const bob = await town.again(back.bob);
    expect(bob.ready.calls.map(({ callId, state }) => [callId, state])).toEqual([
      [back.host.callId, 'started'],
      [ringing.callId, 'ringing'],
    ]);
    await accept(ringing, bob, back.cat);
    await back.cat.next('call:start', ({ call }) => call.callId === back.host.callId);
    const gone = await hosted(town);
    const side = await callIn(gone, 'transfer');
    await gone.bob.vanish();
    await gone.cat.next('call:reply', ({ call, code }) => call.callId === side.callId && code !== 0);
    expect(await gone.ann.next('call:finish')).toMatchObject({ code: 100106 });
  });

  it('[C19] the colleague while it rings: the agent is told, and the customer’s call is not touched', async () => {
    const { ann, bob, cat, host } = await hosted(town);
    const side = await callIn({ ann, bob, cat, host }, 'aside');
    await cat.vanish();
    expect(await bob.next('call:peer')).toEqual({ callId: side.callId, endpointId: null, connected: false });
    expect(await bob.next('call:reply', ({ code }) => code !== 0)).toMatchObject({ code: 100106 });
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect((await town.again(bob)).ready.calls).toMatchObject([{ callId: host.callId }]);
  });

  it('[C31] the customer is away as the call is handed over: the colleague is told, and the customer finds the colleague', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    await bringIn(people, 'aside');
    await ann.vanish();
    await bob.next('call:peer');
    await bob.does('call:transfer', { callId: host.callId, to: cat.userId });
    await cat.next('call:start', ({ call }) => call.callId === host.callId);
    const lost = { callId: host.callId, endpointId: ann.endpointId, connected: false };
    expect(await cat.next('call:peer')).toEqual(lost);
    const annBack = await town.again(ann);
    expect(annBack.ready.calls).toMatchObject([{ callId: host.callId, callee: { userId: cat.userId } }]);
    expect(await cat.next('call:peer')).toEqual({ ...lost, connected: true });
  });

  it('[C31] the colleague is away as the call is handed over, and finds it; the agent, away, finds that it is over', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'aside');
    await cat.vanish();
    await bob.next('call:peer');
    const acknowledged = bob.does('call:transfer', { callId: host.callId, to: cat.userId });
    expect(await ann.next('call:update')).toMatchObject({ call: { callee: { userId: cat.userId } } });
    expect(await ann.next('call:peer')).toEqual({ callId: host.callId, endpointId: cat.endpointId, connected: false });
    await acknowledged;
    await bob.next('call:finish', ({ call }) => call.callId === side.callId);
    const catBack = await town.again(cat);
    expect(catBack.ready.calls).toMatchObject([{ callId: host.callId, state: 'started' }]);
    expect(await ann.next('call:peer')).toMatchObject({ connected: true });
    expect((await town.again(bob)).ready.ended.map(({ callId }) => callId)).toContain(host.callId);
    expect(await catBack.does('call:ice', { callId: host.callId })).toMatchObject({ ticket: expect.any(String) });
  });

  it('[C31] the colleague is lost for good behind the hand-over: the call ends as any', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    await bringIn(people, 'aside');
    await bob.does('call:transfer', { callId: host.callId, to: cat.userId });
    await cat.next('call:finish');
    await cat.vanish();
    expect(await ann.next('call:finish')).toMatchObject({ code: 100106, call: { callee: { userId: cat.userId } } });
    expect(await ann.isRefused('call:finish', { callId: host.callId })).toEqual(NOT_IN_CALL);
  });
});
