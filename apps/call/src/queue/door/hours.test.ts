import { describe, expect, it } from 'vitest';
import { clocksDiffer, dayName, openToday, placeOf } from './hours.js';

const OFFICE = {
  timeZone: 'Europe/Berlin',
  week: {
    1: [
      { from: '13:00', to: '17:30' },
      { from: '09:00', to: '12:00' },
    ],
    5: [{ from: '09:00', to: '24:00' }],
  },
  holidays: { '2026-12-25': [], '2026-12-28': [{ from: '10:00', to: '12:00' }] },
};

const at = (iso: string): number => Date.parse(iso);
const spans = (now: string): readonly string[] =>
  openToday(OFFICE, at(now)).map(({ from, to }) => `${new Date(from).toISOString()} ${new Date(to).toISOString()}`);

describe('the hours of today', () => {
  it('are those of the queue’s own day, in order, winter and summer', () => {
    expect(spans('2026-11-30T03:00:00Z')).toEqual([
      '2026-11-30T08:00:00.000Z 2026-11-30T11:00:00.000Z',
      '2026-11-30T12:00:00.000Z 2026-11-30T16:30:00.000Z',
    ]);
    expect(spans('2026-06-01T03:00:00Z')[0]).toBe('2026-06-01T07:00:00.000Z 2026-06-01T10:00:00.000Z');
    // In Berlin it is Monday already.
    expect(spans('2026-11-29T23:30:00Z').length).toBe(2);
  });

  it('go on to the end of a day', () => {
    expect(spans('2026-12-04T10:00:00Z')).toEqual(['2026-12-04T08:00:00.000Z 2026-12-04T23:00:00.000Z']);
  });

  it('are others on a holiday, and none on a day that is not named', () => {
    expect(spans('2026-12-25T10:00:00Z')).toEqual([]);
    expect(spans('2026-12-28T10:00:00Z')).toEqual(['2026-12-28T09:00:00.000Z 2026-12-28T11:00:00.000Z']);
    expect(spans('2026-12-01T10:00:00Z')).toEqual([]);
  });
});

it('tells zones apart by what their clocks show at that time', () => {
  expect(clocksDiffer('Europe/Berlin', 'Europe/Paris', at('2026-06-01T00:00:00Z'))).toBe(false);
  expect(clocksDiffer('Europe/Berlin', 'Asia/Shanghai', at('2026-06-01T00:00:00Z'))).toBe(true);
  expect(clocksDiffer('Europe/London', 'UTC', at('2026-12-01T00:00:00Z'))).toBe(false);
  expect(clocksDiffer('Europe/London', 'UTC', at('2026-06-01T00:00:00Z'))).toBe(true);
  expect(clocksDiffer('No/Where', 'UTC', 0)).toBe(false);
});

it('names the day as people do, by the customer’s clock', () => {
  const now = at('2026-11-29T12:00:00Z');
  const name = (iso: string) => dayName(at(iso), now, 'Europe/Berlin');
  expect(name('2026-11-29T22:00:00Z')).toBe('today');
  expect(name('2026-11-29T23:30:00Z')).toBe('tomorrow');
  expect(name('2026-12-05T12:00:00Z')).toBe('weekday');
  expect(name('2026-12-06T12:00:00Z')).toBe('date');
});

it('names a zone by its place', () => {
  expect(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC'].map(placeOf)).toEqual([
    'Berlin',
    'Buenos Aires',
    'UTC',
  ]);
});
