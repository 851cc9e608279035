import { expect, it } from 'vitest';
import { loudness } from './LevelMeter.js';

it('is 0 in silence, in the upper half for speech, and never above 1', () => {
  const tone = (amplitude: number) => Float32Array.from({ length: 1_024 }, (_, at) => amplitude * Math.sin(at / 5));
  expect(loudness(new Float32Array(1_024))).toBe(0);
  expect(loudness(tone(0.2))).toBeGreaterThan(0.5);
  expect(loudness(tone(1))).toBe(1);
});
