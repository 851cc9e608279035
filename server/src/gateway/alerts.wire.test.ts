import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accept, NOT_IN_CALL, ring, ringingCall } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { useTown } from '../../test/useTown.js';

const LINKS = { preconnect: true } as const;
const AWAY = { code: 100106, name: 'disconnected', message: expect.any(String) };
const TURN = { TURN_URLS: 'turn:turn.example.com:3478', TURN_SECRET: 'shared with coturn' };

/** What this page sends to that one, and is told of it. */
async function signals(from: Person, to: Person, callId: string): Promise<unknown> {
  const data = { type: 'offer', sdp: randomUUID() };
  const result = await from.command('call:signal', { callId, to: to.endpointId, epoch: 1, data });
  if (!result.ok) return result.error;
  return to.next('call:signal', (news) => JSON.stringify(news.data) === JSON.stringify(data));
}

function passed(from: Person, callId: string): unknown {
  return { callId, from: from.endpointId, epoch: 1, data: expect.any(Object) };
}

describe('PRECONNECT=desk, as it comes: an agent’s page that rings', () => {
  const town = useTown(TURN);

  it('[command call:alert] [news call:alert] [C22] takes a link before the answer, and the caller hears from which page', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const { callId } = await ring(ann, bob, LINKS);
    const call = await bob.does('call:alert', { callId, ...LINKS });
    expect(call).toEqual(ringingCall(ann, bob, { version: 2 }));
    expect(await ann.next('call:alert')).toEqual({ callId, from: bob.endpointId, preconnect: true });
    expect(await signals(ann, bob, callId)).toEqual(passed(ann, callId));
    expect(await signals(bob, ann, callId)).toEqual(passed(bob, callId));
    const start = await accept(call, ann, bob);
    expect(start.caller.call).toMatchObject({ state: 'started', version: 3, callee: { endpointId: bob.endpointId } });
    expect(await signals(ann, bob, callId)).toEqual(passed(ann, callId));
  });

  it('[C22] gets no signal before it alerted, and sends none', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const { callId } = await ring(ann, bob, LINKS);
    expect(await signals(ann, bob, callId)).toEqual(NOT_IN_CALL);
    expect(await signals(bob, ann, callId)).toEqual(NOT_IN_CALL);
    await bob.does('call:alert', { callId });
    expect(await ann.next('call:alert')).toEqual({ callId, from: '', preconnect: false });
    expect(await signals(ann, bob, callId)).toEqual(NOT_IN_CALL);
    expect(await signals(bob, ann, callId)).toEqual(NOT_IN_CALL);
    expect(await bob.heard()).toEqual(['call:request']);
  });

  it('[command call:ice] [C22] has the way to the caller, and the caller to it, with credentials and no ticket', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const desk = await town.another(bob);
    const { callId } = await ring(ann, bob, LINKS);
    for (const page of [ann, bob, desk]) expect(await page.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
    await bob.does('call:alert', { callId, ...LINKS });
    for (const page of [ann, bob]) {
      const { iceServers, ...way } = await page.does('call:ice', { callId });
      expect(way).toEqual({ icePolicy: 'all', expiresAt: expect.any(Number), ticket: '' });
      expect(iceServers[0]?.username).toBe(`${Math.floor(way.expiresAt / 1000)}:${page.userId}`);
      expect(await page.isRefused('call:resume', { ticket: 'x' })).toEqual(NOT_IN_CALL);
    }
    expect(await desk.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
  });

  it('[C7] [C22] is one of two that take links; after the start only the one that answered has one', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const desk = await town.another(bob);
    const call = await ring(ann, bob, LINKS);
    const { callId } = call;
    for (const page of [bob, desk]) {
      await page.does('call:alert', { callId, ...LINKS });
      expect(await ann.next('call:alert')).toEqual({ callId, from: page.endpointId, preconnect: true });
      expect(await signals(ann, page, callId)).toEqual(passed(ann, callId));
    }
    expect(await signals(bob, desk, callId)).toEqual(NOT_IN_CALL);
    await accept(call, ann, desk);
    await bob.next('call:reply', ({ code }) => code === 100901);
    expect(await signals(ann, bob, callId)).toEqual(NOT_IN_CALL);
    expect(await signals(bob, ann, callId)).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:alert', { callId, ...LINKS })).toEqual(NOT_IN_CALL);
    expect(await signals(desk, ann, callId)).toEqual(passed(desk, callId));
  });

  it('[C13] [C22] has no way to the caller any more once the call is over, nor the caller to it', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const { callId } = await ring(ann, bob, LINKS);
    await bob.does('call:alert', { callId, ...LINKS });
    await ann.does('call:reply', { callId, code: 100101 });
    expect(await signals(ann, bob, callId)).toEqual(NOT_IN_CALL);
    expect(await signals(bob, ann, callId)).toEqual(NOT_IN_CALL);
    for (const page of [ann, bob]) expect(await page.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:alert', { callId, ...LINKS })).toEqual(NOT_IN_CALL);
    expect(await bob.heard()).toEqual(['call:request', 'call:reply']);
  });

  it('[C18] [C22] that says so again is not told twice', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const { callId } = await ring(ann, bob, LINKS);
    for (const preconnect of [false, true, true, false]) await bob.does('call:alert', { callId, preconnect });
    await ann.settle();
    expect(ann.news('call:alert').map(({ from }) => from)).toEqual(['', bob.endpointId]);
  });

  it('[C19] [C22] that is lost gets 100106 and no signal is kept; back, it alerts anew', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const { callId } = await ring(ann, bob, LINKS);
    await bob.does('call:alert', { callId, ...LINKS });
    await bob.vanish();
    await ann.next('call:peer', ({ connected }) => !connected);
    expect(await signals(ann, bob, callId)).toEqual(AWAY);
    const back = await town.again(bob);
    expect(await signals(ann, back, callId)).toEqual(NOT_IN_CALL);
    await back.does('call:alert', { callId, ...LINKS });
    expect(await signals(ann, back, callId)).toEqual(passed(ann, callId));
    await ann.settle();
    expect(ann.news('call:alert')).toHaveLength(2);
    expect(back.news('call:signal')).toHaveLength(1);
  });

  it('[C19] [C22] is told to the caller again who was away, and who reloads before anyone noticed', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const { callId } = await ring(ann, bob, LINKS);
    await ann.vanish();
    await bob.next('call:peer', ({ connected }) => !connected);
    await bob.does('call:alert', { callId, ...LINKS });
    expect(await signals(bob, ann, callId)).toEqual(AWAY);
    const back = await town.again(ann);
    expect(await back.next('call:alert')).toEqual({ callId, from: bob.endpointId, preconnect: true });
    const reloaded = await town.again(back);
    expect(await reloaded.next('call:alert')).toEqual({ callId, from: bob.endpointId, preconnect: true });
    expect(reloaded.log[0]).toMatchObject({ news: 'session:ready' });
    expect(await signals(reloaded, bob, callId)).toEqual(passed(reloaded, callId));
  });

  it('[C22] [C24] is nobody’s but the callee’s: not the caller’s, not a stranger’s, also one with the same endpoint id', async () => {
    const ann = await town.enter('Ann');
    const tablet = await town.another(ann);
    const bob = await town.enter('Bob', { role: 'agent' });
    const eve = await town.enter('Eve', { role: 'admin', endpointId: bob.endpointId });
    const { callId } = await ring(ann, bob, LINKS);
    for (const page of [ann, tablet, eve]) {
      expect(await page.isRefused('call:alert', { callId, ...LINKS })).toEqual(NOT_IN_CALL);
    }
    await bob.does('call:alert', { callId, ...LINKS });
    expect(await signals(ann, bob, callId)).toEqual(passed(ann, callId));
    for (const page of [tablet, eve]) {
      expect(await page.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
      for (const to of [ann, bob]) expect(await signals(page, to, callId)).toEqual(NOT_IN_CALL);
    }
    expect(await eve.heard()).toEqual([]);
    expect(await tablet.heard()).toEqual([]);
  });

  it('[C4] [C22] counts also when a program sends the call there, and business servers hear nothing of it', async () => {
    const bob = await town.enter('Bob', { role: 'agent' });
    const ann = await town.enter('Ann');
    const program = await town.attach(() => ({ route: bob.userId }));
    const call = await ann.does('call:request', { to: 'the desk', requestId: randomUUID(), ...LINKS });
    const { callId } = call;
    await bob.next('call:request');
    await bob.does('call:alert', { callId, ...LINKS });
    expect(await ann.next('call:alert')).toEqual({ callId, from: bob.endpointId, preconnect: true });
    expect(await signals(ann, bob, callId)).toEqual(passed(ann, callId));
    await ann.does('call:reply', { callId, code: 100101 });
    await program.leave();
    expect(await program.news('call:request')).toHaveLength(1);
  });

  it('[rate] [C3] is limited like every command', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', { role: 'agent' });
    const { callId } = await ring(ann, bob, LINKS);
    const sent = Array.from({ length: 210 }, () => bob.command('call:alert', { callId, ...LINKS }));
    const limited = (await Promise.all(sent)).filter((answer) => !answer.ok && answer.error.code === 100905);
    expect(limited).toHaveLength(10);
    await ann.settle();
    expect(ann.news('call:alert')).toHaveLength(1);
  });
});

