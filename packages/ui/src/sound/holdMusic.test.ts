import { expect, test } from 'vitest';
import { renderHoldMusic } from './holdMusic.js';

const RATE = 8_000;
const samples = renderHoldMusic(RATE);

function peak(of: Float32Array): number {
  return of.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
}

test('is heard all the time, quietly, and never clips', () => {
  expect(samples.length).toBe(24 * RATE);
  expect(peak(samples)).toBeLessThan(0.5);
  for (let second = 0; second < 24; second += 1) {
    expect(peak(samples.slice(second * RATE, (second + 1) * RATE))).toBeGreaterThan(0.05);
  }
});

test('goes on from its end to its beginning without a click', () => {
  const steps = samples.map((sample, at) => Math.abs(sample - (samples[at - 1] ?? sample)));
  const seam = Math.abs((samples[0] ?? 0) - (samples.at(-1) ?? 0));
  expect(seam).toBeLessThan(peak(steps));
});
