import type { NewsMap } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { settled } from '../../test/VirtualClock.js';
import { World } from '../../test/World.js';
import type { CallSettings } from './CallPorts.js';

const REFUSED = { ok: false, error: { code: 100107, name: 'not_in_call', message: expect.any(String) } };
const AWAY = { ok: false, error: { code: 100106, name: 'disconnected', message: expect.any(String) } };
const PASSED = { ok: true, value: null };
const CALL_ID = 'call-2';

/** Ann's call rings at two pages of the agent Bob's. */
async function rings({
  preconnect = true,
  ...settings
}: Partial<Omit<CallSettings, 'preconnect'>> & { preconnect?: boolean } = {}) {
  const world = new World(settings);
  const ann = await world.open('ann', 'ann-1');
  const bob = await world.open('bob', 'bob-1', 'agent');
  const desk = await world.open('bob', 'bob-2', 'agent');
  await world.request(ann, 'bob', { preconnect });
  return { world, ann, bob, desk };
}

/** What the caller's page was told of pages that ring, in its order. */
function alerts(world: World, page = 'ann-1'): NewsMap['call:alert'][] {
  return world.told.flatMap(({ page: to, name, news }) =>
    to === page && name === 'call:alert' ? [news as NewsMap['call:alert']] : [],
  );
}

const from = (page: string) => ({ callId: CALL_ID, from: page, preconnect: true });
const SOMEWHERE = { callId: CALL_ID, from: '', preconnect: false };

describe('a page that rings', () => {
  test('[C22] says so, and the caller makes a link to it, and to each other that says so', async () => {
    const { world, ann, bob, desk } = await rings();
    expect(await world.alert(bob, CALL_ID)).toMatchObject({ ok: true, value: { state: 'ringing', version: 2 } });
    expect(alerts(world)).toEqual([from('bob-1')]);
    expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(PASSED);
    expect(await world.signal(bob, CALL_ID, 'ann-1')).toEqual(PASSED);
    expect(await world.signal(ann, CALL_ID, 'bob-2')).toEqual(REFUSED);
    expect(await world.signal(desk, CALL_ID, 'ann-1')).toEqual(REFUSED);
    await world.alert(desk, CALL_ID);
    expect(alerts(world)).toEqual([from('bob-1'), from('bob-2')]);
    expect(await world.signal(desk, CALL_ID, 'ann-1')).toEqual(PASSED);
    expect(await world.signal(desk, CALL_ID, 'bob-1')).toEqual(REFUSED);
    expect(await world.signal(bob, CALL_ID, 'bob-2')).toEqual(REFUSED);
    expect(world.heard('ann-1')).toEqual(['call:reply 0', 'call:alert', 'call:signal', 'call:alert', 'call:signal']);
    expect(world.heard('bob-1')).toEqual(['call:request 0', 'call:signal']);
    expect(world.announced).toEqual(['call:request 0', 'call:reply 0']);
  });

  test('[C18] [C22] that says so again is not told twice; one that takes links after all is', async () => {
    const { world, bob, desk } = await rings();
    for (const preconnect of [false, false, true, true, false]) await world.alert(bob, CALL_ID, preconnect);
    await world.alert(desk, CALL_ID, false);
    expect(alerts(world)).toEqual([SOMEWHERE, from('bob-1')]);
    expect((await world.store.find(CALL_ID))?.version).toBe(3);
  });

  test('[C22] [C23] of a call whose caller wants no link is named to nobody', async () => {
    const { world, ann, bob, desk } = await rings({ preconnect: false });
    for (const page of [bob, desk]) await world.alert(page, CALL_ID);
    expect(alerts(world)).toEqual([SOMEWHERE]);
    expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(REFUSED);
    expect(await world.signal(bob, CALL_ID, 'ann-1')).toEqual(REFUSED);
    for (const page of [ann, bob]) expect(await world.ice(page, CALL_ID)).toEqual(REFUSED);
  });

  test('[C22] the way to it is given to both, without a ticket, and to nobody before', async () => {
    const { world, ann, bob, desk } = await rings();
    for (const page of [ann, bob, desk]) expect(await world.ice(page, CALL_ID)).toEqual(REFUSED);
    await world.alert(bob, CALL_ID);
    const way = { iceServers: [], icePolicy: 'all', expiresAt: expect.any(Number), ticket: '' };
    for (const page of [ann, bob]) expect(await world.ice(page, CALL_ID)).toEqual({ ok: true, value: way });
    expect(await world.ice(desk, CALL_ID)).toEqual(REFUSED);
  });

  test('[C22] that is lost gets nothing, and alerts anew when it is back', async () => {
    const { world, ann, bob } = await rings();
    await world.alert(bob, CALL_ID);
    await world.lose('bob-1');
    expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(AWAY);
    const back = await world.open('bob', 'bob-1', 'agent');
    expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(REFUSED);
    expect(await world.signal(back, CALL_ID, 'ann-1')).toEqual(REFUSED);
    await world.alert(back, CALL_ID);
    expect(alerts(world)).toEqual([from('bob-1'), from('bob-1')]);
    expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(PASSED);
  });

  test('[C19] [C22] the caller who comes back is told again to which pages', async () => {
    const { world, bob, desk } = await rings();
    await world.alert(bob, CALL_ID);
    await world.lose('ann-1');
    expect(await world.signal(bob, CALL_ID, 'ann-1')).toEqual(AWAY);
    await world.alert(desk, CALL_ID);
    const back = await world.open('ann', 'ann-1');
    expect(alerts(world)).toEqual([from('bob-1'), from('bob-1'), from('bob-2')]);
    // A newer connection of the page that nobody missed: a reload that was quicker than the loss of the older.
    await world.open('ann', 'ann-1');
    expect(alerts(world)).toHaveLength(5);
    expect(await world.signal(back, CALL_ID, 'bob-2')).toEqual(PASSED);
  });

  test('[C6] [C22] after the start only the bound pages signal, after the end none', async () => {
    const { world, ann, bob, desk } = await rings();
    for (const page of [bob, desk]) await world.alert(page, CALL_ID);
    await world.reply(desk, CALL_ID);
    expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(REFUSED);
    expect(await world.signal(bob, CALL_ID, 'ann-1')).toEqual(REFUSED);
    expect(await world.signal(ann, CALL_ID, 'bob-2')).toEqual(PASSED);
    for (const page of [ann, bob, desk]) expect(await world.alert(page, CALL_ID)).toEqual(REFUSED);
    await world.finish(ann, CALL_ID);
    expect(await world.signal(desk, CALL_ID, 'ann-1')).toEqual(REFUSED);
    for (const page of [ann, bob, desk]) expect(await world.alert(page, CALL_ID)).toEqual(REFUSED);
  });

  test('[C22] [C24] must be one of those who are rung, and not the caller’s', async () => {
    const { world, ann, bob } = await rings();
    const tablet = await world.open('ann', 'ann-2');
    const eve = await world.open('eve', 'bob-1x', 'agent');
    for (const page of [ann, tablet, eve]) expect(await world.alert(page, CALL_ID)).toEqual(REFUSED);
    expect(await world.alert(bob, 'no such call')).toEqual(REFUSED);
    await world.alert(bob, CALL_ID);
    for (const page of [tablet, eve]) {
      expect(await world.signal(page, CALL_ID, 'bob-1')).toEqual(REFUSED);
      expect(await world.signal(page, CALL_ID, 'ann-1')).toEqual(REFUSED);
      expect(await world.ice(page, CALL_ID)).toEqual(REFUSED);
    }
    expect(alerts(world)).toEqual([from('bob-1')]);
  });

  test('[C22] is one of five to which links are made, however many there are', async () => {
    const { world, ann } = await rings();
    for (let page = 1; page <= 20; page += 1)
      await world.alert(await world.open('bob', `tab-${page}`, 'agent'), CALL_ID);
    expect(alerts(world)).toEqual([1, 2, 3, 4, 5].map((page) => from(`tab-${page}`)));
    expect(await world.signal(ann, CALL_ID, 'tab-6')).toEqual(REFUSED);
  });

  test('[C22] [C24] cannot keep the caller making links by connecting again and again', async () => {
    const { world, ann } = await rings();
    for (let time = 1; time <= 30; time += 1) await world.alert(await world.open('bob', 'bob-1', 'agent'), CALL_ID);
    expect(alerts(world)).toHaveLength(20);
    expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(REFUSED);
  });
});

