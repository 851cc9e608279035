import { describe, expect, it } from 'vitest';
import { accept, NOT_IN_CALL, requestTo, startedCall } from '../../test/calls.js';
import { bringIn, callIn, type Hosted, hosted, members, pagesOf } from '../../test/room.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

/** The customer is with the colleague, in the same call as before, and the agent is in none. */
async function expectHandedOver({ ann, bob, cat, host }: Hosted): Promise<void> {
  const { callId } = host;
  const [annBack, bobBack, catBack] = [await town.again(ann), await town.again(bob), await town.again(cat)];
  expect(annBack.ready.calls).toMatchObject([{ callId, state: 'started', roomId: host.roomId }]);
  expect(catBack.ready.calls).toEqual(annBack.ready.calls);
  expect(bobBack.ready.calls).toEqual([]);
  expect(bobBack.ready.ended.map((call) => [call.callId, call.code])).toContainEqual([callId, 100903]);
  await annBack.does('call:signal', { callId, to: cat.endpointId, epoch: 2, data: {} });
  await catBack.next('call:signal');
  expect(await bobBack.isRefused('call:finish', { callId })).toEqual(NOT_IN_CALL);
}

describe('a call that is handed over', () => {
  it('[command call:transfer] [code 100903] [C31] goes on with the one who was asked first: who comes is told, who stays, who leaves', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const program = await town.attach();
    const side = await bringIn(people, 'aside');
    const { callId } = host;
    const left = await bob.does('call:transfer', { callId, to: cat.userId });
    const { version } = left;
    expect(left).toEqual({
      ...host,
      version,
      state: 'finished',
      code: 100903,
      endedBy: 'callee',
      finishedAt: expect.any(Number),
    });
    const call = startedCall(ann, cat, { callId, version, roomId: host.roomId });
    expect(await cat.next('call:start', (news) => news.call.callId === callId)).toEqual({
      call,
      code: 0,
      param: host.roomId,
      text: '',
      ticket: expect.any(String),
      iceServers: [],
      icePolicy: 'all',
    });
    expect(await ann.next('call:update')).toEqual({ call, code: 0, param: 0, text: '', wait: null });
    expect(await bob.next('call:finish')).toEqual({ call: left, code: 100903, param: 0, text: '' });
    const over = { code: 100903, call: { callId: side.callId, endedBy: 'caller', code: 100903 } };
    expect(await bob.next('call:finish')).toMatchObject(over);
    expect(await cat.next('call:finish')).toMatchObject(over);
    expect(await members(ann)).toEqual([callId, pagesOf(ann, cat)]);
    expect(await members(cat)).toEqual([callId, pagesOf(ann, cat)]);
    expect(await program.story(callId)).toEqual(['call:update 0 started']);
    expect((await program.story(side.callId)).at(-1)).toBe('call:finish 100903 finished');
    await expectHandedOver(people);
    expect(ann.news('call:finish')).toEqual([]);
  });

  it('[C31] also when the agent was its caller, and from a room of three', async () => {
    const people = await hosted(town, { isCallee: false });
    const { ann, bob, cat, host } = people;
    await bringIn(people, 'join');
    for (const person of [ann, bob, cat]) await members(person);
    await bob.does('call:transfer', { callId: host.callId, to: cat.userId });
    const call = startedCall(cat, ann, { callId: host.callId, version: expect.any(Number) as number });
    expect(await ann.next('call:update')).toMatchObject({ call });
    expect(await members(ann)).toEqual([host.callId, pagesOf(cat, ann)]);
    expect(await members(cat)).toEqual([host.callId, pagesOf(cat, ann)]);
    await expectHandedOver(people);
    const cat2 = await town.again(cat);
    await cat2.does('call:finish', { callId: host.callId });
    expect(await cat2.next('call:finish')).toMatchObject({
      call: { callId: host.callId, state: 'finished', caller: call.caller, endedBy: 'caller' },
    });
  });

  it('[C28] [C31] blind: at the START of the call that was made for it, and not before', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await callIn(people, 'transfer');
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    await accept(side, bob, cat);
    expect(await cat.next('call:start', (news) => news.call.callId === host.callId)).toMatchObject({
      param: host.roomId,
    });
    expect(await ann.next('call:update')).toMatchObject({ call: { callee: { userId: cat.userId } } });
    await bob.next('call:finish', ({ call }) => call.callId === side.callId);
    expect(await bob.heard()).toEqual([
      'call:request',
      'call:start',
      'call:reply',
      'call:start',
      'call:finish',
      'call:finish',
    ]);
    expect(await cat.heard()).toEqual(['call:request', 'call:start', 'call:start', 'call:finish']);
    await expectHandedOver(people);
  });

  it('[C27] [C31] blind to a queue: it waits in line like any call, and the customer stays with the agent until someone takes it', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const desk = await town.attach(() => ({ hold: true }));
    const room = { callId: host.callId, as: 'transfer' } as const;
    const { callId } = await bob.does('call:request', requestTo('queue.loans', { room }));
    expect(await bob.next('call:update')).toMatchObject({ call: { callId, state: 'waiting', room } });
    await desk.does('call:update', { callId, param: 1, wait: { fromMs: 30_000, toMs: 90_000 } });
    expect(await bob.next('call:update', ({ param }) => param === 1)).toMatchObject({
      wait: { fromMs: 30_000, toMs: 90_000 },
    });
    await desk.does('call:assign', { callId, to: cat.userId });
    await cat.next('call:request');
    await cat.does('call:reply', { callId, code: 100104 });
    await bob.next('call:update', ({ call }) => call.state === 'waiting' && call.ringingAt === null);
    expect(await desk.isRefused('call:assign', { callId, to: ann.userId })).toMatchObject({ code: 100103 });
    await desk.does('call:assign', { callId, to: cat.userId });
    await cat.next('call:request');
    await cat.does('call:reply', { callId, code: 0 });
    await cat.next('call:start', (news) => news.call.callId === host.callId);
    await bob.next('call:finish', ({ call }) => call.callId === callId);
    await desk.leave();
    await expectHandedOver(people);
  });

  it('[C31] back and forth: to someone who has left it once, and comes back into it', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const { callId } = host;
    await bringIn(people, 'aside');
    await bob.does('call:transfer', { callId, to: cat.userId });
    await cat.next('call:finish');
    const side = await cat.does('call:request', requestTo(bob.userId, { room: { callId, as: 'transfer' } }));
    await bob.next('call:request');
    await bob.does('call:reply', { callId: side.callId, code: 0 });
    expect(await bob.next('call:start', (news) => news.call.callId === callId && news.call.version > 3)).toMatchObject({
      call: { callee: { userId: bob.userId } },
    });
    await cat.next('call:finish', ({ call }) => call.callId === side.callId);
    await expectHandedOver({ ann, bob: cat, cat: bob, host });
    const bobBack = await town.again(bob);
    expect(bobBack.ready.ended.map((call) => call.callId)).not.toContain(callId);
    await bobBack.does('call:finish', { callId, code: 5 });
    expect((await town.again(ann)).ready.ended).toMatchObject([{ callId, code: 5, endedBy: 'callee' }]);
  });

  it('[C31] takes the one who made the side call, a started one, and its callee; anyone else gets 100107, a guest 20', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const { callId } = host;
    const to = cat.userId;
    expect(await ann.isRefused('call:transfer', { callId, to })).toMatchObject({ code: 20 });
    expect(await bob.isRefused('call:transfer', { callId, to })).toEqual(NOT_IN_CALL);
    const side = await callIn(people, 'aside');
    expect(await bob.isRefused('call:transfer', { callId, to })).toEqual(NOT_IN_CALL);
    await accept(side, bob, cat);
    expect(await cat.isRefused('call:transfer', { callId, to })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:transfer', { callId, to: ann.userId })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:transfer', { callId: side.callId, to })).toEqual(NOT_IN_CALL);
    const phone = await town.another(bob);
    expect(await phone.isRefused('call:transfer', { callId, to })).toEqual(NOT_IN_CALL);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });

  it('[C32] the agent leaves a room of three by FINISH: the two others go on', async () => {
    const people = await hosted(town);
    const { bob, cat, host } = people;
    const side = await bringIn(people, 'join');
    expect(await bob.does('call:finish', { callId: host.callId, code: 5 })).toMatchObject({
      state: 'finished',
      code: 100903,
      endedBy: 'callee',
    });
    await cat.next('call:start', (news) => news.call.callId === host.callId);
    await cat.next('call:finish', ({ call }) => call.callId === side.callId);
    await expectHandedOver(people);
  });

  it('[C32] aside, FINISH of the agent ends the call, and the two go on apart', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'aside');
    await bob.does('call:finish', { callId: host.callId, code: 5 });
    expect(await ann.next('call:finish')).toMatchObject({ code: 5 });
    expect((await town.again(cat)).ready.calls).toMatchObject([{ callId: side.callId, state: 'started' }]);
    expect(await bob.isRefused('call:join', { callId: side.callId })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:transfer', { callId: host.callId, to: cat.userId })).toEqual(NOT_IN_CALL);
  });
});

