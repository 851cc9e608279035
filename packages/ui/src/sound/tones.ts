/** One note of a tone. Times in seconds, pitch in Hz, loudness 0..1. */
interface Note {
  readonly at: number;
  readonly pitch: number;
  readonly loud: number;
  /** How long it takes to fall to a third. */
  readonly decay: number;
}

/** A sound that repeats until it is stopped. */
export interface Tone {
  /** Seconds until it begins again. */
  readonly period: number;
  readonly notes: readonly Note[];
}

/**
 * A call comes in: four bell-like notes of a major sixth chord, then a rest. Loud enough to be heard from the next
 * room at full volume, soft enough at its edges not to startle.
 */
export const RINGTONE: Tone = {
  period: 3.2,
  notes: [
    { at: 0, pitch: 659.26, loud: 0.3, decay: 0.28 },
    { at: 0.18, pitch: 830.61, loud: 0.3, decay: 0.28 },
    { at: 0.36, pitch: 987.77, loud: 0.3, decay: 0.34 },
    { at: 0.72, pitch: 1108.73, loud: 0.24, decay: 0.5 },
    { at: 1.2, pitch: 659.26, loud: 0.18, decay: 0.4 },
    { at: 1.38, pitch: 987.77, loud: 0.18, decay: 0.55 },
  ],
};

/** The other side rings: a low, short pair, quiet, since it is close to the caller's ear. */
export const RINGBACK: Tone = {
  period: 4,
  notes: [
    { at: 0, pitch: 392, loud: 0.12, decay: 0.45 },
    { at: 0.42, pitch: 493.88, loud: 0.1, decay: 0.6 },
  ],
};

/** One's turn comes nearer: two soft bells, going up. */
export const CHIME: Tone = {
  period: 1.6,
  notes: [
    { at: 0, pitch: 659.26, loud: 0.2, decay: 0.24 },
    { at: 0.2, pitch: 880, loud: 0.2, decay: 0.34 },
  ],
};

/** A struck bar sounds its pitch, a little of the octave, and of the tone two octaves above it for the strike. */
const PARTIALS = [
  { times: 1, loud: 1, decay: 1 },
  { times: 2, loud: 0.22, decay: 0.6 },
  { times: 4, loud: 0.1, decay: 0.22 },
] as const;

/** Seconds from silence to full loudness: without it each note begins with a click. */
const ATTACK = 0.012;

/**
 * One period of a tone as samples in -1..1, to be looped.
 *
 * The loop runs in the audio thread: a hidden page's timers may be slowed to one a minute, a looping buffer is not.
 */
export function renderTone(tone: Tone, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(tone.period * sampleRate));
  for (const note of tone.notes) {
    const first = Math.round(note.at * sampleRate);
    for (let i = first; i < samples.length; i += 1) {
      const t = (i - first) / sampleRate;
      const rise = Math.min(1, t / ATTACK);
      let value = 0;
      for (const partial of PARTIALS) {
        const fall = Math.exp(-t / (note.decay * partial.decay));
        value += Math.sin(2 * Math.PI * note.pitch * partial.times * t) * partial.loud * fall;
      }
      samples[i] = (samples[i] ?? 0) + value * rise * note.loud;
    }
  }
  return samples;
}
