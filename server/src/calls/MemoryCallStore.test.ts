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
