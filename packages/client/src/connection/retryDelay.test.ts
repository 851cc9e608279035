import { expect, it } from 'vitest';
import { retryDelay } from './retryDelay.js';

it('begins at 200 ms at the most and ends at 2 s', () => {
  expect([0, 1, 2, 3, 4, 50].map((attempts) => retryDelay(attempts, 1))).toEqual([200, 400, 800, 1_600, 2_000, 2_000]);
  expect(retryDelay(0, 0)).toBe(100);
});
