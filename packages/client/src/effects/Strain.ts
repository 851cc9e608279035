import type { DeviceKind } from '../media/deviceProblem.js';

/** How often is looked, in ms. */
export const LOOK_MS = 250;
/** How much later than asked the page may come to its work, in ms, before frames are surely lost: two and a half at 30 Hz. */
export const LATE_MS = 80;
/** Fewer pictures a second than this are no movement any more. A camera in a dark room still gives 10 to 15. */
export const LEAST_RATE = 6;
/** Less sound than this a second, in seconds, is full of gaps. A change of the speaker alone may cost up to 1 s once. */
export const LEAST_SOUND = 0.8;
/** So many looks make it a strain, and not the moment in which a screen is drawn: 5 s. */
const LOOKS = 20;
/** Whoever comes so late, in ms, was not busy: the machine slept. */
const SLEPT_MS = 10_000;
/** What an effect may not exceed, or fall below; sound is made beside the page, which may be late as it likes. */
const LIMITS = {
  video: { lateMs: LATE_MS, rate: LEAST_RATE },
  audio: { lateMs: Number.POSITIVE_INFINITY, rate: LEAST_SOUND },
} as const;

/** What one look sees. */
interface Look {
  /** How much later than asked the page came to it, in ms. */
  readonly lateMs: number;
  /** How much the effect has given so far: pictures, or seconds of sound. */
  readonly made: number;
}

/**
 * Whether the machine keeps up: a page that comes late to everything has no time for pictures, and one that is punctual
 * may still wait for its graphics, or for its audio thread. The last 5 s count, so that a short jam is forgiven.
 */
export class Strain {
  readonly #limits: (typeof LIMITS)[DeviceKind];
  #looks: readonly Look[] = [];

  constructor(kind: DeviceKind) {
    this.#limits = LIMITS[kind];
  }

  /** One more look; true once it has been too much for 5 s. */
  isTooMuch(look: Look): boolean {
    this.#looks = look.lateMs > SLEPT_MS ? [] : [...this.#looks, look].slice(-LOOKS);
    const [first] = this.#looks;
    if (!first || this.#looks.length < LOOKS) return false;
    const lateMs = this.#looks.reduce((sum, each) => sum + each.lateMs, 0);
    const passedMs = (LOOKS - 1) * LOOK_MS + lateMs - first.lateMs;
    const rate = ((look.made - first.made) * 1_000) / passedMs;
    return lateMs / LOOKS > this.#limits.lateMs || rate < this.#limits.rate;
  }
}
