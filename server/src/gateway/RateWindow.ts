/** The window in which commands are counted, in ms (section 3). */
const WINDOW_MS = 10_000;

/**
 * Counts in fixed windows of 10 s.
 *
 * Our own dozen lines because it stands on the path of every signal: the library tried beside it costs 4 µs a command,
 * which is as much as parsing it (ADR 4).
 */
export class RateWindow {
  #since = 0;
  #count = 0;

  /** Counts one more; how many there were in this window, this one among them. */
  count(now: number): number {
    if (now - this.#since >= WINDOW_MS) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count;
  }
}
