/** How often is looked, in ms. */
export const LOOK_MS = 250;
/** How much later than asked the page may come to its work, in ms, before frames are surely lost: two and a half at 30 Hz. */
export const LATE_MS = 80;
/** Fewer pictures a second than this are no movement any more. A camera in a dark room still gives 10 to 15. */
export const LEAST_RATE = 6;
/** So many looks make it a strain, and not the moment in which a screen is drawn: 5 s. */
const LOOKS = 20;

/** What one look sees. */
interface Look {
  /** How much later than asked the page came to it, in ms. */
  readonly lateMs: number;
  /** How many pictures the effect has given so far. */
  readonly frames: number;
}

/**
 * Whether the machine keeps up: a page that comes late to everything has no time for an effect, and one that is
 * punctual may still wait for its graphics. The last 5 s count, so that a short jam is forgiven.
 */
export class Strain {
  #looks: readonly Look[] = [];

  /** One more look; true once it has been too much for 5 s. */
  isTooMuch(look: Look): boolean {
    this.#looks = [...this.#looks, look].slice(-LOOKS);
    const [first] = this.#looks;
    if (!first || this.#looks.length < LOOKS) return false;
    const lateMs = this.#looks.reduce((sum, each) => sum + each.lateMs, 0);
    const passedMs = (LOOKS - 1) * LOOK_MS + lateMs - first.lateMs;
    const rate = ((look.frames - first.frames) * 1_000) / passedMs;
    return lateMs / LOOKS > LATE_MS || rate < LEAST_RATE;
  }
}
