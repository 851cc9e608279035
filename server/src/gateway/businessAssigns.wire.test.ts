import type { CallSnapshot } from '@frontdesk/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOT_IN_CALL, requestTo, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import type { Program } from '../../test/Program.js';
import { type Town, useTown } from '../../test/useTown.js';

/** Dials a name that the business server holds; the call as it waits. */
async function wait(caller: Person): Promise<CallSnapshot> {
  await caller.does('call:request', requestTo('loans'));
  const { call } = await caller.next('call:update');
  expect(call.state).toBe('waiting');
  return call;
}

/** A town whose business server holds every call of a caller, and lets those of staff ring. */
function useHoldingTown(environment: Readonly<Record<string, string>>): { town: Town; program: () => Program } {
  const town = useTown(environment);
  let program: Program | null = null;
  beforeAll(async () => {
    program = await town.attach(({ caller }) => (caller.role === 'caller' ? { hold: true } : { code: 0 }));
  });
  return {
    town,
    program: () => {
      if (!program) throw new Error('not attached yet');
      return program;
    },
  };
}

const agent = { role: 'agent' } as const;

describe('assigning a call that waits', () => {
  const { town, program } = useHoldingTown({});

  it('[business command call:update] said in one breath with the hold finds the call waiting', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob', agent)];
    // Behind the program's own listener, which answers: both leave in the same packet, or the next.
    const both = new Promise<unknown[]>((resolve) => {
      program().socket.once('call:decide', ({ call }: { call: CallSnapshot }) => {
        setImmediate(() => {
          const { callId } = call;
          const update = program().does('call:update', { callId, param: 1 });
          resolve(Promise.all([update, program().does('call:assign', { callId, to: bob.userId })]));
        });
      });
    });
    await ann.does('call:request', requestTo('loans'));
    expect(await both).toMatchObject([{ state: 'waiting' }, { state: 'ringing' }]);
    await bob.next('call:request');
  });

  it('[business command call:assign] [assigned] rings that user, and starts when they accept; the caller gets REPLY 0', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', agent);
    const phone = await town.another(bob);
    const { callId } = await wait(ann);
    const rings = await program().does('call:assign', { callId, to: bob.userId });
    expect(rings).toMatchObject({ callId, state: 'ringing', callee: { userId: bob.userId, endpointId: null } });
    expect(await bob.next('call:request')).toMatchObject({ call: rings, code: 0 });
    await phone.next('call:request');
    expect(await ann.next('call:reply')).toEqual({ call: rings, code: 0, param: 0, text: '' });
    await bob.does('call:reply', { callId, code: 0 });
    await ann.next('call:start');
    expect(await phone.next('call:reply')).toMatchObject({ code: 100901 });
    expect(await program().story(callId)).toEqual([
      'call:request 0 deciding',
      'call:update 0 waiting',
      'call:reply 0 ringing',
      'call:start 0 started',
    ]);
  });

  it('[business command call:assign] [assigned] [code 100901] rings a whole list: the first accept binds, the others get 100901', async () => {
    const ann = await town.enter('Ann');
    const [bob, cid, dan] = [
      await town.enter('Bob', agent),
      await town.enter('Cid', agent),
      await town.enter('Dan', agent),
    ];
    const busy = await talk(await town.enter('Eve', agent), dan);
    const { callId } = await wait(ann);
    await program().does('call:assign', { callId, to: [bob.userId, cid.userId, cid.userId, dan.userId, 'nobody'] });
    await bob.next('call:request', ({ call }) => call.callId === callId && call.callee.userId === bob.userId);
    await cid.next('call:request', ({ call }) => call.callId === callId && call.callee.userId === cid.userId);
    await cid.does('call:reply', { callId, code: 0 });
    expect(await ann.next('call:start')).toMatchObject({
      call: { callee: { userId: cid.userId, endpointId: cid.endpointId } },
    });
    expect(await bob.next('call:reply')).toMatchObject({ code: 100901 });
    // The call is someone else's now.
    expect(await bob.isRefused('call:reply', { callId, code: 0 })).toMatchObject({ code: 100901 });
    // Who could not be rung was left out.
    expect((await dan.heard()).filter((name) => name === 'call:request')).toHaveLength(1);
    await dan.does('call:finish', { callId: busy.callId });
  });

  it('[acting] to someone offline is 100102, to someone busy 100103, and the call waits on', async () => {
    const ann = await town.enter('Ann');
    const [bob, cid] = [await town.enter('Bob', agent), await town.enter('Cid', agent)];
    await talk(cid, bob);
    const { callId, version } = await wait(ann);
    const assign = (to: string | string[]) => program().isRefused('call:assign', { callId, to });
    expect(await assign('nobody')).toMatchObject({ code: 100102 });
    expect(await assign(bob.userId)).toMatchObject({ code: 100103 });
    expect(await assign([bob.userId, cid.userId])).toMatchObject({ code: 100103 });
    expect((await program().does('calls:list', {})).calls.find((call) => call.callId === callId)).toMatchObject({
      state: 'waiting',
      version,
    });
    expect(await ann.heard()).toEqual(['call:update']);
    const dan = await town.enter('Dan', agent);
    await program().does('call:assign', { callId, to: [bob.userId, dan.userId] });
    await dan.next('call:request');
  });

  it('[acting] [code 20] that does not wait is 20, to its own caller too; one that is over, or none, 100107', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', agent);
    const { callId } = await wait(ann);
    expect(await program().isRefused('call:assign', { callId, to: ann.userId })).toMatchObject({ code: 20 });
    expect(await program().isRefused('call:assign', { callId, to: [ann.userId] })).toMatchObject({ code: 20 });
    await program().does('call:assign', { callId, to: bob.userId });
    expect(await program().isRefused('call:assign', { callId, to: bob.userId })).toMatchObject({ code: 20 });
    await bob.does('call:reply', { callId, code: 0 });
    expect(await program().isRefused('call:assign', { callId, to: bob.userId })).toMatchObject({ code: 20 });
    await bob.does('call:finish', { callId });
    expect(await program().isRefused('call:assign', { callId, to: bob.userId })).toEqual(NOT_IN_CALL);
    expect(await program().isRefused('call:assign', { callId: 'none', to: bob.userId })).toEqual(NOT_IN_CALL);
  });

  it('[assigned] refused: it waits again, all are told, and it can be assigned again', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', agent);
    const phone = await town.another(bob);
    const { callId } = await wait(ann);
    await program().does('call:assign', { callId, to: bob.userId });
    await phone.next('call:request');
    await bob.does('call:reply', { callId, code: 100104 });
    const { call } = await ann.next('call:update');
    expect(call).toMatchObject({ callId, state: 'waiting', callee: { userId: 'loans' }, ringingAt: null });
    expect((await phone.heard()).at(-1)).toBe('call:reply');
    expect(await program().story(callId)).toEqual([
      'call:request 0 deciding',
      'call:update 0 waiting',
      'call:reply 0 ringing',
      expect.stringMatching(/^call:reply 100104 /),
      'call:update 0 waiting',
    ]);
    await program().does('call:assign', { callId, to: bob.userId });
    await bob.next('call:request', (news) => news.call.version > call.version);
    await bob.does('call:reply', { callId, code: 0 });
    await ann.next('call:start');
  });

  it('left by its caller while it rings: whoever rang is told that it was canceled', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', agent);
    const { callId } = await wait(ann);
    await program().does('call:assign', { callId, to: bob.userId });
    await bob.next('call:request');
    await ann.does('call:finish', { callId });
    expect(await bob.next('call:reply')).toMatchObject({ code: 100101 });
  });
});

