import { expect, test } from 'vitest';
import { dayAndTime, spanInWords, startOfDay } from './span.js';

test('a span is as exact as one needs it', () => {
  const words = (ms: number) => spanInWords(ms, 'en');
  expect(words(0)).toBe('0 sec');
  expect(words(45_400)).toBe('45 sec');
  expect(words(60_000)).toBe('1 min');
  expect(words(200_000)).toBe('3 min 20 sec');
  expect(words(601_000)).toBe('10 min');
  expect(words(3_900_000)).toBe('1 hr 5 min');
  expect(spanInWords(200_000, 'zh')).toBe('3分钟 20秒');
});

test('of today the time is enough, and the year of another one', () => {
  const noon = new Date(2026, 5, 3, 12, 5).getTime();
  expect(dayAndTime(noon, noon, 'en')).toMatch(/^12:05\sPM$/);
  expect(dayAndTime(noon, noon + 86_400_000, 'en')).toMatch(/Jun 3/);
  expect(dayAndTime(noon, noon + 366 * 86_400_000, 'en')).toMatch(/2026/);
  expect(startOfDay(noon)).toBe(new Date(2026, 5, 3).getTime());
});