describe('races of a hand-over', () => {
  it('[C34] the customer hangs up while the colleague rings: a call that was to hand over ends, any other rings on', async () => {
    const blind = await hosted(town);
    const side = await callIn(blind, 'transfer');
    await blind.ann.does('call:finish', { callId: blind.host.callId });
    const over = { code: 100101, call: { callId: side.callId, endedBy: 'server', code: 100101 } };
    expect(await blind.cat.next('call:reply')).toMatchObject(over);
    expect(await blind.bob.next('call:reply', ({ code }) => code !== 0)).toMatchObject(over);
    const plain = await hosted(town);
    const joining = await callIn(plain, 'join');
    await plain.ann.does('call:finish', { callId: plain.host.callId });
    const { callee } = await accept(joining, plain.bob, plain.cat);
    expect(callee.call).toMatchObject({ roomId: plain.host.roomId, state: 'started' });
    await plain.bob.does('call:signal', { callId: joining.callId, to: plain.cat.endpointId, epoch: 1, data: {} });
    await plain.cat.next('call:signal');
  });

  it('[C33] the agent ends the call before the queue has taken it: what waits for it ends with 100101', async () => {
    const { ann, bob, host } = await hosted(town);
    const desk = await town.attach(() => ({ hold: true }));
    const room = { callId: host.callId, as: 'transfer' } as const;
    const { callId } = await bob.does('call:request', requestTo('queue.loans', { room }));
    await bob.next('call:update');
    await bob.does('call:finish', { callId: host.callId });
    await ann.next('call:finish');
    expect(await bob.next('call:reply', ({ call }) => call.callId === callId)).toMatchObject({ code: 100101 });
    await desk.leave();
  });

  for (const how of ['aside', 'transfer'] as const) {
    it(`[C34] everybody at once, ${how}: the customer ends with one START and one FINISH, or is with exactly one of the two`, async () => {
      for (let times = 0; times < 5; times += 1) {
        const people = await hosted(town);
        const { ann, bob, cat, host } = people;
        const side = await callIn(people, how);
        if (how === 'aside') await accept(side, bob, cat);
        const hand = how === 'aside' ? (['call:transfer', { callId: host.callId, to: cat.userId }] as const) : null;
        await Promise.all([
          hand ? bob.send(...hand) : cat.send('call:reply', { callId: side.callId, code: 0 }),
          ...(times % 2 === 0 ? [ann.send('call:finish', { callId: host.callId })] : []),
          ...(times % 3 === 0 ? [cat.send('call:finish', { callId: side.callId })] : []),
          ...(hand ? [bob.send(...hand)] : []),
        ]);
        const annBack = await town.again(ann);
        const isOver = ann.news('call:finish').length === 1;
        expect(annBack.ready.calls).toHaveLength(isOver ? 0 : 1);
        expect(ann.news('call:finish').length).toBeLessThanOrEqual(1);
        const [bobBack, catBack] = [await town.again(bob), await town.again(cat)];
        const withAnn = [bobBack, catBack].filter(({ ready }) =>
          ready.calls.some(({ callId }) => callId === host.callId),
        );
        expect(withAnn).toHaveLength(isOver ? 0 : 1);
      }
    });
  }

  it('[C34] the colleague hangs up after the hand-over: that ends the side call alone', async () => {
    const people = await hosted(town);
    const { bob, cat, host } = people;
    const side = await bringIn(people, 'aside');
    bob.socket.emit('call:transfer', { callId: host.callId, to: cat.userId });
    await cat.next('call:start', (news) => news.call.callId === host.callId);
    expect(await cat.isRefused('call:finish', { callId: side.callId })).toEqual(NOT_IN_CALL);
    await expectHandedOver(people);
    const late = await hosted(town);
    const gone = await bringIn(late, 'aside');
    await late.cat.does('call:finish', { callId: gone.callId });
    expect(await late.bob.isRefused('call:transfer', { callId: late.host.callId, to: late.cat.userId })).toEqual(
      NOT_IN_CALL,
    );
    expect((await town.again(late.bob)).ready.calls).toMatchObject([{ callId: late.host.callId }]);
  });
});
