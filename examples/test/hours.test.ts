import { describe, expect, test } from 'vitest';
import { isOpen, nextOpening, readHours } from '../office-hours/hours.js';

const HOURS = {
  timeZone: 'Europe/Berlin',
  week: { monday: ['09:00-12:30', '13:30-17:00'], friday: ['09:00-15:00'], sunday: ['00:00-24:00'] },
  closedOn: ['2026-12-25'],
  alwaysWelcome: [],
};
const at = (time: string) => new Date(time);

describe('office hours', () => {
  test.each([
    ['before they begin', '2026-11-30T07:59:59Z', false],
    ['as they begin', '2026-11-30T08:00:00Z', true],
    ['in the last second of the morning', '2026-11-30T11:29:59Z', true],
    ['at lunch', '2026-11-30T11:30:00Z', false],
    ['in the afternoon', '2026-11-30T12:30:00Z', true],
    ['on a day that is not in the week', '2026-12-01T09:00:00Z', false],
    ['on a day that is closed after all', '2026-12-25T10:00:00Z', false],
    ['in summer, an hour earlier by UTC', '2026-06-29T07:00:00Z', true],
    ['in the last minute of a day that never closes', '2026-11-29T22:59:00Z', true],
    ['on Monday, which in UTC is Sunday still', '2026-11-29T23:00:00Z', false],
  ])('%s', (_, time, expected) => {
    expect(isOpen(HOURS, at(time))).toBe(expected);
  });

  test.each([
    ['today, if there is time', '2026-11-30T06:00:00Z', 'today at 09:00'],
    ['today, after lunch', '2026-11-30T12:00:00Z', 'today at 13:30'],
    ['on the next day that has hours', '2026-11-30T17:00:00Z', 'Friday 4 December at 09:00'],
    ['not on a day that is closed after all', '2026-12-22T10:00:00Z', 'Sunday 27 December at 00:00'],
  ])('open %s', (_, time, expected) => {
    expect(nextOpening(HOURS, at(time))).toBe(expected);
  });

  test('are those of the place, not of the machine', () => {
    const hours = { ...HOURS, timeZone: 'Asia/Kolkata', week: { tuesday: ['00:00-01:00'] } };
    expect(isOpen(hours, at('2026-11-30T18:30:00Z'))).toBe(true);
    expect(isOpen(hours, at('2026-12-01T00:30:00Z'))).toBe(false);
  });

  test('that never come are not promised', () => {
    expect(nextOpening({ ...HOURS, week: {} }, at('2026-11-30T06:00:00Z'))).toBeNull();
  });

  test.each([
    ['no time zone', { timeZone: undefined }, /timeZone is needed/],
    ['a time zone that is none', { timeZone: 'Europe/Nowhere' }, /Europe\/Nowhere/],
    ['a day that is none', { week: { Montag: [] } }, /no day "Montag"/],
    ['hours that end before they begin', { week: { monday: ['17:00-09:00'] } }, /not like "09:00-17:00"/],
    ['a date that is none', { closedOn: ['25.12.2026'] }, /not like "2026-12-25"/],
  ])('are refused with words: %s', (_, change, words) => {
    expect(() => readHours(JSON.stringify({ ...HOURS, ...change }))).toThrow(words);
  });
});
