import { expect, test } from 'vitest';
import { timeLeft } from './timeLeft.js';

const CALL = { ringingAt: 1_000_000, expiresAt: 1_020_000 };

test('what is left of a ring runs from all of it to nothing, and no further', () => {
  const left = [999_000, 1_000_000, 1_005_001, 1_020_000, 1_030_000].map((now) => timeLeft(CALL, now));
  expect(left).toEqual([
    { seconds: 20, part: 1 },
    { seconds: 20, part: 1 },
    { seconds: 15, part: 0.74995 },
    { seconds: 0, part: 0 },
    { seconds: 0, part: 0 },
  ]);
});

test('a ring whose end nobody knows shows none', () => {
  expect(timeLeft({ ringingAt: 1, expiresAt: null }, 2)).toBeNull();
  expect(timeLeft({ ringingAt: null, expiresAt: 1 }, 2)).toBeNull();
});
