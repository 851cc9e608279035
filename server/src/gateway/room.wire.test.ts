import { describe, expect, it } from 'vitest';
import { endedCall, NOT_IN_CALL, requestTo, ringingCall, startedCall, talk } from '../../test/calls.js';
import { bringIn, callIn, hosted, members, pagesOf } from '../../test/room.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

describe('a call into the room of another', () => {
  it('[side call] [C2] [C27] rings like any call, and shows whose room it is; its caller stays in both', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await callIn(people, 'aside', { text: 'A question' });
    const room = { callId: host.callId, as: 'aside' } as const;
    expect(side).toEqual(ringingCall(bob, cat, { callId: side.callId, text: 'A question', room }));
    expect((await town.again(bob)).ready.calls).toMatchObject([
      { callId: host.callId, state: 'started', room: null },
      { callId: side.callId, state: 'ringing', room },
    ]);
    // Of what her agent asks someone else the customer hears nothing.
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });

  it('[C27] is made by the bound page of staff alone, of a started call that is no side call', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const room = { callId: host.callId, as: 'join' } as const;
    expect(await ann.isRefused('call:request', requestTo(cat.userId, { room }))).toMatchObject({ code: 20 });
    expect(await cat.isRefused('call:request', requestTo('dan', { room }))).toEqual(NOT_IN_CALL);
    const phone = await town.another(bob);
    expect(await phone.isRefused('call:request', requestTo(cat.userId, { room }))).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:request', requestTo(ann.userId, { room }))).toMatchObject({ code: 20 });
    const nowhere = requestTo(cat.userId, { room: { callId: 'no such call', as: 'join' } });
    expect(await bob.isRefused('call:request', nowhere)).toEqual(NOT_IN_CALL);
    const side = await bringIn(people, 'aside');
    const deeper = requestTo('dan', { room: { callId: side.callId, as: 'join' } });
    expect(await cat.isRefused('call:request', deeper)).toEqual(NOT_IN_CALL);
    await bob.does('call:finish', { callId: host.callId });
    expect(await bob.isRefused('call:request', requestTo('dan', { room }))).toEqual(NOT_IN_CALL);
  });

  it('[C1] [C27] said again it is the same call, also when the host call is over', async () => {
    const people = await hosted(town);
    const { bob, cat, host } = people;
    const request = requestTo(cat.userId, { room: { callId: host.callId, as: 'aside' } });
    const { callId } = await bob.does('call:request', request);
    expect(await bob.does('call:request', request)).toMatchObject({ callId, state: 'ringing' });
    await bob.does('call:finish', { callId: host.callId });
    expect(await bob.does('call:request', request)).toMatchObject({ callId });
  });

  it('[C27] [C34] one lives at a time: a second has ended with 100103, as does one to somebody who is busy', async () => {
    const people = await hosted(town);
    const { bob, host } = people;
    const dan = await town.enter('Dan', { role: 'agent' });
    const eve = await town.enter('Eve', { role: 'agent' });
    const room = { callId: host.callId, as: 'join' } as const;
    await talk(dan, eve);
    expect(await bob.does('call:request', requestTo(dan.userId, { room }))).toMatchObject({
      state: 'finished',
      code: 100103,
      room,
    });
    const side = await callIn(people, 'join');
    const fay = await town.enter('Fay', { role: 'agent' });
    expect(await bob.does('call:request', requestTo(fay.userId, { room }))).toMatchObject({ code: 100103, room });
    expect(await fay.heard()).toEqual([]);
    await bob.does('call:reply', { callId: side.callId, code: 100101 });
    const two = await Promise.all(
      [fay, await town.enter('Gus')].map((to) => bob.does('call:request', requestTo(to.userId, { room }))),
    );
    expect(two.map(({ state }) => state).sort()).toEqual(['finished', 'ringing']);
  });

  it('[C27] a colleague who is called in is busy from ringing on, and may refuse', async () => {
    const people = await hosted(town);
    const { ann, bob, cat } = people;
    const { callId } = await callIn(people, 'join');
    const dan = await town.enter('Dan');
    expect(await dan.does('call:request', requestTo(cat.userId))).toMatchObject({ code: 100103 });
    await cat.does('call:reply', { callId, code: 100104, text: 'Not now' });
    expect(await bob.next('call:reply', ({ code }) => code !== 0)).toMatchObject({ code: 100104, text: 'Not now' });
    expect(await dan.does('call:request', requestTo(cat.userId))).toMatchObject({ state: 'ringing' });
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });

  it('[room] [C28] [C29] [news room:members] to join: all three are told who is there, each by the own call', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    expect(side).toEqual(
      startedCall(bob, cat, { callId: side.callId, room: { callId: host.callId, as: 'join' }, roomId: host.roomId }),
    );
    const three = [ann, bob, cat].map(({ ready: { user }, endpointId }) => ({ ...user, endpointId }));
    expect(await ann.next('room:members')).toEqual({ callId: host.callId, members: three });
    expect(await bob.next('room:members')).toEqual({ callId: host.callId, members: three });
    expect(await cat.next('room:members')).toEqual({ callId: side.callId, members: three });
  });

  it('[C22] [C29] signals pass between any two of the room, under the receiver’s own call', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    const signal = { epoch: 1, data: { type: 'x' } };
    await ann.does('call:signal', { callId: host.callId, to: cat.endpointId, ...signal });
    expect(await cat.next('call:signal')).toEqual({ callId: side.callId, from: ann.endpointId, ...signal });
    await cat.does('call:signal', { callId: side.callId, to: ann.endpointId, ...signal });
    expect(await ann.next('call:signal')).toEqual({ callId: host.callId, from: cat.endpointId, ...signal });
    await bob.does('call:signal', { callId: side.callId, to: cat.endpointId, ...signal });
    expect(await cat.next('call:signal')).toMatchObject({ callId: side.callId, from: bob.endpointId });
    await bob.does('call:signal', { callId: host.callId, to: ann.endpointId, ...signal });
    expect(await ann.next('call:signal')).toMatchObject({ callId: host.callId, from: bob.endpointId });
    expect(await cat.does('call:ice', { callId: side.callId })).toMatchObject({ icePolicy: 'all' });
    // By a call that is not the sender's own there is no way.
    expect(await cat.isRefused('call:signal', { callId: host.callId, to: ann.endpointId, ...signal })).toEqual(
      NOT_IN_CALL,
    );
    await cat.vanish();
    await bob.next('call:peer');
    const toCat = { callId: host.callId, to: cat.endpointId, ...signal };
    expect(await ann.isRefused('call:signal', toCat)).toMatchObject({ code: 100106 });
  });

  it('[C28] aside: nothing passes between the customer and the colleague, and the customer hears nothing of it', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'aside');
    const signal = { epoch: 1, data: {} };
    for (const [from, callId, to] of [
      [ann, host.callId, cat],
      [cat, side.callId, ann],
      [bob, host.callId, cat],
      [cat, host.callId, ann],
    ] as const) {
      expect(await from.isRefused('call:signal', { callId, to: to.endpointId, ...signal })).toEqual(NOT_IN_CALL);
    }
    await bob.does('call:signal', { callId: side.callId, to: cat.endpointId, ...signal });
    await cat.next('call:signal');
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect([ann, bob, cat].map((person) => person.news('room:members'))).toEqual([[], [], []]);
  });

  it('[command call:join] [C30] joins who talked aside: both sides of the side call are told, then all who is there', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const { callId, version } = await bringIn(people, 'aside');
    for (const person of [ann, cat]) expect(await person.isRefused('call:join', { callId })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:join', { callId: host.callId })).toEqual(NOT_IN_CALL);
    const call = await bob.does('call:join', { callId });
    expect(call).toMatchObject({ callId, version: version + 1, room: { callId: host.callId, as: 'join' } });
    for (const person of [bob, cat]) {
      expect(await person.next('call:update')).toEqual({ call, code: 0, param: 0, text: '', wait: null });
    }
    expect(await members(ann)).toEqual([host.callId, pagesOf(ann, bob, cat)]);
    expect(await members(cat)).toEqual([callId, pagesOf(ann, bob, cat)]);
    // Said again it is done already.
    expect(await bob.does('call:join', { callId })).toEqual(call);
    await bob.settle();
    expect(bob.news('call:update')).toHaveLength(1);
  });

  it('[C29] a page that connects again is told of three right behind its snapshot, and of two by no more than that', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const again = await town.again(ann);
    const side = await bringIn({ ...people, ann: again }, 'join');
    for (const [person, callId] of [
      [again, host.callId],
      [bob, host.callId],
      [cat, side.callId],
    ] as const) {
      const back = await town.again(person);
      expect(await members(back)).toEqual([callId, pagesOf(ann, bob, cat)]);
      expect(back.log.slice(0, 2).map((each) => 'news' in each && each.news)).toContain('session:ready');
    }
    expect(again.news('room:members')).toHaveLength(1);
  });

  it('[C33] when the side call ends the third is out, and the call goes on', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    await members(ann);
    await members(bob);
    await cat.does('call:finish', { callId: side.callId });
    expect(await bob.next('call:finish')).toMatchObject({
      code: 0,
      call: endedCall(bob, cat, { callId: side.callId, room: side.room, code: 0, endedBy: 'callee' }),
    });
    expect(await members(ann)).toEqual([host.callId, pagesOf(ann, bob)]);
    expect(await members(bob)).toEqual([host.callId, pagesOf(ann, bob)]);
    const signal = { epoch: 1, data: {} };
    expect(await ann.isRefused('call:signal', { callId: host.callId, to: cat.endpointId, ...signal })).toEqual(
      NOT_IN_CALL,
    );
    await ann.does('call:signal', { callId: host.callId, to: bob.endpointId, ...signal });
    expect(await cat.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
    expect(cat.news('room:members')).toHaveLength(1);
  });

  it('[C33] when the customer hangs up the two others go on, and are told so if all three were there', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    await members(bob);
    await members(cat);
    await ann.does('call:finish', { callId: host.callId });
    expect(await bob.next('call:finish')).toMatchObject({ call: { callId: host.callId } });
    expect(await members(bob)).toEqual([side.callId, pagesOf(bob, cat)]);
    expect(await members(cat)).toEqual([side.callId, pagesOf(bob, cat)]);
    await bob.does('call:signal', { callId: side.callId, to: cat.endpointId, epoch: 1, data: {} });
    // The room is still in use, and both are busy.
    expect((await town.again(bob)).ready.calls).toMatchObject([{ callId: side.callId, roomId: host.roomId }]);
    expect(await ann.does('call:request', requestTo(bob.userId))).toMatchObject({ code: 100103 });
    expect(await cat.heard()).toEqual(['call:request', 'call:start', 'call:signal']);
  });

  it('[C12] [C33] a business server may end either of the two calls; by a user it ends both', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const desk = await town.attach();
    const side = await bringIn(people, 'join');
    await desk.does('call:finish', { callId: side.callId, code: 7 });
    expect(await cat.next('call:finish')).toMatchObject({ code: 7, call: { endedBy: 'business' } });
    expect((await town.again(bob)).ready.calls).toMatchObject([{ callId: host.callId }]);
    const others = await hosted(town);
    const aside = await bringIn(others, 'aside');
    expect(await desk.does('call:finish', { userId: others.bob.userId, code: 8 })).toMatchObject({
      callId: others.host.callId,
    });
    expect(await others.cat.next('call:finish')).toMatchObject({ code: 8, call: { callId: aside.callId } });
    expect(await others.ann.next('call:finish')).toMatchObject({ code: 8, call: { callId: others.host.callId } });
    const last = await hosted(town);
    const joined = await bringIn(last, 'join');
    await desk.does('call:finish', { callId: last.host.callId });
    await last.ann.next('call:finish');
    expect((await town.again(last.cat)).ready.calls).toMatchObject([{ callId: joined.callId }]);
    expect(await ann.heard()).not.toContain('call:finish');
  });
});
