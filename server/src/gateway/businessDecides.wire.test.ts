import type { CallSnapshot } from '@frontdesk/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { accept, missedCall, requestTo, ring, ringingCall } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { type Program, SILENCE } from '../../test/Program.js';
import { useTown } from '../../test/useTown.js';

/** A call as it is while it is being decided. */
function decidingCall(caller: Person, callee: Person): CallSnapshot {
  return ringingCall(caller, callee, { state: 'deciding', ringingAt: null });
}

/** Dials; the REPLY that says what became of it. */
async function dial(caller: Person, to: string) {
  const { callId } = await caller.does('call:request', requestTo(to));
  return caller.next('call:reply', ({ call }) => call.callId === callId);
}

describe('a business server that decides', () => {
  const town = useTown({ DECIDE_MS: '10000' });
  let program: Program;
  beforeAll(async () => {
    program = await town.attach(() => SILENCE);
  });

  it('[business news call:decide] [C4] is asked while the callee knows of nothing; 0 lets it ring', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    let allow: (decision: unknown) => void = () => undefined;
    program.deciding = () => new Promise((resolve) => (allow = resolve));
    const request = requestTo(bob.userId, { param: 7, text: 'about a loan', flags: 1 });
    const asked = { ...decidingCall(ann, bob), param: 7, text: 'about a loan', flags: 1 };
    expect(await ann.does('call:request', request)).toEqual(asked);
    expect(await program.next('call:decide')).toEqual({ call: asked });
    expect(await program.heard()).toEqual(['call:request', 'call:decide']);
    expect([await ann.heard(), await bob.heard()]).toEqual([[], []]);
    allow({ code: 0 });
    const rings = { ...ringingCall(ann, bob, { version: 2 }), param: 7, text: 'about a loan', flags: 1 };
    expect(await ann.next('call:reply')).toEqual({ call: rings, code: 0, param: 0, text: '' });
    expect(await bob.next('call:request')).toEqual({ call: rings, code: 0, param: 7, text: 'about a loan' });
    const { callId } = (await program.next('call:request', ({ call }) => call.text === 'about a loan')).call;
    await accept({ ...rings, callId }, ann, bob);
    await bob.does('call:finish', { callId });
    expect(await program.story(callId)).toEqual([
      'call:request 0 deciding',
      'call:reply 0 ringing',
      'call:start 0 started',
      'call:finish 0 finished',
    ]);
  });

  it('[C4] denies with a code of its own and words for the caller; the callee hears nothing', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    program.deciding = () => ({ code: 4711, text: 'We open at nine.' });
    const call = missedCall(ann, bob, { code: 4711, endedBy: 'business', ringingAt: null });
    expect(await dial(ann, bob.userId)).toEqual({ call, code: 4711, param: 0, text: 'We open at nine.' });
    expect(await bob.heard()).toEqual([]);
    for (const code of [1, 20, 207, 100102, 100904, 2_147_483_647]) {
      program.deciding = () => ({ code });
      expect(await dial(ann, bob.userId)).toMatchObject({ code, text: '', call: { code, endedBy: 'business' } });
    }
    program.deciding = () => ({ code: 0 });
    await ring(ann, bob);
  });

  it('[C4] routes: someone else rings, the caller is told who and then that it rings', async () => {
    const [ann, bob, cid] = [await town.enter('Ann'), await town.enter('Bob'), await town.enter('Cid')];
    program.deciding = () => ({ route: cid.userId });
    const { callId } = await ann.does('call:request', requestTo(bob.userId));
    const call = ringingCall(ann, cid, { callId, version: 2 });
    expect(await ann.next('call:update')).toEqual({ call, code: 0, param: 0, text: '', wait: null });
    expect(await cid.next('call:request')).toMatchObject({ call });
    await accept(call, ann, cid);
    expect(await ann.heard()).toEqual(['call:update', 'call:reply', 'call:start']);
    expect(await bob.heard()).toEqual([]);
  });

  it('[asked first] [C4] routes to someone who is away or busy: that is what the caller is told', async () => {
    const [ann, bob, cid, dan] = await Promise.all(['Ann', 'Bob', 'Cid', 'Dan'].map((name) => town.enter(name)));
    if (!ann || !bob || !cid || !dan) throw new Error('nobody came');
    program.deciding = () => ({ code: 0 });
    await ring(cid, dan);
    program.deciding = () => ({ route: 'nobody' });
    expect(await dial(ann, bob.userId)).toMatchObject({ code: 100102, call: { endedBy: 'server' } });
    program.deciding = () => ({ route: dan.userId });
    expect(await dial(ann, bob.userId)).toMatchObject({ code: 100103, call: { endedBy: 'server' } });
    expect(await bob.heard()).toEqual([]);
  });

  it('[news call:update] [business news call:update] [C4] holds: the call waits, the caller is told so, and may leave', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    program.deciding = () => ({ hold: true });
    const { callId } = await ann.does('call:request', requestTo(bob.userId));
    const call = { ...decidingCall(ann, bob), callId, state: 'waiting', version: 2 };
    expect(await ann.next('call:update')).toEqual({ call, code: 0, param: 0, text: '', wait: null });
    // Who is waited for is in no call.
    expect(await bob.does('call:request', requestTo('nobody'))).toMatchObject({ state: 'deciding' });
    await ann.does('call:reply', { callId, code: 100101 });
    expect(await program.story(callId)).toEqual([
      'call:request 0 deciding',
      'call:update 0 waiting',
      'call:reply 100101 finished',
    ]);
  });

  it('[asked first] [C4] knows names that nobody else does; of one that it allows nobody is there', async () => {
    const ann = await town.enter('Ann');
    const name = 'the loans desk, 2. floor';
    program.deciding = () => ({ hold: true });
    await ann.does('call:request', requestTo(name));
    const { call } = await ann.next('call:update');
    expect(call.callee).toEqual({ userId: name, name, role: null, endpointId: null });
    await ann.does('call:finish', { callId: call.callId });
    program.deciding = () => ({ code: 0 });
    expect(await dial(ann, name)).toMatchObject({ code: 100102 });
  });

  it('[C3] is not asked about a request of someone who is in a call, or to oneself', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    program.deciding = () => ({ code: 0 });
    const { callId } = await ring(ann, bob);
    expect(await dial(ann, 'nobody')).toMatchObject({ code: 100103 });
    expect(await ann.isRefused('call:request', requestTo(ann.userId))).toMatchObject({ code: 20 });
    await program.settle();
    expect(program.asked.at(-1)).toBe(callId);
  });

  it('[C4] [C13] that answers after the caller gave up changes nothing', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    let answer: (decision: unknown) => void = () => undefined;
    program.deciding = () => new Promise((resolve) => (answer = resolve));
    const { callId } = await ann.does('call:request', requestTo(bob.userId));
    await program.next('call:decide', ({ call }) => call.callId === callId);
    await ann.does('call:reply', { callId, code: 100101 });
    answer({ code: 0 });
    await program.settle();
    expect([await ann.heard(), await bob.heard()]).toEqual([[], []]);
    expect(await program.story(callId)).toEqual(['call:request 0 deciding', 'call:reply 100101 finished']);
  });
});

