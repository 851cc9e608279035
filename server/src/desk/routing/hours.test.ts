import { describe, expect, it } from 'vitest';
import { type Hours, isOpen, nextOpening } from './hours.js';

const OFFICE: Hours = {
  timeZone: 'Europe/Berlin',
  week: {
    1: [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:30' },
    ],
    5: [{ from: '09:00', to: '24:00' }],
    7: [{ from: '02:30', to: '04:00' }],
  },
  holidays: { '2026-12-25': [], '2026-12-26': [{ from: '10:00', to: '12:00' }] },
};

const at = (iso: string): number => Date.parse(iso);

describe('opening hours', () => {
  it('are those of the queue’s own clock, winter and summer', () => {
    expect(isOpen(OFFICE, at('2026-11-30T07:59:59Z'))).toBe(false);
    expect(isOpen(OFFICE, at('2026-11-30T08:00:00Z'))).toBe(true);
    expect(isOpen(OFFICE, at('2026-06-01T07:00:00Z'))).toBe(true);
    expect(isOpen(OFFICE, at('2026-06-01T15:30:00Z'))).toBe(false);
  });

  it('leave out the break, and weekdays that are not named', () => {
    expect(isOpen(OFFICE, at('2026-11-30T11:30:00Z'))).toBe(false);
    expect(isOpen(OFFICE, at('2026-12-01T10:00:00Z'))).toBe(false);
  });

  it('go on to the end of a day', () => {
    expect(isOpen(OFFICE, at('2026-12-04T22:59:59Z'))).toBe(true);
    expect(isOpen(OFFICE, at('2026-12-04T23:00:00Z'))).toBe(false);
  });

  it('are others on a holiday', () => {
    expect(isOpen(OFFICE, at('2026-12-25T10:00:00Z'))).toBe(false);
    expect(isOpen(OFFICE, at('2026-12-26T10:00:00Z'))).toBe(true);
  });

  it('without any, are always', () => {
    expect(isOpen(null, 0)).toBe(true);
    expect(nextOpening(null, 5)).toBe(5);
  });

  it('begin again on the next day that is open, holidays left out', () => {
    expect(nextOpening(OFFICE, at('2026-11-30T11:30:00Z'))).toBe(at('2026-11-30T12:00:00Z'));
    expect(nextOpening(OFFICE, at('2026-12-24T12:00:00Z'))).toBe(at('2026-12-26T09:00:00Z'));
  });

  it('begin later where the clock leaves their hour out', () => {
    expect(nextOpening(OFFICE, at('2027-03-28T00:00:00Z'))).toBe(at('2027-03-28T01:30:00Z'));
  });

  it('may never begin', () => {
    expect(nextOpening({ timeZone: 'UTC', week: {}, holidays: {} }, 0)).toBe(null);
  });
});
