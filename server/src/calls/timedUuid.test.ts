import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { timedUuid } from './timedUuid.js';

it('is a UUID of version 7 that sorts by its time', () => {
  const times = [0, 1, 1_795_951_668_521, 1_795_951_668_522, 2 ** 48 - 1];
  const ids = times.map((time) => timedUuid(time, randomUUID()));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(Number.parseInt(ids[2]?.slice(0, 13).replace('-', '') ?? '', 16)).toBe(times[2]);
});

it('is another for each call of a moment', () => {
  expect(new Set(Array.from({ length: 1_000 }, () => timedUuid(5, randomUUID()))).size).toBe(1_000);
});
