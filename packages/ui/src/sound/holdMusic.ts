/** Samples a second of the music: what it holds above 12 kHz nobody hears, and half the samples are made in half the time. */
export const MUSIC_RATE = 24_000;

/** Seconds of one bar; the music is eight of them, and begins again. */
const BAR = 3;
/** Seconds from one note to the next. */
const STEP = BAR / 6;
/** Seconds from silence to full loudness. */
const ATTACK = 0.03;
/** A note is made for so many of its decays: then a thousandth is left. */
const DECAYS = 7;

/** The chords by their notes in semitones above A2 (110 Hz): D, B minor, G, A, and again with another middle. */
const CHORDS: readonly (readonly [bass: number, ...broken: number[]])[] = [
  [5, 17, 24, 29, 33, 29, 24],
  [2, 14, 21, 26, 29, 26, 21],
  [-2, 10, 17, 22, 26, 22, 17],
  [0, 12, 19, 24, 28, 24, 19],
  [5, 17, 21, 29, 36, 29, 21],
  [2, 14, 17, 26, 33, 26, 17],
  [-2, 10, 14, 22, 29, 26, 22],
  [0, 12, 16, 24, 31, 28, 24],
];

/** How a soft mallet on wood sounds: the pitch, a little of the octave, and of the third tone above it for the strike. */
const PARTIALS = [
  { times: 1, loud: 1, decay: 1 },
  { times: 2, loud: 0.16, decay: 0.5 },
  { times: 4, loud: 0.05, decay: 0.15 },
] as const;

/** A slow, quiet piece in broken chords, made here so that nobody's rights are in it; as samples in -1..1, to be looped. */
export function renderHoldMusic(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(CHORDS.length * BAR * sampleRate));
  CHORDS.forEach(([bass, ...broken], bar) => {
    strike(samples, sampleRate, { at: bar * BAR, semitones: bass, loud: 0.11, decay: 1.1 });
    broken.forEach((semitones, step) => {
      const isFirst = step === 0;
      strike(samples, sampleRate, {
        at: bar * BAR + step * STEP,
        semitones,
        loud: isFirst ? 0.075 : 0.055,
        decay: isFirst ? 0.8 : 0.6,
      });
    });
  });
  return samples;
}

interface Strike {
  /** Seconds. */
  readonly at: number;
  readonly semitones: number;
  /** 0..1 */
  readonly loud: number;
  /** Seconds to a third. */
  readonly decay: number;
}

/** Adds one note; what sounds past the end sounds on at the beginning, so that the loop has no seam. */
function strike(samples: Float32Array, sampleRate: number, { at, semitones, loud, decay }: Strike): void {
  const first = Math.round(at * sampleRate);
  const pitch = 110 * 2 ** (semitones / 12);
  for (const partial of PARTIALS) {
    const fall = decay * partial.decay;
    const count = Math.round(fall * DECAYS * sampleRate);
    const turn = 2 * Math.cos((2 * Math.PI * pitch * partial.times) / sampleRate);
    const fade = Math.exp(-1 / (fall * sampleRate));
    // A sine by its recurrence: one multiplication a sample, where a phone has a million of them to make.
    let [before, now] = [-Math.sin((2 * Math.PI * pitch * partial.times) / sampleRate), 0];
    let level = loud * partial.loud;
    for (let i = 0; i < count; i += 1) {
      const place = (first + i) % samples.length;
      samples[place] = (samples[place] ?? 0) + now * level * Math.min(1, i / (ATTACK * sampleRate));
      [before, now] = [now, turn * now - before];
      level *= fade;
    }
  }
}
