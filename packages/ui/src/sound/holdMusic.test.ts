import { describe, expect, test } from 'vitest';
import { holdMusic, MUSIC_SECONDS } from './holdMusic.js';

describe('the music on hold', () => {
  const notes = holdMusic();

  test('ends before it begins again, so that its seam is silence', () => {
    expect(notes.filter(({ at, lasts }) => at < 0 || lasts <= 0 || at + lasts > MUSIC_SECONDS)).toEqual([]);
    expect(MUSIC_SECONDS).toBeGreaterThanOrEqual(20);
  });

  test('is quiet: all that sounds at once stays far below full', () => {
    const loudest = (t: number): number =>
      notes.filter(({ at, lasts }) => t >= at && t < at + lasts).reduce((sum, { loud }) => sum + loud * 1.3, 0);
    const all = Array.from({ length: MUSIC_SECONDS * 10 }, (_, tenth) => loudest(tenth / 10));
    expect(Math.max(...all)).toBeLessThan(0.8);
  });

  test('has no shrill and no rumbling tone', () => {
    expect(notes.filter(({ pitch }) => pitch < 80 || pitch > 1_400)).toEqual([]);
  });
});
