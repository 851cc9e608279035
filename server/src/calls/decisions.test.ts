import { CODES } from '@frontdesk/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { World } from '../../test/World.js';
import type { Actor } from './rules.js';

const OK = { ok: true };

describe('a call that a business server decides on', () => {
  let world: World;
  let ann: Actor;
  let bob: Actor;
  let cat: Actor;

  async function people(settings: ConstructorParameters<typeof World>[0] = {}): Promise<void> {
    world = new World(settings);
    world.isDeciderAttached = true;
    ann = await world.open('ann', 'ann-1');
    bob = await world.open('bob', 'bob-1', 'agent');
    cat = await world.open('cat', 'cat-1', 'agent');
  }

  beforeEach(() => people());

  test('[C4] is deciding until it answers, and the callee hears nothing', async () => {
    expect(await world.request(ann, 'bob')).toMatchObject({ value: { state: 'deciding', expiresAt: 1_002_000 } });
    expect(world.questions[0]?.call).toMatchObject({ state: 'deciding', caller: { userId: 'ann' } });
    expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([[], []]);
    expect(await world.store.liveCallOf('bob')).toBeUndefined();
  });

  test('[C4][C5] 0 lets it ring', async () => {
    await world.request(ann, 'bob');
    await world.decide({ code: 0, text: '' });
    expect(world.heard('bob-1')).toEqual(['call:request 0']);
    expect(world.heard('ann-1')).toEqual(['call:reply 0']);
    expect(world.announced).toEqual(['call:request 0', 'call:reply 0']);
  });

  test('[C4] a code ends it, with its words for the caller', async () => {
    await world.request(ann, 'bob');
    await world.decide({ code: 4711, text: 'Not on Sundays' });
    expect(world.told).toMatchObject([
      {
        page: 'ann-1',
        name: 'call:reply',
        news: { code: 4711, text: 'Not on Sundays', call: { state: 'finished', code: 4711, endedBy: 'business' } },
      },
    ]);
    expect(world.timers).toBe(0);
  });

  test('[C4] a route rings someone else, and the caller is told whom', async () => {
    await world.request(ann, 'Front desk');
    await world.decide({ route: 'cat' });
    expect(world.heard('ann-1')).toEqual(['call:update 0', 'call:reply 0']);
    expect(world.told[0]?.news).toMatchObject({ call: { state: 'ringing', callee: { userId: 'cat', name: 'CAT' } } });
    expect(world.heard('cat-1')).toEqual(['call:request 0']);
    expect(world.heard('bob-1')).toEqual([]);
  });

  test.each([
    ['nobody', CODES.offline],
    ['bob', CODES.busy],
  ])('[C3] a route to %s, who cannot be rung, is told to the caller as %i', async (to, code) => {
    world.isDeciderAttached = false;
    await world.request(cat, 'bob');
    world.isDeciderAttached = true;
    await world.request(ann, 'anything');
    await world.decide({ route: to });
    expect(world.heard('ann-1')).toEqual([`call:reply ${code}`]);
  });

  test('[C4] a route to the caller is no answer', async () => {
    await world.request(ann, 'bob');
    await world.decide({ route: 'ann' });
    expect(world.heard('ann-1')).toEqual([`call:reply ${CODES.businessTimeout}`]);
  });

  test('[C4][code 207] without an answer in time the policy denies, and a late answer changes nothing', async () => {
    await world.request(ann, 'bob');
    await world.clock.pass(2_000);
    expect(world.heard('ann-1')).toEqual([`call:reply ${CODES.businessTimeout}`]);
    await world.decide({ code: 0, text: '' });
    expect(world.heard('bob-1')).toEqual([]);
  });

  test('[C4] a policy that allows lets it ring, but not past the directory', async () => {
    await people({ decideDefault: 'allow', directory: 'staff' });
    await world.open('dan', 'dan-1');
    await world.request(ann, 'bob');
    await world.decide(null);
    expect(world.heard('bob-1')).toEqual(['call:request 0']);
    await world.finish(ann, (await world.store.liveCallOf('ann'))?.asked.callId ?? '');
    await world.request(ann, 'dan');
    await world.decide(null);
    expect(world.heard('ann-1').at(-1)).toBe(`call:reply ${CODES.offline}`);
  });

  test('[C26] what a business server says stands above the directory', async () => {
    await people({ directory: 'none' });
    expect(await world.request(ann, 'bob')).toMatchObject({
      value: { callee: { userId: 'bob', name: 'bob', role: null } },
    });
    await world.decide({ code: 0, text: '' });
    expect(world.heard('bob-1')).toEqual(['call:request 0']);
  });

  test('[C4] where a decision is required and nobody is attached, the policy holds at once', async () => {
    await people({ isDecisionRequired: true });
    world.isDeciderAttached = false;
    expect(await world.request(ann, 'bob')).toMatchObject({
      value: { state: 'finished', code: CODES.businessTimeout },
    });
    await people({ isDecisionRequired: true, decideDefault: 'allow' });
    world.isDeciderAttached = false;
    expect(await world.request(ann, 'bob')).toMatchObject({ value: { state: 'ringing' } });
  });

  test('[C8] the caller cancels while it is decided, and the decision is too late', async () => {
    const asked = await world.request(ann, 'bob');
    const callId = asked.ok ? asked.value.callId : '';
    expect(await world.reply(ann, callId, CODES.canceled)).toMatchObject(OK);
    await world.decide({ code: 0, text: '' });
    expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([[], []]);
    expect(world.timers).toBe(0);
  });

  test('[C24] before it rings, the dialed are strangers to it', async () => {
    const asked = await world.request(ann, 'bob');
    const callId = asked.ok ? asked.value.callId : '';
    for (const answer of [
      world.reply(bob, callId),
      world.finish(bob, callId),
      world.reply(bob, callId, CODES.rejected),
    ]) {
      // A REPLY 0 is what dialing the caller means, too: but only a request may say it so early.
      expect(await answer).toMatchObject({ ok: false, error: { code: CODES.notInCall } });
    }
  });

  test('[C19] a caller who is lost while it is decided has the grace of ringing, and once it is held that of waiting', async () => {
    await world.request(ann, 'bob');
    await world.lose('ann-1');
    await world.decide({ hold: true });
    await world.clock.pass(59_999);
    expect(await world.store.liveCallOf('ann')).toMatchObject({ state: 'waiting' });
    await world.clock.pass(1);
    expect(await world.store.liveCallOf('ann')).toBeUndefined();
  });

  test('[C4] nobody waits for the answer any more once the caller has left', async () => {
    const asked = await world.request(ann, 'bob');
    expect(world.questions[0]?.isOver.aborted).toBe(false);
    await world.reply(ann, asked.ok ? asked.value.callId : '', CODES.canceled);
    expect(world.questions[0]?.isOver.aborted).toBe(true);
  });

  describe('when both dial each other', () => {
    let callId = '';

    beforeEach(async () => {
      const first = await world.request(ann, 'bob');
      callId = first.ok ? first.value.callId : '';
      expect(await world.request(bob, 'ann', { requestId: 'b' })).toMatchObject({
        value: { callId, state: 'deciding' },
      });
    });

    test('[C16] the second accepts in advance: one START each when it is allowed', async () => {
      await world.decide({ code: 0, text: '' });
      expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([['call:start 0'], ['call:start 0']]);
      expect(world.questions).toEqual([]);
      expect(world.announced).toEqual(['call:request 0', 'call:start 0']);
    });

    test('[C1][C16] the same request again is the same call', async () => {
      expect(await world.request(bob, 'ann', { requestId: 'b' })).toMatchObject({ value: { callId } });
      expect(await world.request(bob, 'ann', { requestId: 'c' })).toMatchObject({ value: { callId } });
      const other = await world.open('bob', 'bob-2', 'agent');
      expect(await world.request(other, 'ann')).toMatchObject({ value: { state: 'finished', code: CODES.busy } });
    });

    test('[C16] a denial tells both', async () => {
      await world.decide({ code: 5, text: 'No' });
      expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([['call:reply 5'], ['call:reply 5']]);
    });

    test.each([
      [{ hold: true as const }, 'waiting'],
      [{ route: 'cat' }, 'ringing'],
    ])('[C16] sent elsewhere by %j, the second is told that the other is busy', async (decision, state) => {
      await world.decide(decision);
      expect(world.heard('bob-1')).toEqual([`call:reply ${CODES.busy}`]);
      expect(await world.store.find(callId)).toMatchObject({ state });
      // A stranger by now (C24): said again, it is a request like any other.
      const again = await world.request(bob, 'ann', { requestId: 'b' });
      expect(again.ok && again.value.callId).not.toBe(callId);
      await world.finish(bob, again.ok ? again.value.callId : '');
      expect(await world.store.liveCallOf('bob')).toBeUndefined();
    });

    test('[C16] the second may think better of it, and may be told of the first one’s cancel', async () => {
      expect(await world.reply(bob, callId, CODES.rejected)).toMatchObject(OK);
      expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([[`call:reply ${CODES.rejected}`], []]);
      const again = await world.request(ann, 'bob');
      await world.request(bob, 'ann');
      await world.reply(ann, again.ok ? again.value.callId : '', CODES.canceled);
      expect(world.heard('bob-1')).toEqual([`call:reply ${CODES.canceled}`]);
    });

    test('[C16] cut off, the second says it again and accepts again', async () => {
      bob = await world.open('bob', 'bob-1', 'agent');
      expect(await world.store.liveCallOf('bob')).toBeUndefined();
      expect((await world.switchboard.session('bob', 'bob-1')).calls).toEqual([]);
      expect(await world.request(bob, 'ann', { requestId: 'b' })).toMatchObject({
        value: { callId, state: 'deciding' },
      });
      await world.decide({ code: 0, text: '' });
      expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([['call:start 0'], ['call:start 0']]);
      expect(await world.request(bob, 'ann', { requestId: 'b' })).toMatchObject({
        value: { callId, state: 'started' },
      });
    });

    test('[C16] cut off, and busy on another page by then, the second is told so', async () => {
      await world.lose('bob-1');
      const other = await world.open('bob', 'bob-2', 'agent');
      await world.request(other, 'cat');
      bob = await world.open('bob', 'bob-1', 'agent');
      expect(await world.request(bob, 'ann', { requestId: 'b' })).toMatchObject({ value: { code: CODES.busy } });
    });

    test('[C2] the second is busy meanwhile, until its page is gone', async () => {
      expect(await world.request(bob, 'cat')).toMatchObject({ value: { code: CODES.busy } });
      await world.lose('bob-1');
      expect(await world.store.liveCallOf('bob')).toBeUndefined();
      bob = await world.open('bob', 'bob-1', 'agent');
      await world.decide({ code: 0, text: '' });
      expect(world.heard('bob-1')).toEqual([`call:reply ${CODES.busy}`, 'call:request 0']);
    });
  });

  test('[C16] two requests that cross in the same turn are still one call', async () => {
    const both = await Promise.all([world.request(ann, 'bob'), world.request(bob, 'ann')]);
    expect(new Set(both.map((each) => each.ok && each.value.callId)).size).toBe(1);
    await world.decide({ code: 0, text: '' });
    expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([['call:start 0'], ['call:start 0']]);
  });
});