/** Whether a link is made to someone of this role who rings and says so. */
async function isLinked(town: ReturnType<typeof useTown>, role: 'caller' | 'agent', asked: boolean): Promise<boolean> {
  const ann = await town.enter('Ann', { role: 'supervisor' });
  const bob = await town.enter('Bob', { role });
  const { callId } = await ring(ann, bob, { preconnect: asked });
  await bob.does('call:alert', { callId, ...LINKS });
  const { preconnect, from } = await ann.next('call:alert');
  expect(from).toBe(preconnect ? bob.endpointId : '');
  expect(await signals(ann, bob, callId)).toEqual(preconnect ? passed(ann, callId) : NOT_IN_CALL);
  expect(await signals(bob, ann, callId)).toEqual(preconnect ? passed(bob, callId) : NOT_IN_CALL);
  expect((await bob.command('call:ice', { callId })).ok).toBe(preconnect);
  expect((await ann.command('call:ice', { callId })).ok).toBe(preconnect);
  return preconnect;
}

describe('links while it rings are made', () => {
  const towns = {
    off: useTown({ PRECONNECT: 'off' }),
    desk: useTown(),
    relay: useTown({ ...TURN, PRECONNECT: 'relay' }),
    on: useTown({ PRECONNECT: 'on' }),
  };
  const expected = { off: [false, false], desk: [true, false], relay: [true, true], on: [true, true] };
  for (const policy of ['off', 'desk', 'relay', 'on'] as const) {
    it(`[C22] [C23] with PRECONNECT=${policy}: ${policy === 'off' ? 'never' : policy === 'desk' ? 'only to staff' : 'if both said so'}`, async () => {
      const town = towns[policy];
      expect([await isLinked(town, 'agent', true), await isLinked(town, 'caller', true)]).toEqual(expected[policy]);
      expect([await isLinked(town, 'agent', false), await isLinked(town, 'caller', false)]).toEqual([false, false]);
    });
  }

  it('[command call:ice] [C22] with PRECONNECT=relay only through the relay, until the call has started', async () => {
    const ann = await towns.relay.enter('Ann');
    const bob = await towns.relay.enter('Bob');
    const call = await ring(ann, bob, LINKS);
    await bob.does('call:alert', { callId: call.callId, ...LINKS });
    for (const page of [ann, bob]) {
      const { icePolicy, iceServers } = await page.does('call:ice', { callId: call.callId });
      expect({ icePolicy, iceServers }).toEqual({ icePolicy: 'relay', iceServers: [expect.any(Object)] });
    }
    const { caller, callee } = await accept(call, ann, bob);
    expect([caller.icePolicy, callee.icePolicy]).toEqual(['all', 'all']);
    expect(await ann.does('call:ice', { callId: call.callId })).toMatchObject({ icePolicy: 'all' });
  });
});
