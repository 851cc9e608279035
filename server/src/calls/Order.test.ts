import { expect, test } from 'vitest';
import { Order } from './Order.js';

test('whoever has a later place waits until all before have left, also those who left out of turn', async () => {
  const order = new Order();
  const log: string[] = [];
  const [first, second, third] = [order.take('call'), order.take('call'), order.take('call')];
  expect(first.isNext).toBeNull();
  void second.isNext?.then(() => log.push('second'));
  void third.isNext?.then(() => log.push('third'));
  const told = order.told('call')?.then(() => log.push('told'));
  second.leave();
  await Promise.resolve().then().then().then();
  expect(log).toEqual([]);
  first.leave();
  await third.isNext;
  expect(log).toEqual(['second', 'third']);
  third.leave();
  await told;
  expect(log).toEqual(['second', 'third', 'told']);
});

test('when all have left nothing is kept, and one call does not wait for another', async () => {
  const order = new Order();
  const place = order.take('call');
  expect(order.take('another').isNext).toBeNull();
  const told = order.told('call');
  place.leave();
  await told;
  await Promise.resolve();
  expect(order.told('call')).toBeNull();
  expect(order.take('call').isNext).toBeNull();
});
