import { describe, expect, it } from 'vitest';
import { MinuteLimit } from './MinuteLimit.js';

describe('a limit', () => {
  it('is so many a minute for one key; then it says how long to wait', () => {
    const limit = new MinuteLimit(60);
    const now = 1_000_000;
    for (let guest = 1; guest <= 60; guest++) expect(limit.take('a', now + guest)).toBe(0);
    expect(limit.take('a', now + 20_001)).toBe(40_000);
    expect(limit.take('b', now + 20_001)).toBe(0);
    expect(limit.take('a', now + 60_000)).toBe(1);
    expect(limit.take('a', now + 60_001)).toBe(0);
  });

  it('cannot be filled up by many addresses: the oldest are forgotten', () => {
    const limit = new MinuteLimit(60);
    for (let guest = 1; guest <= 61; guest++) limit.take('first', 0);
    for (let address = 0; address < 50_000; address++) limit.take(`address ${address}`, 1);
    expect(limit.take('first', 2)).toBe(0);
  });
});
