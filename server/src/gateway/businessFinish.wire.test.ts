import { beforeAll, describe, expect, it } from 'vitest';
import { endedCall, missedCall, NOT_IN_CALL, requestTo, ring, talk } from '../../test/calls.js';
import { type Deciding, type Program, SILENCE } from '../../test/Program.js';
import { useTown } from '../../test/useTown.js';

const ALLOW: Deciding = () => ({ code: 0 });
const WORDS = { code: 4711, text: 'We close now.' };

describe('a business server ends a call', () => {
  const town = useTown({ DECIDE_MS: '60000' });
  let program: Program;
  let watcher: Program;
  beforeAll(async () => {
    program = await town.attach(ALLOW);
    watcher = await town.attach();
  });

  it('[C12] that it still decides on: the caller gets FINISH, and what it decides later counts for nothing', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    let decide: (decision: unknown) => void = () => undefined;
    program.deciding = () => new Promise((resolve) => (decide = resolve));
    const { callId } = await ann.does('call:request', requestTo(bob.userId));
    await program.next('call:decide', ({ call }) => call.callId === callId);
    const call = missedCall(ann, bob, { callId, code: 4711, endedBy: 'business', ringingAt: null });
    expect(await watcher.does('call:finish', { callId, ...WORDS })).toEqual(call);
    expect(await ann.next('call:finish')).toEqual({ call, ...WORDS, param: 0 });
    decide({ code: 0 });
    await program.settle();
    expect([await ann.heard(), await bob.heard()]).toEqual([['call:finish'], []]);
    expect(await watcher.story(callId)).toEqual(['call:request 0 deciding', 'call:finish 4711 finished']);
    program.deciding = ALLOW;
    await ring(ann, bob);
  });

  it('[C12] that waits: the caller gets FINISH', async () => {
    const ann = await town.enter('Ann');
    program.deciding = () => ({ hold: true });
    const { callId } = await ann.does('call:request', requestTo('loans'));
    await ann.next('call:update');
    await watcher.does('call:finish', { callId, code: 100904 });
    expect(await ann.next('call:finish')).toMatchObject({
      call: { callId, state: 'finished', code: 100904, endedBy: 'business', ringingAt: null },
      code: 100904,
      text: '',
    });
    expect(await ann.heard()).toEqual(['call:update', 'call:finish']);
  });

  it('[C12] that rings: the caller and every endpoint that rang get FINISH', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    program.deciding = ALLOW;
    const { callId } = await ring(ann, bob);
    const call = missedCall(ann, bob, { callId, version: 3, code: 4711, endedBy: 'business' });
    expect(await program.does('call:finish', { callId, ...WORDS })).toEqual(call);
    for (const page of [ann, bob, phone]) {
      expect(await page.next('call:finish')).toEqual({ call, ...WORDS, param: 0 });
    }
    expect(await phone.heard()).toEqual(['call:request', 'call:finish']);
    expect(await ann.heard()).toEqual(['call:reply', 'call:finish']);
    expect(await bob.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
  });

  it('[C11] [C12] that has started: both sides get FINISH, and are free', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    program.deciding = ALLOW;
    const { callId } = await talk(ann, bob);
    const call = endedCall(ann, bob, { callId, version: 4, code: 0, endedBy: 'business' });
    expect(await program.does('call:finish', { callId })).toEqual(call);
    for (const page of [ann, bob]) {
      expect(await page.next('call:finish')).toEqual({ call, code: 0, param: 0, text: '' });
    }
    await ring(bob, ann);
  });

  it('[business command call:finish] [C12] by a user, as caller or callee, whichever call that is', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    program.deciding = ALLOW;
    const first = await talk(ann, bob);
    expect(await program.does('call:finish', { userId: ann.userId, ...WORDS })).toMatchObject({
      callId: first.callId,
      code: 4711,
    });
    expect(await bob.next('call:finish')).toMatchObject({ call: { endedBy: 'business' }, ...WORDS });
    const second = await ring(ann, bob);
    expect(await program.does('call:finish', { userId: bob.userId })).toMatchObject({ callId: second.callId });
    program.deciding = () => SILENCE;
    const third = await ann.does('call:request', requestTo(bob.userId));
    // Who is not rung yet is in no call.
    expect(await program.isRefused('call:finish', { userId: bob.userId })).toEqual(NOT_IN_CALL);
    expect(await program.does('call:finish', { userId: ann.userId })).toMatchObject({ callId: third.callId });
  });

  it('[acting] [C13] that is over, or none, gets 100107, and so does the call of someone who is in none', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    program.deciding = ALLOW;
    const { callId } = await talk(ann, bob);
    await bob.does('call:finish', { callId });
    await ann.next('call:finish');
    for (const nothing of [{ callId }, { callId: 'none' }, { userId: ann.userId }, { userId: 'nobody' }]) {
      expect(await program.isRefused('call:finish', nothing)).toEqual(NOT_IN_CALL);
    }
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:finish']);
  });

  it('[C17] while a party hangs up: one FINISH each, and one of the two gets 100107', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    program.deciding = ALLOW;
    const { callId } = await talk(ann, bob);
    const results = await Promise.all([
      ann.command('call:finish', { callId }),
      program.send('call:finish', { callId, code: 4711 }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const page of [ann, bob])
      expect((await page.heard()).filter((name) => name === 'call:finish')).toHaveLength(1);
  });
});

describe('a command of a business server', () => {
  const town = useTown();

  it('of another form, or of none, is 21, and changes nothing', async () => {
    const program = await town.attach();
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    const { callId } = await talk(ann, bob);
    const { userId } = ann;
    const bad: [string, unknown][] = [
      ['call:finish', {}],
      ['call:finish', undefined],
      ['call:finish', { callId, userId }],
      ['call:finish', { callId: 5 }],
      ['call:finish', { callId, code: -1 }],
      ['call:finish', { callId, code: 2 ** 31 }],
      ['call:finish', { callId, code: 1.5 }],
      ['call:finish', { callId, text: 'x'.repeat(4_097) }],
      ['call:finish', { userId: 'a b' }],
      ['call:assign', { callId }],
      ['call:assign', { callId, to: [] }],
      ['call:assign', { callId, to: 'a b' }],
      ['call:assign', { callId, to: [userId, 5] }],
      ['call:assign', { callId, to: Array.from({ length: 101 }, (_, index) => `u${index}`) }],
      ['call:update', { callId, param: 2 ** 31 }],
      ['call:update', { callId, text: 'a lone surrogate \ud800' }],
      ['users:list', null],
      ['calls:list', 'all'],
    ];
    for (const [command, payload] of bad) {
      expect(await program.send(command, payload), JSON.stringify([command, payload])).toMatchObject({
        ok: false,
        error: { code: 21, name: 'bad_argument' },
      });
    }
    for (const unknown of ['call:request', 'call:reply', 'call:decide', 'presence', 'constructor', '__proto__']) {
      expect(await program.send(unknown, { callId })).toMatchObject({ error: { code: 21 } });
    }
    expect(await program.story(callId)).toEqual([
      'call:request 0 ringing',
      'call:reply 0 ringing',
      'call:start 0 started',
    ]);
    expect(await program.does('calls:list', {})).toMatchObject({ calls: [{ callId, state: 'started' }] });
  });

  it('need not ask for an acknowledgment, and is carried out all the same', async () => {
    const program = await town.attach();
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    const { callId } = await talk(ann, bob);
    program.socket.emit('call:finish', {});
    program.socket.emit('call:finish');
    program.socket.emit('call:finish', { callId });
    expect(await ann.next('call:finish')).toMatchObject({ call: { endedBy: 'business' } });
  });
});
