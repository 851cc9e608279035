import { expect, test } from 'vitest';
import { simulate, type TownReport } from './simulate.js';

async function reportsOf(seeds: readonly number[]): Promise<TownReport[]> {
  const reports: TownReport[] = [];
  await simulate(
    seeds.map((seed) => ({ seed, users: 6, hours: 0.25 })),
    (report) => reports.push(report),
  );
  return reports.sort((one, two) => one.seed - two.seed);
}

test('the same seed gives the same life twice, alone or among others, and another seed another', async () => {
  const together = await reportsOf([1, 2, 3]);
  const alone = await reportsOf([2]);
  expect(alone).toEqual([together[1]]);
  expect(new Set(together.map(({ trace }) => trace)).size).toBe(3);
  expect(together.map(({ fault }) => fault)).toEqual([null, null, null]);
});
