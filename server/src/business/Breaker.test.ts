import { describe, expect, it } from 'vitest';
import { Breaker } from './Breaker.js';

/** A breaker that has opened at that time. */
function opened(at: number): Breaker {
  const breaker = new Breaker();
  for (let failure = 0; failure < 5; failure += 1) breaker.failed('question', at);
  return breaker;
}

describe('a breaker', () => {
  it('[C4] opens at the fifth failure in a row, and not before', () => {
    const breaker = new Breaker();
    for (let failure = 0; failure < 4; failure += 1) breaker.failed('question', 0);
    expect(breaker.admit(0)).toBe('question');
    breaker.failed('question', 0);
    expect([breaker.isOpen, breaker.admit(0)]).toEqual([true, null]);
  });

  it('[C4] counts failures in a row: a good answer between them starts the count again', () => {
    const breaker = new Breaker();
    for (let round = 0; round < 3; round += 1) {
      for (let failure = 0; failure < 4; failure += 1) breaker.failed('question', 0);
      breaker.succeeded();
    }
    expect(breaker.admit(0)).toBe('question');
  });

  it('[C4] lets one probe through after a second; a good answer to it closes it', () => {
    const breaker = opened(100);
    expect(breaker.admit(1_099)).toBeNull();
    expect([breaker.admit(1_100), breaker.admit(1_100), breaker.admit(90_000)]).toEqual(['probe', null, null]);
    breaker.succeeded();
    expect([breaker.isOpen, breaker.admit(1_100)]).toEqual([false, 'question']);
  });

  it('[C4] probes at intervals that double, up to 30 s, and starts over once closed', () => {
    const breaker = opened(0);
    const waits: number[] = [];
    let now = 0;
    for (let probe = 0; probe < 8; probe += 1) {
      const failedAt = now;
      while (!breaker.admit(now)) now += 500;
      waits.push(now - failedAt);
      breaker.failed('probe', now);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    breaker.succeeded();
    for (let failure = 0; failure < 5; failure += 1) breaker.failed('question', now);
    expect([breaker.admit(now + 999), breaker.admit(now + 1_000)]).toEqual([null, 'probe']);
  });

  it('does not take late failures of older questions for the probe’s', () => {
    const breaker = opened(0);
    expect(breaker.admit(1_000)).toBe('probe');
    breaker.failed('question', 1_200);
    expect(breaker.admit(20_000)).toBeNull();
    breaker.failed('probe', 20_000);
    expect([breaker.admit(21_999), breaker.admit(22_000)]).toEqual([null, 'probe']);
  });

  it('that an older question’s good answer has closed takes a failed probe for a first failure', () => {
    const breaker = opened(0);
    expect(breaker.admit(1_000)).toBe('probe');
    breaker.succeeded();
    breaker.failed('probe', 1_500);
    for (let failure = 0; failure < 3; failure += 1) breaker.failed('question', 1_500);
    expect(breaker.isOpen).toBe(false);
    breaker.failed('question', 1_500);
    expect(breaker.isOpen).toBe(true);
  });
});
