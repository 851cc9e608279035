import { CODES } from '@frontdesk/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { World } from '../../test/World.js';
import type { Actor } from './rules.js';

const NOT_IN_CALL = { ok: false, error: { code: CODES.notInCall } };
const NOT_ALLOWED = { ok: false, error: { code: CODES.notAllowed } };

describe('what a business server does with calls', () => {
  let world: World;
  let ann: Actor;
  let bob: Actor;
  let cat: Actor;
  let callId = '';

  beforeEach(async () => {
    world = new World({ waitMs: 600_000 });
    world.isDeciderAttached = true;
    ann = await world.open('ann', 'ann-1');
    bob = await world.open('bob', 'bob-1', 'agent');
    cat = await world.open('cat', 'cat-1', 'agent');
    const asked = await world.request(ann, 'support');
    callId = asked.ok ? asked.value.callId : '';
    await world.decide({ hold: true });
  });

  test('[C4] a held call waits, for WAIT_MS at the longest', async () => {
    expect(world.told.at(-1)).toMatchObject({
      page: 'ann-1',
      name: 'call:update',
      news: { code: 0, call: { state: 'waiting', callee: { userId: 'support', role: null }, expiresAt: 1_600_000 } },
    });
    await world.clock.pass(599_999);
    expect(world.heard('ann-1')).toEqual(['call:update 0']);
    await world.clock.pass(1);
    expect(world.heard('ann-1')).toEqual(['call:update 0', `call:reply ${CODES.timeout}`]);
  });

  test('[business command call:assign] rings a user, who accepts', async () => {
    expect(await world.assign(callId, 'bob')).toMatchObject({ value: { state: 'ringing', callee: { userId: 'bob' } } });
    expect(world.heard('ann-1')).toEqual(['call:update 0', 'call:reply 0']);
    await world.reply(bob, callId);
    expect([world.heard('ann-1').at(-1), world.heard('bob-1')]).toEqual([
      'call:start 0',
      ['call:request 0', 'call:start 0'],
    ]);
  });

  test('[business command call:assign] of a list rings all who are free; the first accept binds, and the others stop', async () => {
    await world.assign(callId, 'bob', 'cat', 'nobody', 'bob');
    const shown = world.told.filter(({ name }) => name === 'call:request').map(({ page, news }) => [page, news]);
    expect(shown).toMatchObject([
      ['bob-1', { call: { callee: { userId: 'bob' } } }],
      ['cat-1', { call: { callee: { userId: 'cat' } } }],
    ]);
    await world.reply(cat, callId);
    expect(world.heard('bob-1')).toEqual(['call:request 0', `call:reply ${CODES.answeredElsewhere}`]);
    expect(await world.reply(bob, callId)).toMatchObject({ error: { code: CODES.answeredElsewhere } });
    expect(await world.store.liveCallOf('bob')).toBeUndefined();
    expect(await world.store.find(callId)).toMatchObject({ state: 'started', callee: { userId: 'cat' } });
    await world.finish(cat, callId);
    expect(await world.reply(bob, callId)).toMatchObject(NOT_IN_CALL);
    expect((await world.switchboard.session('bob', 'bob-1')).ended).toEqual([]);
    expect((await world.switchboard.session('cat', 'cat-1')).ended).toMatchObject([{ callId }]);
  });

  test('[C7] another page of one who refused an assigned call gets 100901, while the call waits on', async () => {
    const other = await world.open('bob', 'bob-2', 'agent');
    await world.assign(callId, 'bob');
    await world.reply(bob, callId, CODES.rejected);
    expect(await world.reply(other, callId)).toMatchObject({ error: { code: CODES.answeredElsewhere } });
    expect(await world.finish(cat, callId)).toMatchObject(NOT_IN_CALL);
  });

  test('[C24] of several who are rung none learns who the others are, nor does the caller', async () => {
    await world.assign(callId, 'bob', 'cat');
    expect(await world.reply(bob, callId, CODES.rejected)).toMatchObject({ value: { callee: { userId: 'bob' } } });
    expect((await world.switchboard.session('ann', 'ann-1')).calls).toMatchObject([{ callee: { userId: 'support' } }]);
    await world.reply(ann, callId, CODES.canceled);
    expect((await world.switchboard.session('cat', 'cat-1')).ended).toMatchObject([
      { callId, code: CODES.canceled, callee: { userId: 'cat' } },
    ]);
  });

  test('[business command call:assign] one of several refuses: it rings on at the others, and waits again after the last', async () => {
    await world.assign(callId, 'bob', 'cat');
    await world.reply(bob, callId, CODES.rejected);
    expect(await world.store.liveCallOf('bob')).toBeUndefined();
    expect(await world.store.find(callId)).toMatchObject({ state: 'ringing' });
    await world.reply(cat, callId, CODES.busy);
    expect(await world.store.find(callId)).toMatchObject({ state: 'waiting' });
    expect(world.heard('ann-1')).toEqual(['call:update 0', 'call:reply 0', 'call:update 0']);
    expect(world.announced.slice(3)).toEqual([
      `call:reply ${CODES.rejected}`,
      `call:reply ${CODES.busy}`,
      'call:update 0',
    ]);
  });

  test('[business command call:assign] unanswered, it waits again: who rang gets REPLY 100105 and sees its own name', async () => {
    await world.assign(callId, 'bob', 'cat');
    await world.clock.pass(45_000);
    expect(world.told.filter(({ page }) => page === 'cat-1').at(-1)).toMatchObject({
      name: 'call:reply',
      news: { code: CODES.timeout, call: { state: 'waiting', callee: { userId: 'cat', name: 'CAT' } } },
    });
    expect(await world.assign(callId, 'bob')).toMatchObject({ ok: true });
    expect(world.timers).toBe(1);
  });

  test('[C21] a list rings on as long as anybody who is rung is there', async () => {
    await world.assign(callId, 'bob', 'cat');
    await world.lose('bob-1');
    await world.clock.pass(20_000);
    expect(await world.store.find(callId)).toMatchObject({ state: 'ringing', lost: { callee: null } });
    await world.lose('cat-1');
    await world.clock.pass(10_000);
    expect(await world.store.find(callId)).toMatchObject({ state: 'waiting' });
  });

  test('[business command call:assign] the time of waiting goes on while it rings', async () => {
    await world.clock.pass(590_000);
    await world.assign(callId, 'bob');
    await world.clock.pass(30_000);
    await world.reply(bob, callId, CODES.rejected);
    await world.clock.pass(0);
    expect(world.heard('ann-1').at(-1)).toBe(`call:reply ${CODES.timeout}`);
  });

  test('[business command call:assign] who cannot be rung is said, and it waits on', async () => {
    world.isDeciderAttached = false;
    await world.request(bob, 'cat');
    expect(await world.assign(callId, 'bob', 'nobody')).toMatchObject({ error: { code: CODES.busy } });
    expect(await world.assign(callId, 'nobody')).toMatchObject({ error: { code: CODES.offline } });
    expect(await world.assign(callId, 'ann')).toMatchObject(NOT_ALLOWED);
    expect(await world.assign('no such call', 'cat')).toMatchObject(NOT_IN_CALL);
    expect(await world.store.find(callId)).toMatchObject({ state: 'waiting', version: 2 });
  });

  test('[code 20] a call that does not wait can be neither assigned nor updated', async () => {
    await world.assign(callId, 'bob');
    expect(await world.assign(callId, 'cat')).toMatchObject(NOT_ALLOWED);
    expect(await world.update(callId, 1)).toMatchObject(NOT_ALLOWED);
    await world.reply(bob, callId);
    expect(await world.assign(callId, 'cat')).toMatchObject(NOT_ALLOWED);
    await world.force(callId);
    expect(await world.assign(callId, 'cat')).toMatchObject(NOT_IN_CALL);
    expect(await world.update(callId, 1)).toMatchObject(NOT_IN_CALL);
  });

  test('[C2] two calls that are assigned to one agent in the same turn: one rings', async () => {
    const dan = await world.open('dan', 'dan-1');
    const other = await world.request(dan, 'support');
    await world.decide({ hold: true });
    const both = await Promise.all([
      world.assign(callId, 'bob'),
      world.assign(other.ok ? other.value.callId : '', 'bob'),
    ]);
    expect(both).toMatchObject([{ ok: true }, { ok: false, error: { code: CODES.busy } }]);
    expect(world.heard('bob-1')).toEqual(['call:request 0']);
  });

  test('[business command call:update] is told to the caller, and again to one who comes back', async () => {
    expect(await world.update(callId, 2, 'Two before you')).toMatchObject({ value: { state: 'waiting' } });
    expect(world.told.at(-1)).toMatchObject({
      name: 'call:update',
      news: { code: 0, param: 2, text: 'Two before you' },
    });
    await world.lose('ann-1', true);
    await world.clock.pass(59_000);
    await world.open('ann', 'ann-1');
    expect(world.told.at(-1)).toMatchObject({ page: 'ann-1', name: 'call:update', news: { param: 2 } });
    expect(world.timers).toBe(1);
  });

  test('[business command call:update] an estimate of the wait is told too, and again', async () => {
    const wait = { fromMs: 60_000, toMs: 180_000 };
    await world.update(callId, 1, '', wait);
    expect(world.told.at(-1)).toMatchObject({ name: 'call:update', news: { param: 1, wait } });
    await world.lose('ann-1', true);
    await world.open('ann', 'ann-1');
    expect(world.told.at(-1)).toMatchObject({ page: 'ann-1', name: 'call:update', news: { wait } });
    await world.update(callId, 0);
    expect(world.told.at(-1)).toMatchObject({ name: 'call:update', news: { param: 0, wait: null } });
  });

  test('[C19] a waiting caller who is gone for longer than GRACE_WAITING_MS loses the place', async () => {
    await world.lose('ann-1', true);
    await world.clock.pass(60_000);
    expect(await world.store.liveCallOf('ann')).toBeUndefined();
    expect(world.announced.at(-1)).toBe(`call:reply ${CODES.disconnected}`);
  });

  test('[C19] whoever is rung for a caller who is away is told so', async () => {
    await world.lose('ann-1');
    await world.assign(callId, 'bob');
    expect(world.heard('bob-1')).toEqual(['call:request 0', 'call:peer']);
  });

  test('[C12] ends a call while it waits, rings and is talked in: FINISH to all who know of it', async () => {
    await world.force(callId, 7, 'Closing time');
    expect(world.told.at(-1)).toMatchObject({
      page: 'ann-1',
      name: 'call:finish',
      news: { code: 7, text: 'Closing time', call: { endedBy: 'business' } },
    });
    world.isDeciderAttached = false;
    const next = await world.request(ann, 'bob');
    await world.force(next.ok ? next.value.callId : '', 8);
    expect([world.heard('ann-1').at(-1), world.heard('bob-1').at(-1)]).toEqual(['call:finish 8', 'call:finish 8']);
    const last = await world.request(ann, 'cat');
    await world.reply(cat, last.ok ? last.value.callId : '');
    await world.force(last.ok ? last.value.callId : '');
    expect([world.heard('ann-1').at(-1), world.heard('cat-1').at(-1)]).toEqual(['call:finish 0', 'call:finish 0']);
    expect(world.timers).toBe(0);
  });

  test('[C12] ends whatever call a user is in; 100107 for one who is in none', async () => {
    const results: unknown[] = [];
    await world.dispatcher.finishUser('ann', 0, '', (result) => results.push(result));
    await world.dispatcher.finishUser('ann', 0, '', (result) => results.push(result));
    expect(results).toMatchObject([{ ok: true, value: { callId, endedBy: 'business' } }, NOT_IN_CALL]);
  });

  test('[business command calls:list] all live calls, and one that has ended for a minute', async () => {
    expect(await world.dispatcher.calls()).toMatchObject([{ callId, state: 'waiting' }]);
    await world.force(callId);
    expect(await world.dispatcher.calls()).toEqual([]);
    expect(await world.dispatcher.call(callId)).toMatchObject({ state: 'finished' });
    await world.clock.pass(70_000);
    expect(await world.dispatcher.call(callId)).toBeUndefined();
  });
});