describe('telling a caller who waits', () => {
  const { town, program } = useHoldingTown({});

  it('[business command call:update] [last words] [C4] say the place in line: the caller gets it, and again after a reload', async () => {
    const ann = await town.enter('Ann');
    const { callId } = await wait(ann);
    await program().does('call:update', { callId, param: 3, text: 'Two are before you.' });
    expect(await ann.next('call:update')).toMatchObject({
      call: { callId, state: 'waiting' },
      code: 0,
      param: 3,
      text: 'Two are before you.',
    });
    await ann.vanish();
    const back = await town.again(ann);
    expect(back.ready.calls).toMatchObject([{ callId, state: 'waiting' }]);
    expect(await back.next('call:update')).toMatchObject({ param: 3, text: 'Two are before you.' });
  });

  it('[acting] of a call that does not wait is 20, of none 100107', async () => {
    const [ann, bob] = [await town.enter('Ann', agent), await town.enter('Bob', agent)];
    const { callId } = await talk(ann, bob);
    expect(await program().isRefused('call:update', { callId })).toMatchObject({ code: 20 });
    await ann.does('call:finish', { callId });
    expect(await program().isRefused('call:update', { callId })).toEqual(NOT_IN_CALL);
  });
});

describe('a call that waits', () => {
  const { town, program } = useHoldingTown({ WAIT_MS: '1500', RING_MS: '500' });

  it('[C4] ends with 100105 after WAIT_MS', async () => {
    const ann = await town.enter('Ann');
    const { callId } = await wait(ann);
    expect(await ann.next('call:reply')).toMatchObject({ call: { callId, state: 'finished' }, code: 100105 });
    expect((await program().story(callId)).at(-1)).toBe('call:reply 100105 finished');
  });

  it('[C9] and was assigned waits again when nobody answers; its time to wait runs on', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob', agent);
    const { callId, expiresAt } = await wait(ann);
    await program().does('call:assign', { callId, to: bob.userId });
    await ann.next('call:reply', ({ code }) => code === 0);
    expect(await bob.next('call:reply')).toMatchObject({ code: 100105 });
    expect(await ann.next('call:update')).toMatchObject({ call: { callId, state: 'waiting', expiresAt } });
    expect(await ann.next('call:reply')).toMatchObject({ call: { state: 'finished' }, code: 100105 });
  });
});

describe('a caller who waits and is lost', () => {
  const { town, program } = useHoldingTown({ GRACE_WAITING_MS: '3000' });

  it('[C19] keeps its place for GRACE_WAITING_MS, goodbye or not; then it ends with 100106', async () => {
    const ann = await town.enter('Ann');
    const { callId } = await wait(ann);
    await ann.does('endpoint:bye', {});
    expect(await program().next('call:peer', (news) => news.callId === callId)).toMatchObject({ connected: false });
    const back = await town.again(ann);
    expect(back.ready.calls).toMatchObject([{ callId, state: 'waiting' }]);
    await back.vanish();
    const { call } = await program().next('call:reply', (news) => news.call.callId === callId && news.code !== 0);
    expect(call).toMatchObject({ code: 100106, endedBy: 'server' });
  });
});
