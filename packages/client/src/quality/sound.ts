/** How long a window of sound is that is looked at, in ms. */
export const WINDOW_MS = 50;
/** A voice is there in so many of so many windows: 250 of 300 ms. Keys and knocks are shorter than 100 ms. */
const VOICED = { count: 5, of: 6 };
/** A voice is at least this loud (RMS of full scale), and so many times louder than the room. */
const LEAST_RMS = 0.015;
const OVER_ROOM = 4;
/** How fast the room may be taken to be louder, a window. */
const ROOM_RISE = 1.01;

/** What was heard lately, the newest last. */
export interface Ear {
  readonly recent: readonly boolean[];
  /** How loud the room is without a voice (RMS). */
  readonly room: number;
}

export const DEAF: Ear = { recent: [], room: LEAST_RMS / OVER_ROOM };

/** Hears one more window of {@link WINDOW_MS}. */
export function hear(ear: Ear, rms: number): Ear {
  const isLoud = rms >= Math.max(LEAST_RMS, ear.room * OVER_ROOM);
  const room = Math.min(Math.max(rms, 1e-4), ear.room * ROOM_RISE);
  return { recent: [...ear.recent, isLoud].slice(-VOICED.of), room };
}

/** Whether somebody speaks: sound over 300 ms that stands out of the room. */
export function isVoice({ recent }: Ear): boolean {
  return recent.filter(Boolean).length >= VOICED.count;
}

/** Root mean square of samples from -1 to 1. */
export function rmsOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length > 0 ? Math.sqrt(sum / samples.length) : 0;
}

/** Exactly nothing: a microphone that works always has some noise. */
export function isDigitalSilence(samples: Float32Array): boolean {
  return samples.every((sample) => sample === 0);
}
