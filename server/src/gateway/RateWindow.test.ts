import { describe, expect, it } from 'vitest';
import { RateWindow, RateWindows } from './RateWindow.js';

describe('a window', () => {
  it('counts for 10 s from its first, and then from the beginning', () => {
    const window = new RateWindow();
    expect([1_000_000, 1_004_000, 1_009_999].map((now) => window.count(now))).toEqual([1, 2, 3]);
    expect(window.isOver(1_009_999)).toBe(false);
    expect(window.isOver(1_010_000)).toBe(true);
    expect(window.count(1_010_000)).toBe(1);
  });
});

describe('windows by name', () => {
  it('count each for itself', () => {
    const windows = new RateWindows();
    expect([windows.count('a', 1), windows.count('a', 2), windows.count('b', 2)]).toEqual([1, 2, 1]);
  });

  it('are forgotten when they are over, and not before', () => {
    const windows = new RateWindows();
    windows.count('a', 20_000);
    windows.count('b', 25_000);
    windows.count('c', 31_000);
    expect(windows.size).toBe(2);
    expect(windows.count('b', 32_000)).toBe(2);
    expect(windows.count('a', 32_000)).toBe(1);
  });
});
