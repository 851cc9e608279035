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

  /** Counts one more, or one that weighs as much as several; how many there were in this window, this one among them. */
  count(now: number, weight = 1): number {
    if (now - this.#since >= WINDOW_MS) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += weight;
    return this.#count;
  }

  /** Whether the window has passed: then it counts for nothing any more. */
  isOver(now: number): boolean {
    return now - this.#since >= WINDOW_MS;
  }
}

/** Windows by name. They outlive the connection that filled them: a limit that a reconnect resets would be none. */
export class RateWindows {
  readonly #windows = new Map<string, RateWindow>();
  #sweptAt = 0;

  /** Counts one more under that name, as above. */
  count(name: string, now: number, weight = 1): number {
    let window = this.#windows.get(name);
    if (!window) {
      this.#sweep(now);
      window = new RateWindow();
      this.#windows.set(name, window);
    }
    return window.count(now, weight);
  }

  /** How many are kept. */
  get size(): number {
    return this.#windows.size;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < WINDOW_MS) return;
    this.#sweptAt = now;
    for (const [name, window] of this.#windows) if (window.isOver(now)) this.#windows.delete(name);
  }
}
