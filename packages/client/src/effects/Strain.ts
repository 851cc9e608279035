/** How often the page is looked at, in ms. */
export const LOOK_MS = 250;
/** How much later than asked the page may come to its work, in ms, before frames are surely lost: two and a half at 30 Hz. */
export const LATE_MS = 80;
/** So many looks in a row make it a strain, and not the moment in which a screen is drawn: 5 s. */
const LOOKS = 20;

/**
 * Whether the machine keeps up. An effect on pictures runs where the page runs, so a page that comes late to everything
 * has no time left for it. The mean of the last 5 s counts, so that a short jam is forgiven.
 */
export class Strain {
  #lateness: number[] = [];

  /** One look, so much later than asked, in ms; true once it has been too much for 5 s. */
  isTooMuch(lateMs: number): boolean {
    this.#lateness = [...this.#lateness, lateMs].slice(-LOOKS);
    const mean = this.#lateness.reduce((sum, each) => sum + each, 0) / this.#lateness.length;
    return this.#lateness.length === LOOKS && mean > LATE_MS;
  }
}
