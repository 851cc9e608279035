import { expect, it } from 'vitest';
import { obstacleAtEntry } from './admit.js';

const OPEN = { hours: null, maxLength: 2, mayWaitForNobody: false };
const NEVER = { timeZone: 'UTC', week: {}, holidays: {} };

it.each([
  ['comes in', OPEN, { agents: 1, length: 1 }, null],
  ['finds the line full', OPEN, { agents: 1, length: 2 }, 'full'],
  ['finds nobody', OPEN, { agents: 0, length: 0 }, 'nobody'],
  ['may wait for nobody', { ...OPEN, mayWaitForNobody: true }, { agents: 0, length: 0 }, null],
  ['finds any line long enough', { ...OPEN, maxLength: null }, { agents: 1, length: 10_000 }, null],
  ['finds it closed, whatever else', { ...OPEN, hours: NEVER }, { agents: 0, length: 2 }, 'closed'],
] as const)('who comes %s', (_, entry, state, obstacle) => {
  expect(obstacleAtEntry(entry, { ...state, now: 0 })).toBe(obstacle);
});
