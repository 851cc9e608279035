import { describe, expect, test } from 'vitest';
import { DEAF, type Ear, hear, isDigitalSilence, isVoice, rmsOf } from './sound.js';

const windows = (...levels: readonly (readonly [rms: number, count: number])[]): number[] =>
  levels.flatMap(([rms, count]) => Array.from({ length: count }, () => rms));
const listen = (levels: readonly number[], ear: Ear = DEAF): Ear => levels.reduce(hear, ear);
const everHeard = (levels: readonly number[]): boolean =>
  levels.some((_, at) => isVoice(listen(levels.slice(0, at + 1))));

describe('a voice', () => {
  test('is heard after 250 ms, and over the short gaps in speech', () => {
    expect(isVoice(listen(windows([0.002, 20], [0.1, 4])))).toBe(false);
    expect(isVoice(listen(windows([0.002, 20], [0.1, 5])))).toBe(true);
    expect(isVoice(listen(windows([0.002, 20], [0.1, 3], [0.002, 1], [0.1, 2])))).toBe(true);
    expect(isVoice(listen(windows([0.1, 20], [0.002, 3])))).toBe(false);
  });

  test('is not the keys of a keyboard, nor a knock', () => {
    const keys = Array.from({ length: 30 }, () => windows([0.2, 1], [0.002, 2])).flat();
    expect(everHeard(keys)).toBe(false);
    expect(everHeard(windows([0.002, 20], [0.8, 2], [0.002, 20]))).toBe(false);
  });

  test('stands out of a loud room, which is no voice by itself for long', () => {
    const fan = listen(windows([0.03, 600]));
    expect(isVoice(fan)).toBe(false);
    expect(isVoice(listen(windows([0.2, 6]), fan))).toBe(true);
  });
});

describe('silence', () => {
  test('[P14] is digital only where every sample is exactly 0', () => {
    expect(isDigitalSilence(new Float32Array(64))).toBe(true);
    expect(isDigitalSilence(Float32Array.of(0, 0, 1e-6))).toBe(false);
    expect(rmsOf(Float32Array.of(0.5, -0.5))).toBe(0.5);
    expect(rmsOf(new Float32Array(0))).toBe(0);
  });
});