describe('PRECONNECT', () => {
  const ROLES = ['caller', 'agent', 'supervisor', 'admin'] as const;
  const staff = { caller: false, agent: true, supervisor: true, admin: true } as const;
  const allowed = {
    off: { caller: false, agent: false, supervisor: false, admin: false },
    desk: staff,
    relay: { ...staff, caller: true },
    on: { ...staff, caller: true },
  } as const;
  for (const preconnect of ['off', 'desk', 'relay', 'on'] as const) {
    for (const role of ROLES) {
      const may = allowed[preconnect][role];
      test(`[C22] ${preconnect}: ${may ? 'a link is' : 'no link is'} made to a ${role} who rings`, async () => {
        const world = new World({ preconnect });
        const ann = await world.open('ann', 'ann-1', 'agent');
        const bob = await world.open('bob', 'bob-1', role);
        await world.request(ann, 'bob', { preconnect: true });
        expect(await world.alert(bob, CALL_ID)).toMatchObject({ ok: true });
        expect(alerts(world)).toEqual([may ? from('bob-1') : SOMEWHERE]);
        expect(await world.signal(ann, CALL_ID, 'bob-1')).toEqual(may ? PASSED : REFUSED);
        expect(await world.signal(bob, CALL_ID, 'ann-1')).toEqual(may ? PASSED : REFUSED);
      });
    }
  }

  test('[C4] [C22] of a call that rings at several, each is judged by their own role; what was refused or assigned anew is void', async () => {
    const world = new World();
    world.isDeciderAttached = true;
    const ann = await world.open('ann', 'ann-1');
    const [bob, cat] = [await world.open('bob', 'bob-1', 'agent'), await world.open('cat', 'cat-1')];
    const answered = world.request(ann, 'desk', { preconnect: true });
    await settled();
    const callId = world.questions[0]?.call.callId ?? '';
    await world.decide({ hold: true });
    await answered;
    expect(await world.alert(bob, callId)).toEqual(REFUSED);
    await world.assign(callId, 'bob', 'cat');
    for (const page of [bob, cat]) await world.alert(page, callId);
    expect(alerts(world)).toEqual([{ callId, from: 'bob-1', preconnect: true }]);
    expect(await world.signal(cat, callId, 'ann-1')).toEqual(REFUSED);
    await world.reply(bob, callId, 100104);
    expect(await world.signal(bob, callId, 'ann-1')).toEqual(REFUSED);
    expect(await world.signal(ann, callId, 'bob-1')).toEqual(REFUSED);
    await world.reply(cat, callId, 100104);
    await world.assign(callId, 'bob');
    expect(await world.signal(ann, callId, 'bob-1')).toEqual(REFUSED);
    await world.alert(bob, callId);
    expect(alerts(world)).toHaveLength(2);
    expect(await world.signal(ann, callId, 'bob-1')).toEqual(PASSED);
  });
});
