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
