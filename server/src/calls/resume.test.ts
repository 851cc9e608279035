import { CODES } from '@frontdesk/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { World } from '../../test/World.js';
import type { Actor } from './rules.js';

const NOT_IN_CALL = { ok: false, error: { code: CODES.notInCall } };

describe('a call that goes on when the server was killed', () => {
  let world: World;
  let ann: Actor;
  let bob: Actor;
  let callId = '';
  let roomId: number | null = null;

  beforeEach(async () => {
    world = new World();
    ann = await world.open('ann', 'ann-1');
    bob = await world.open('bob', 'bob-1');
    const asked = await world.request(ann, 'bob', { text: 'hello' });
    callId = asked.ok ? asked.value.callId : '';
    const accepted = await world.reply(bob, callId);
    roomId = accepted.ok ? accepted.value.roomId : null;
    world.told.length = 0;
  });

  async function restart(): Promise<void> {
    world.restart();
    await world.open('ann', 'ann-1');
    await world.open('bob', 'bob-1');
  }

  test('[C20] has its id, room and words again, and a version above the ticket’s', async () => {
    await restart();
    expect((await world.switchboard.session('ann', 'ann-1')).calls).toEqual([]);
    expect(await world.resume(ann)).toMatchObject({
      value: { callId, roomId, state: 'started', text: 'hello', version: 3, callee: { endpointId: 'bob-1' } },
    });
    expect(await world.resume(bob)).toMatchObject({ value: { callId, roomId, version: 4 } });
    expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([['call:peer', 'call:peer'], []]);
    expect(world.timers).toBe(0);
  });

  test('[C20] its version is above all that a page may have seen, however often the server is killed', async () => {
    await world.clock.pass(60_000);
    await restart();
    const first = await world.resume(ann);
    for (let times = 0; times < 10; times += 1) {
      await world.lose('bob-1');
      await world.open('bob', 'bob-1');
    }
    const seen = await world.store.find(callId);
    await world.clock.pass(5_000);
    await restart();
    const second = await world.resume(ann);
    const [one, two] = [first, second].map((result) => (result.ok ? result.value.version : 0));
    expect(one).toBeGreaterThanOrEqual(600);
    expect(two).toBeGreaterThan(seen?.version ?? Number.NaN);
  });

  test('[C20] the other side has its grace from the first resume on, connected or not, until it shows its ticket', async () => {
    await restart();
    await world.resume(ann);
    await world.clock.pass(29_999);
    expect(await world.store.find(callId)).toMatchObject({ state: 'started', unshown: 'callee' });
    await world.clock.pass(1);
    expect(world.heard('ann-1')).toEqual(['call:peer', `call:finish ${CODES.disconnected}`]);
    expect(await world.resume(bob)).toMatchObject(NOT_IN_CALL);
  });

  test('[C20] a page that comes after the other’s resume is shown the call by its session', async () => {
    world.restart();
    await world.open('ann', 'ann-1');
    await world.resume(ann);
    await world.open('bob', 'bob-1');
    expect((await world.switchboard.session('bob', 'bob-1')).calls).toMatchObject([{ callId, state: 'started' }]);
    expect(world.timers).toBe(0);
    expect(await world.resume(bob)).toMatchObject({ ok: true });
  });

  test('[C20] both are busy from the first resume', async () => {
    const cat = await world.open('cat', 'cat-1');
    await restart();
    await world.open('cat', 'cat-1');
    await world.resume(ann);
    expect(await world.request(cat, 'bob')).toMatchObject({ value: { code: CODES.busy } });
  });

  test('[C20] whatever began to ring for one of them since the restart makes room', async () => {
    await restart();
    const cat = await world.open('cat', 'cat-1');
    expect(await world.request(cat, 'bob')).toMatchObject({ value: { state: 'ringing' } });
    expect(await world.resume(ann)).toMatchObject({ value: { callId, state: 'started' } });
    expect(world.heard('cat-1')).toEqual(['call:reply 0', `call:reply ${CODES.busy}`]);
    expect(world.heard('bob-1')).toEqual(['call:request 0', `call:reply ${CODES.busy}`]);
    expect(await world.resume(bob)).toMatchObject({ value: { callId } });
  });

  test('[C20] a waiting call that rings at one of them waits on, and rings on at others', async () => {
    await restart();
    const dan = await world.open('dan', 'dan-1');
    await world.open('cat', 'cat-1');
    world.isDeciderAttached = true;
    const held = await world.request(dan, 'support');
    const heldId = held.ok ? held.value.callId : '';
    await world.decide({ hold: true });
    await world.assign(heldId, 'bob', 'cat');
    await world.resume(ann);
    expect(world.heard('bob-1').at(-1)).toBe(`call:reply ${CODES.busy}`);
    expect(await world.store.find(heldId)).toMatchObject({ state: 'ringing', targets: [{ userId: 'cat' }] });
    await world.finish(ann, callId);
    await world.reply({ ...dan, userId: 'cat', endpointId: 'cat-1' }, heldId, CODES.rejected);
    await world.assign(heldId, 'bob');
    expect(await world.store.find(heldId)).toMatchObject({ state: 'ringing' });
    expect(world.heard('dan-1')).not.toContain(`call:reply ${CODES.busy}`);
  });

  test('[C19][C20] whoever was away when it ended after a restart is shown the end', async () => {
    await restart();
    await world.resume(ann);
    await world.resume(bob);
    await world.lose('bob-1');
    await world.finish(ann, callId, 5);
    await world.open('bob', 'bob-1');
    expect((await world.switchboard.session('bob', 'bob-1')).ended).toMatchObject([{ callId, code: 5 }]);
  });

  test('[C20] one who talks to someone else by now is not taken out of it', async () => {
    await restart();
    const cat = await world.open('cat', 'cat-1');
    const other = await world.request(cat, 'bob');
    await world.reply(bob, other.ok ? other.value.callId : '');
    expect(await world.resume(ann)).toMatchObject(NOT_IN_CALL);
    expect(await world.store.liveCallOf('bob')).toMatchObject({ asked: { caller: { userId: 'cat' } } });
  });

  test('[C20] the ticket of a call that has ended is refused, before and after a restart', async () => {
    const ticket = world.ticketOf.bind(world);
    await world.request(ann, 'nobody');
    const again = await startedAgain();
    await world.finish(ann, again);
    expect(await world.resume(ann, ticket('ann-1'))).toMatchObject(NOT_IN_CALL);
    await world.clock.pass(70_000);
    expect(await world.resume(ann, ticket('ann-1'))).toMatchObject(NOT_IN_CALL);
    await restart();
    expect(await world.resume(ann, ticket('ann-1'))).toMatchObject(NOT_IN_CALL);
    expect(await world.resume(bob, ticket('bob-1'))).toMatchObject(NOT_IN_CALL);
  });

  /** Ends the first call and makes another. */
  async function startedAgain(): Promise<string> {
    await world.finish(ann, callId);
    const asked = await world.request(ann, 'bob');
    const id = asked.ok ? asked.value.callId : '';
    await world.reply(bob, id);
    return id;
  }

  test('[C20] a ticket is good for its own page only', async () => {
    const ticket = `${callId}/2/0/ann-1`;
    world.restart();
    const other = await world.open('ann', 'ann-2');
    await world.open('bob', 'bob-1');
    expect(await world.resume(other, ticket)).toMatchObject(NOT_IN_CALL);
    expect(await world.resume(bob, ticket)).toMatchObject(NOT_IN_CALL);
  });

  test('[C20] shown while the call is known, it changes nothing', async () => {
    const before = await world.store.find(callId);
    expect(await world.resume(ann)).toMatchObject({ value: { callId, version: 2 } });
    expect(await world.store.find(callId)).toBe(before);
    expect([world.heard('ann-1'), world.heard('bob-1')]).toEqual([[], []]);
  });

  test('[C18][C20] an accept that is said again shows that the page knows of the call', async () => {
    await restart();
    await world.resume(ann);
    expect(await world.reply(bob, callId)).toMatchObject({ ok: true });
    expect(await world.store.find(callId)).toMatchObject({ unshown: null, lost: { callee: null } });
    expect(world.timers).toBe(0);
  });

  test('[C20] a newer ticket of the run before lifts the version above it', async () => {
    await world.lose('bob-1');
    await world.open('bob', 'bob-1');
    await world.ice(bob, callId);
    await restart();
    await world.resume(ann, `${callId}/2/0/ann-1`);
    expect(await world.resume(bob)).toMatchObject({ value: { version: 5 } });
  });

  test('[C20] both resume in the same turn: one call', async () => {
    await restart();
    const [first, second] = await Promise.all([world.resume(ann), world.resume(bob)]);
    expect([first, second]).toMatchObject([{ value: { callId } }, { value: { callId } }]);
    expect(world.timers).toBe(0);
    await world.finish(bob, callId, 5);
    expect([world.heard('ann-1').at(-1), world.heard('bob-1').at(-1)]).toEqual(['call:finish 5', 'call:finish 5']);
  });
});
