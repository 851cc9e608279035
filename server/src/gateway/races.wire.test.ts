import { describe, expect, it } from 'vitest';
import { endedCall, missedCall, NOT_IN_CALL, requestTo, ring, startedCall, talk } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

describe('commands that cross', () => {
  it('[C14] a cancel that comes after the accept ends the started call', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    await bob.does('call:reply', { callId, code: 0 });
    const call = await ann.does('call:reply', { callId, code: 100101 });
    expect(call).toEqual(endedCall(ann, bob, { callId, code: 100101, endedBy: 'caller' }));
    const finish = { call, code: 100101, param: 0, text: '' };
    expect(await ann.next('call:finish')).toEqual(finish);
    expect(await bob.next('call:finish')).toEqual(finish);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
  });

  it('[C6] [C11] of one page, in one breath, are carried out in their order', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    const both = [bob.command('call:reply', { callId, code: 0 }), bob.command('call:finish', { callId, code: 7 })];
    expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(await ann.next('call:finish')).toMatchObject({ code: 7, call: { endedBy: 'callee' } });
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
  });

  it('[C14] an accept that comes after the cancel gets 100107', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    await ann.does('call:reply', { callId, code: 100101 });
    expect(await bob.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
    expect(await ann.heard()).toEqual(['call:reply']);
    expect(await bob.heard()).toEqual(['call:request', 'call:reply']);
  });

  it('[C14] cancel and accept at the same moment: whichever was first, both are told one story', async () => {
    for (let round = 0; round < 10; round++) {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const { callId } = await ring(ann, bob);
      const [canceled, accepted] = await Promise.all([
        ann.command('call:reply', { callId, code: 100101 }),
        bob.command('call:reply', { callId, code: 0 }),
      ]);
      expect(canceled).toMatchObject({ ok: true, value: { state: 'finished', code: 100101, endedBy: 'caller' } });
      if (accepted.ok) {
        expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
        expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
      } else {
        expect(accepted.error).toEqual(NOT_IN_CALL);
        expect(await ann.heard()).toEqual(['call:reply']);
        expect(await bob.heard()).toEqual(['call:request', 'call:reply']);
      }
    }
  });

  it('[C15] [P8] two pages accept at once: one START, the other is told 100901', async () => {
    for (let round = 0; round < 10; round++) {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const phone = await town.another(bob);
      const { callId } = await ring(ann, bob);
      await phone.next('call:request');
      const [bobs, phones] = await Promise.all([
        bob.command('call:reply', { callId, code: 0 }),
        phone.command('call:reply', { callId, code: 0 }),
      ]);
      const winner = bobs.ok ? bob : phone;
      const loser = bobs.ok ? phone : bob;
      expect(bobs.ok).not.toBe(phones.ok);
      expect(bobs.ok ? phones : bobs).toMatchObject({ ok: false, error: { code: 100901 } });
      expect((await ann.next('call:start')).call).toEqual(startedCall(ann, winner, { callId }));
      expect(await winner.heard()).toEqual(['call:request', 'call:start']);
      expect(await loser.heard()).toEqual(['call:request', 'call:reply']);
      expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    }
  });

  it('[C15] a second accept gets 100107 once the call is finished', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await talk(ann, bob);
    await bob.does('call:finish', { callId });
    expect(await phone.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
  });

  it('[C15] accept on one page and reject on another at once: one of them holds', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    await phone.next('call:request');
    const [accepted, rejected] = await Promise.all([
      bob.command('call:reply', { callId, code: 0 }),
      phone.command('call:reply', { callId, code: 100104 }),
    ]);
    if (accepted.ok) expect(rejected).toMatchObject({ ok: false, error: { code: 100901 } });
    else {
      expect(accepted.error).toEqual(NOT_IN_CALL);
      expect(rejected).toEqual({
        ok: true,
        value: missedCall(ann, phone, { callId, code: 100104, endedBy: 'callee' }),
      });
    }
  });

  it('[C17] both hang up at once: one FINISH each, the later is told 100107', async () => {
    for (let round = 0; round < 10; round++) {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const { callId } = await talk(ann, bob);
      const results = await Promise.all([
        ann.command('call:finish', { callId, code: 1 }),
        bob.command('call:finish', { callId, code: 2 }),
      ]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, error: NOT_IN_CALL });
      const anns = await ann.next('call:finish');
      expect(await bob.next('call:finish')).toEqual(anns);
      expect(anns.call).toMatchObject(results[0].ok ? { code: 1, endedBy: 'caller' } : { code: 2, endedBy: 'callee' });
      expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
      expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
    }
  });

  it('[C18] a hang-up sent twice at once ends the call once', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const results = await Promise.all([ann.command('call:finish', { callId }), ann.command('call:finish', { callId })]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
  });
});

describe('both dial each other', () => {
  it('[C16] [P6] the second request accepts the first call', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob, { flags: 3 });
    const call = await bob.does('call:request', requestTo(ann.userId, { flags: 1, text: 'me too', param: 4 }));
    expect(call).toEqual(startedCall(ann, bob, { callId }));
    for (const person of [ann, bob]) {
      const start = await person.next('call:start');
      expect(start).toMatchObject({ call, code: 0, param: call.roomId, text: 'me too' });
    }
    expect(await phone.next('call:reply')).toMatchObject({ code: 100901 });
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
    expect(bob.log.at(-2)).toMatchObject({ news: 'call:start' });
  });

  it('[C16] [P6] at the same moment: one call, one START each', async () => {
    for (let round = 0; round < 10; round++) {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const [anns, bobs] = await Promise.all([
        ann.does('call:request', requestTo(bob.userId)),
        bob.does('call:request', requestTo(ann.userId)),
      ]);
      expect(anns.callId).toBe(bobs.callId);
      const first = anns.state === 'ringing' ? ann : bob;
      const second = first === ann ? bob : ann;
      expect(first === ann ? bobs : anns).toEqual(startedCall(first, second, { callId: anns.callId }));
      expect(await first.heard()).toEqual(['call:reply', 'call:start']);
      expect(await second.heard()).toEqual(['call:request', 'call:start']);
    }
  });

  it('[C1] [C16] the second request, sent again, is the same call still', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await ring(ann, bob);
    const request = requestTo(ann.userId);
    const call = await bob.does('call:request', request);
    expect(await bob.does('call:request', request)).toEqual(call);
    const ended = await ann.does('call:finish', { callId: call.callId });
    expect(await bob.does('call:request', request)).toEqual(ended);
    expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:finish']);
  });

  it('[C3] [C16] dialing the one with whom one talks already is busy', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const again = await bob.does('call:request', requestTo(ann.userId));
    expect(again).toMatchObject({ state: 'finished', code: 100103 });
    expect(again.callId).not.toBe(callId);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });

  it('[C16] the two pages of one callee that both dial back: one START, the other is busy', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    await ring(ann, bob);
    await phone.next('call:request');
    const results = await Promise.all([
      bob.command('call:request', requestTo(ann.userId)),
      phone.command('call:request', requestTo(ann.userId)),
    ]);
    expect(results.filter((result) => result.ok && result.value.state === 'started')).toHaveLength(1);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });
});
