import { describe, expect, test } from 'vitest';
import { CHIME, RINGBACK, RINGTONE, renderTone, type Tone } from './tones.js';

const RATE = 8_000;

function peak(samples: Float32Array): number {
  return samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
}

describe.each<[string, Tone]>([
  ['the ringtone', RINGTONE],
  ['the ringback', RINGBACK],
  ['the chime', CHIME],
])('%s', (_, tone) => {
  const samples = renderTone(tone, RATE);

  test('lasts one period', () => {
    expect(samples.length).toBe(tone.period * RATE);
  });

  test('can be heard and never clips', () => {
    expect(peak(samples)).toBeGreaterThan(0.05);
    expect(peak(samples)).toBeLessThan(0.9);
  });

  test('begins and ends so softly that the loop has no click', () => {
    expect(samples[0]).toBe(0);
    expect(peak(samples.slice(-200))).toBeLessThan(0.02);
  });
});