describe('a decision', () => {
  const town = useTown({ DIRECTORY: 'none' });

  it('[C4] [C26] stands above the directory', async () => {
    const program = await town.attach();
    const decider = await town.attach(() => ({ code: 0 }));
    const [ann, bob, cid] = [await town.enter('Ann'), await town.enter('Bob'), await town.enter('Cid')];
    expect(await ring(ann, bob)).toMatchObject({ callee: { userId: bob.userId, name: bob.userId, role: null } });
    decider.deciding = () => ({ route: ann.userId });
    expect(await dial(cid, 'someone')).toMatchObject({ code: 100103 });
    // One who does not decide is never asked.
    expect([program.asked, decider.asked.length]).toEqual([[], 2]);
  });
});

describe.each(['deny', 'allow'] as const)('with DECIDE_DEFAULT=%s', (policy) => {
  const hasty = useTown({ DECIDE_MS: '200', DECIDE_DEFAULT: policy });
  // Where nothing but what is tested ends the wait in time.
  const patient = useTown({ DECIDE_MS: '60000', DECIDE_DEFAULT: policy });

  /** What becomes of a call that the policy is for. */
  async function followsPolicy(ann: Person, bob: Person): Promise<string> {
    const { callId } = await ann.does('call:request', requestTo(bob.userId));
    const { code, call } = await ann.next('call:reply', (news) => news.call.callId === callId);
    if (policy === 'allow') {
      expect({ code, call }).toEqual({ code: 0, call: ringingCall(ann, bob, { callId, version: 2 }) });
      await bob.next('call:request', (news) => news.call.callId === callId);
      await ann.does('call:finish', { callId });
    } else {
      const denied = missedCall(ann, bob, { callId, code: 207, endedBy: 'server', ringingAt: null });
      expect({ code, call }).toEqual({ code: 207, call: denied });
      await bob.settle();
      expect(bob.news('call:request').filter((news) => news.call.callId === callId)).toEqual([]);
    }
    return callId;
  }

  it('[no answer] [code 207] [C4] the policy holds when there is no answer in DECIDE_MS, and a late one is ignored', async () => {
    let answerLate: (decision: unknown) => void = () => undefined;
    const program = await hasty.attach(() => new Promise((resolve) => (answerLate = resolve)));
    const ann = await hasty.enter('Ann');
    const callId = await followsPolicy(ann, await hasty.enter('Bob'));
    const story = await program.story(callId);
    answerLate({ code: 4711 });
    expect(await program.story(callId)).toEqual(story);
    expect(await ann.heard()).toEqual(['call:reply']);
  });

  it('[no answer] [C4] the policy holds at once for nonsense, and for one who is routed to oneself', async () => {
    const program = await patient.attach(() => SILENCE);
    const ann = await patient.enter('Ann');
    const bob = await patient.enter('Bob');
    for (const nonsense of ['yes', null, {}, { code: '0' }, { hold: false }, { code: 0, hold: true }]) {
      program.deciding = () => nonsense;
      await followsPolicy(ann, bob);
      program.deciding = () => ({ code: 0 });
      const { callId } = await ring(ann, bob);
      await ann.does('call:finish', { callId });
    }
    program.deciding = () => ({ route: ann.userId });
    await followsPolicy(ann, bob);
    await program.leave();
  });

  it('[business server] [C4] the policy holds at once when the program is lost while it decides; then calls ring undecided', async () => {
    const ann = await patient.enter('Ann');
    const bob = await patient.enter('Bob');
    const program = await patient.attach(() => {
      program.socket.io.engine.close();
      return SILENCE;
    });
    await followsPolicy(ann, bob);
    expect(await ann.does('call:request', requestTo(bob.userId))).toMatchObject({ state: 'ringing' });
  });
});

describe('with DECIDE_REQUIRED=on and nobody who decides', () => {
  const strict = useTown({ DECIDE_REQUIRED: 'on' });
  const lenient = useTown({ DECIDE_REQUIRED: 'on', DECIDE_DEFAULT: 'allow' });

  it('[C4] the policy holds: 207, or it rings', async () => {
    const [ann, bob] = [await strict.enter('Ann'), await strict.enter('Bob')];
    await strict.attach();
    expect(await dial(ann, bob.userId)).toMatchObject({ code: 207, call: { endedBy: 'server' } });
    await ring(await lenient.enter('Ann'), await lenient.enter('Bob'));
  });
});
