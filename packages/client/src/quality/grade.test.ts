import { describe, expect, test } from 'vitest';
import { GOOD, type Grade, gradeOf, type Judgment, judge, UNJUDGED } from './grade.js';
import type { Sample } from './Sample.js';

const CLEAR = { bitrate: 500_000, loss: 0, jitterMs: 5, slots: {} };
const FINE: Sample = {
  at: 0,
  sent: CLEAR,
  received: CLEAR,
  roundTripMs: 40,
  reportAgeMs: 500,
  availableBitrate: 2_000_000,
  limitedBy: null,
  route: null,
};
const after = (samples: readonly Grade[], from: Judgment = UNJUDGED) => samples.reduce(judge, from);
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const LOSS: Grade = { step: 'poor', reason: 'loss' };
const SLOW: Grade = { step: 'fair', reason: 'roundTrip' };

describe('a second of a call', () => {
  test('is good where nothing is wrong, or nothing is known', () => {
    expect(gradeOf(FINE, true)).toEqual(GOOD);
    const unknown = { ...FINE, sent: { ...CLEAR, loss: null, jitterMs: null }, roundTripMs: null };
    expect(gradeOf({ ...unknown, availableBitrate: null }, true)).toEqual(GOOD);
  });

  test('is worse by loss in either direction, round trip, jitter, bandwidth or CPU, and says which', () => {
    expect(gradeOf({ ...FINE, received: { ...CLEAR, loss: 0.03 } }, true)).toEqual({ step: 'fair', reason: 'loss' });
    expect(gradeOf({ ...FINE, sent: { ...CLEAR, loss: 0.2 } }, true)).toEqual(LOSS);
    expect(gradeOf({ ...FINE, roundTripMs: 300 }, true)).toEqual(SLOW);
    expect(gradeOf({ ...FINE, received: { ...CLEAR, jitterMs: 200 } }, true)).toEqual({
      step: 'poor',
      reason: 'roundTrip',
    });
    const tight: Sample = { ...FINE, limitedBy: 'bandwidth', availableBitrate: 90_000 };
    expect(gradeOf(tight, true)).toEqual({ step: 'poor', reason: 'bandwidth' });
    expect(gradeOf(tight, false)).toEqual(GOOD);
    expect(gradeOf({ ...FINE, limitedBy: 'cpu' }, true)).toEqual({ step: 'fair', reason: 'cpu' });
  });

  test('names the heavier of two', () => {
    expect(gradeOf({ ...FINE, roundTripMs: 300, sent: { ...CLEAR, loss: 0.2 } }, true)).toEqual(LOSS);
  });
});

describe('what is said of the call', () => {
  test('is good at first, and stays so over a bad second or two', () => {
    expect(after([GOOD, LOSS, LOSS, GOOD, GOOD]).said).toEqual(GOOD);
  });

  test('gets worse with three bad seconds of five, no worse than three of them were', () => {
    expect(after([LOSS, GOOD, LOSS, GOOD, LOSS]).said).toEqual(LOSS);
    expect(after([SLOW, LOSS, SLOW]).said).toEqual(SLOW);
  });

  test('gets better after eight better seconds in a row, to the worst of them', () => {
    const poor = after(times(3, LOSS));
    expect(after(times(7, GOOD), poor).said).toEqual(LOSS);
    expect(after(times(8, GOOD), poor).said).toEqual(GOOD);
    expect(after([...times(4, GOOD), SLOW, ...times(3, GOOD)], poor).said).toEqual(SLOW);
  });

  test('does not flicker where every other second is bad', () => {
    let judgment = UNJUDGED;
    const said = new Set<string>();
    for (let second = 0; second < 120; second += 1) {
      judgment = judge(judgment, second % 2 === 0 ? LOSS : GOOD);
      if (second > 5) said.add(judgment.said.step);
    }
    expect([...said]).toEqual(['poor']);
  });

  test('changes its reason with what weighs now', () => {
    const slow: Grade = { step: 'poor', reason: 'roundTrip' };
    expect(after(times(5, slow), after(times(5, LOSS))).said).toEqual(slow);
  });
});
