import { type Store, WritableStore } from '../Store.js';

/** How often the level is read, in ms: what an eye takes for continuous, at little cost. */
const READ_MS = 66;
/** Speech at a usual distance has an RMS of about 0.05 to 0.2 of full scale; this brings it to the upper half. */
const GAIN = 4;

/**
 * How loud a stream's sound is, from 0 to 1, as a store.
 *
 * Where the browser holds sound back until a gesture, the level stays 0 until the next click or key. It opens nothing
 * and stops nothing of the stream.
 */
export class LevelMeter {
  readonly level: Store<number>;
  readonly #level = new WritableStore(0);
  readonly #stops: (() => void)[] = [];

  constructor(stream: MediaStream) {
    this.level = this.#level;
    if (stream.getAudioTracks().length === 0 || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#level.set(loudness(samples));
    }, READ_MS);
    const resume = (): void => void context.resume();
    const gestures = ['pointerdown', 'keydown'] as const;
    for (const gesture of gestures) window.addEventListener(gesture, resume);
    resume();
    this.#stops.push(
      () => clearInterval(timer),
      () => {
        for (const gesture of gestures) window.removeEventListener(gesture, resume);
      },
      () => void context.close(),
    );
  }

  /** Frees the sound's machinery; the level is 0 from then on. */
  readonly stop = (): void => {
    for (const stop of this.#stops.splice(0)) stop();
    this.#level.set(0);
  };
}

/** Root mean square of samples from -1 to 1, brought to 0..1 and rounded, so that silence changes nothing. */
export function loudness(samples: Float32Array): number {
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.round(Math.min(1, Math.sqrt(square) * GAIN) * 100) / 100;
}
