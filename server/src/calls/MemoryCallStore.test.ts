import { CODES } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { World } from '../../test/World.js';

test('the ended calls of one user are bounded, whatever the user does', async () => {
  const world = new World();
  const ann = await world.open('ann', 'ann-1');
  for (let count = 0; count < 200; count += 1) await world.request(ann, 'nobody', { requestId: `r${count}` });
  const { ended } = await world.switchboard.session('ann', 'ann-1');
  expect(ended).toHaveLength(50);
  expect(world.store.size.calls).toBe(50);
  const again = await world.request(ann, 'nobody', { requestId: 'r0' });
  expect(again).toMatchObject({ ok: true, value: { code: CODES.offline } });
});

test('[C1] an ended call and its request are forgotten after 60 s', async () => {
  const world = new World();
  const ann = await world.open('ann', 'ann-1');
  const first = await world.request(ann, 'nobody', { requestId: 'r' });
  await world.clock.pass(59_000);
  expect(await world.request(ann, 'nobody', { requestId: 'r' })).toEqual(first);
  await world.clock.pass(7_000);
  expect(await world.request(ann, 'nobody', { requestId: 'r' })).not.toEqual(first);
});

test('nobody can make others forget their calls by dialing them', async () => {
  const world = new World();
  const [ann, eve] = [await world.open('ann', 'ann-1'), await world.open('eve', 'eve-1')];
  const vic = await world.open('vic', 'vic-1');
  const first = await world.request(ann, 'vic', { requestId: 'r' });
  const callId = first.ok ? first.value.callId : '';
  await world.reply(vic, callId);
  await world.lose('vic-1');
  await world.finish(ann, callId);
  for (let count = 0; count < 60; count += 1) await world.request(eve, 'vic');
  expect(await world.request(ann, 'vic', { requestId: 'r' })).toMatchObject({ value: { callId, state: 'finished' } });
  await world.open('vic', 'vic-1');
  expect((await world.switchboard.session('vic', 'vic-1')).ended).toMatchObject([{ callId }]);
});

test('whatever was asked for in vain leaves nothing behind, also under one requestId all the time', async () => {
  const world = new World();
  const ann = await world.open('ann', 'ann-1');
  for (let count = 0; count < 300; count += 1) {
    await world.request(ann, `nobody-${count}`);
    await world.request(ann, 'nobody', { requestId: 'always' });
    await world.clock.pass(1_000);
  }
  expect(world.store.size.requests).toBeLessThan(140);
  await world.clock.pass(70_000);
  expect(world.store.size).toEqual({ calls: 0, live: 0, requests: 0, rooms: 0, ended: 0 });
});

test('[C2] a room of three leaves nothing behind, whichever call ends first, and the one who was handed over remembers it', async () => {
  for (const first of ['host', 'side'] as const) {
    const world = new World();
    const [ann, bob] = [await world.open('ann', 'ann-1'), await world.open('bob', 'bob-1', 'agent')];
    const cat = await world.open('cat', 'cat-1', 'agent');
    const host = idOf(await world.request(ann, 'bob'));
    await world.reply(bob, host);
    const side = idOf(await world.request(bob, 'cat', { room: { callId: host, as: 'aside' } }));
    await world.reply(cat, side);
    expect((await world.store.liveCallsOf('bob')).map(({ asked }) => asked.callId)).toEqual([host, side]);
    expect((await world.store.liveCallOf('bob'))?.asked.callId).toBe(host);
    expect((await world.store.liveCallOf('cat'))?.asked.callId).toBe(side);
    expect(world.store.size).toMatchObject({ calls: 2, live: 4, rooms: 1 });
    await world.finish(bob, first === 'host' ? host : side);
    expect(world.store.size).toMatchObject({ rooms: 1, live: 2 });
    await world.finish(bob, first === 'host' ? side : host);
    expect(world.store.size).toMatchObject({ rooms: 0, live: 0 });
    await world.clock.pass(70_000);
    expect(world.store.size).toEqual({ calls: 0, live: 0, requests: 0, rooms: 0, ended: 0 });
  }
});

test('[C31] who has left a call that goes on is shown its end for 60 s, and then nothing is left of that', async () => {
  const world = new World();
  const [ann, bob] = [await world.open('ann', 'ann-1', 'agent'), await world.open('bob', 'bob-1')];
  const cat = await world.open('cat', 'cat-1', 'agent');
  const host = idOf(await world.request(ann, 'bob'));
  await world.reply(bob, host);
  await world.reply(cat, idOf(await world.request(ann, 'cat', { room: { callId: host, as: 'transfer' } })));
  const endedOfAnn = async () => (await world.switchboard.session('ann', 'ann-1')).ended.map(({ callId }) => callId);
  expect(await endedOfAnn()).toContain(host);
  expect(await world.store.liveCallOf('ann')).toBeUndefined();
  await world.clock.pass(61_000);
  expect(await endedOfAnn()).toEqual([]);
  await world.finish(cat, host);
  await world.clock.pass(70_000);
  expect(world.store.size).toEqual({ calls: 0, live: 0, requests: 0, rooms: 0, ended: 0 });
});

function idOf(result: Awaited<ReturnType<World['request']>>): string {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.callId;
}
