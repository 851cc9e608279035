import { describe, expect, test } from 'vitest';
import { clockTime, whenInWords } from './time.js';

describe('clockTime', () => {
  test.each([
    [-5, '0:00'],
    [0, '0:00'],
    [7_999, '0:07'],
    [65_000, '1:05'],
    [3_599_999, '59:59'],
    [3_723_000, '1:02:03'],
    [36_000_000, '10:00:00'],
  ])('%i ms is %s', (ms, words) => {
    expect(clockTime(ms)).toBe(words);
  });
});

describe('whenInWords', () => {
  const now = new Date(2026, 10, 22, 15, 30).getTime();

  test('the first minute has no number', () => {
    expect(whenInWords(now - 59_000, now, 'en')).toBeNull();
  });

  test('within the hour it counts minutes', () => {
    expect(whenInWords(now - 5 * 60_000, now, 'en')).toBe('5 min. ago');
  });

  test('earlier today it is a time of day', () => {
    expect(whenInWords(new Date(2026, 10, 22, 9, 5).getTime(), now, 'en')).toMatch(/^9:05.AM$/);
  });

  test('on another day it has a date', () => {
    expect(whenInWords(new Date(2026, 10, 21, 9, 5).getTime(), now, 'en')).toMatch(/Nov 21.*9:05/);
  });
});
