import { describe, expect, test } from 'vitest';
import {
  beat,
  checksOf,
  frozen,
  isProved,
  median,
  NO_FACTS,
  type ReachFacts,
  unreachableOf,
  withRoundTrip,
} from './reach.js';

const GOOD: ReachFacts = {
  sound: 'running',
  microphone: 'alive',
  roundTripsMs: [20, 30, 40],
  pulse: { at: 1_000, late: 0 },
};

describe('[P1] a call is offered only to who would notice it', () => {
  test('nothing is proved before it was looked at, and nothing said against it', () => {
    expect(isProved(NO_FACTS)).toBe(false);
    expect(unreachableOf(NO_FACTS)).toBeNull();
    expect(checksOf(NO_FACTS)).toEqual({ sound: 'unknown', microphone: 'unknown', line: 'unknown', page: 'unknown' });
  });

  test('sound, microphone, line and page, each alone, speak against it', () => {
    expect([isProved(GOOD), unreachableOf(GOOD)]).toEqual([true, null]);
    expect(unreachableOf({ ...GOOD, sound: 'blocked' })).toBe('soundBlocked');
    expect(unreachableOf({ ...GOOD, sound: 'none' })).toBe('soundBlocked');
    expect(unreachableOf({ ...GOOD, microphone: 'denied' })).toBe('microphoneDead');
    expect(unreachableOf({ ...GOOD, microphone: 'silenced' })).toBe('microphoneDead');
    expect(unreachableOf({ ...GOOD, roundTripsMs: [1_000] })).toBe('lineSlow');
    expect(unreachableOf({ ...GOOD, pulse: { at: 1_000, late: 1 } })).toBe('pageFrozen');
  });
});

test('of the last three ways to the server and back the middle one counts', () => {
  const facts = [1_500, 20, 30, 1_800].reduce(withRoundTrip, GOOD);
  expect(facts.roundTripsMs).toEqual([20, 30, 1_800]);
  expect(unreachableOf(facts)).toBeNull();
  expect(unreachableOf(withRoundTrip(facts, 1_200))).toBe('lineSlow');
  expect([median([]), median([3]), median([9, 3])]).toEqual([null, 3, 3]);
});

test('a page that was frozen for more than five seconds is awake after three beats', () => {
  let pulse = beat({ at: null, late: 0 }, 0);
  pulse = beat(pulse, 5_000);
  expect(pulse).toEqual({ at: 5_000, late: 0 });
  pulse = beat(pulse, 10_001);
  expect(pulse.late).toBe(3);
  for (const at of [11_000, 12_000, 13_000]) pulse = beat(pulse, at);
  expect(pulse.late).toBe(0);
  expect(frozen(pulse).late).toBe(3);
});
