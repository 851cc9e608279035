import { describe, expect, it } from 'vitest';
import { endedCall, missedCall, NOT_IN_CALL, requestTo, ring, talk } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

describe('a finish', () => {
  for (const side of ['caller', 'callee'] as const) {
    it(`[command call:finish] [news call:finish] [C11] by the ${side} tells both sides, the sender too, and is acknowledged first`, async () => {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const { callId } = await talk(ann, bob);
      const sender = side === 'caller' ? ann : bob;
      const call = await sender.does('call:finish', { callId, code: 100902, param: -1, text: 'no picture' });
      expect(call).toEqual(endedCall(ann, bob, { callId, code: 100902, endedBy: side }));
      const finish = { call, code: 100902, param: -1, text: 'no picture' };
      expect(await ann.next('call:finish')).toEqual(finish);
      expect(await bob.next('call:finish')).toEqual(finish);
      expect(sender.log.at(-2)).toMatchObject({ acknowledged: 'call:finish' });
      expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
      expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
    });
  }

  it('[C11] without a code ends with 0', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await ann.does('call:finish', { callId });
    const call = endedCall(ann, bob, { callId, code: 0, endedBy: 'caller' });
    expect(await bob.next('call:finish')).toEqual({ call, code: 0, param: 0, text: '' });
  });

  it('[C11] takes any code from 0 to 2147483647', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    expect(await ann.isRefused('call:finish', { callId, code: -1 })).toMatchObject({ code: 21 });
    expect(await ann.isRefused('call:finish', { callId, code: 2_147_483_648 })).toMatchObject({ code: 21 });
    expect(await ann.isRefused('call:finish', { callId, code: 1.5 })).toMatchObject({ code: 21 });
    expect(await ann.does('call:finish', { callId, code: 2_147_483_647 })).toMatchObject({ code: 2_147_483_647 });
  });

  it('[C10] before the start, by the caller, is a cancel whatever its code', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    const call = await ann.does('call:finish', { callId, code: 42, text: 'bye' });
    expect(call).toEqual(missedCall(ann, bob, { callId, code: 100101, endedBy: 'caller' }));
    expect(await bob.next('call:reply')).toEqual({ call, code: 100101, param: 0, text: 'bye' });
    expect(await ann.heard()).toEqual(['call:reply']);
    expect(await bob.heard()).toEqual(['call:request', 'call:reply']);
  });

  it('[C10] before the start, by the callee, is a reject whatever its code', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    const call = await bob.does('call:finish', { callId, code: 42, param: 3 });
    expect(call).toEqual(missedCall(ann, bob, { callId, code: 100104, endedBy: 'callee' }));
    expect(await ann.next('call:reply')).toEqual({ call, code: 100104, param: 3, text: '' });
    expect(await phone.next('call:reply')).toMatchObject({ code: 100901 });
    expect(await bob.heard()).toEqual(['call:request']);
  });
});

describe('no answer', () => {
  const RING_MS = 1_500;
  const town = useTown({ RING_MS: String(RING_MS) });

  it('[code 100105] [C9] [C10] ends with REPLY 100105 to both, and to every page that rang', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const rung = await ring(ann, bob);
    const isIt = ({ code }: { code: number }) => code === 100105;
    const { call } = await ann.next('call:reply', isIt);
    expect(call).toEqual(missedCall(ann, bob, { callId: rung.callId, code: 100105, endedBy: 'server' }));
    for (const page of [bob, phone]) {
      expect(await page.next('call:reply', isIt)).toEqual({ call, code: 100105, param: 0, text: '' });
    }
    const rangMs = (call.finishedAt ?? 0) - (call.ringingAt ?? 0);
    expect(rangMs).toBeGreaterThanOrEqual(RING_MS);
    expect(await bob.isRefused('call:reply', { callId: call.callId, code: 0 })).toEqual(NOT_IN_CALL);
    expect(await ann.heard()).toEqual(['call:reply', 'call:reply']);
    expect(await bob.heard()).toEqual(['call:request', 'call:reply']);
  });

  it('[C9] the ring clock stops with the ringing: a started call outlives it', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    // Another call that nobody answers shows that the time has passed.
    const cid = await town.enter('Cid');
    const dan = await town.enter('Dan');
    await ring(cid, dan);
    await cid.next('call:reply', ({ code }) => code === 100105);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect(await ann.does('call:finish', { callId })).toMatchObject({ code: 0, endedBy: 'caller' });
  });
});

describe('after the end', () => {
  it('[code 100107] [C13] both are free at once, and each later command gets 100107', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await ann.does('call:finish', { callId });
    await bob.next('call:finish');
    for (const person of [ann, bob]) {
      const code = person === ann ? 100101 : 0;
      expect(await person.isRefused('call:reply', { callId, code })).toEqual(NOT_IN_CALL);
      expect(await person.isRefused('call:finish', { callId })).toEqual(NOT_IN_CALL);
      expect(await person.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
      const to = person === ann ? bob.endpointId : ann.endpointId;
      expect(await person.isRefused('call:signal', { callId, to, epoch: 1, data: {} })).toEqual(NOT_IN_CALL);
    }
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
    const cid = await town.enter('Cid');
    expect(await cid.does('call:request', requestTo(bob.userId))).toMatchObject({ state: 'ringing' });
    expect((await town.again(ann)).ready.calls).toEqual([]);
  });

  it('[news session:ready] [C11] a page that comes back within a minute is told of its calls that ended', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const call = await ann.does('call:finish', { callId, code: 3 });
    expect((await town.again(ann)).ready).toMatchObject({ calls: [], ended: [call] });
    expect((await town.again(bob)).ready).toMatchObject({ calls: [], ended: [call] });
    expect((await town.another(ann)).ready).toMatchObject({ calls: [], ended: [] });
    expect((await town.enter('Eve')).ready).toMatchObject({ calls: [], ended: [] });
  });
});
