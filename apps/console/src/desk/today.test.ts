import type { RecordRow } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { todayOf } from './today.js';

const call = (talkMs: number | null, stars: number | null = null) => ({ talkMs, stars }) as RecordRow;

test('the day is counted from its calls', () => {
  expect(todayOf([call(60_000, 5), call(120_000), call(null), call(0, 4)], 3)).toEqual({
    calls: 3,
    talkMs: 180_000,
    averageMs: 60_000,
    stars: 4.5,
  });
});

test('the desk knows of a call before its record does', () => {
  expect(todayOf([], 1)).toEqual({ calls: 1, talkMs: null, averageMs: null, stars: null });
});
