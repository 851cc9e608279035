/** Keys kept; beyond it the oldest are forgotten, so that many names cannot fill the memory. */
const KEYS = 50_000;

/** Bounds how often something may be tried, in fixed windows that begin with the first try. What turned out well is given back. */
export class Attempts {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #windows = new Map<string, { readonly since: number; count: number }>();

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** How long to wait before the next try, in ms; 0 if one may be made now. */
  waitMs(key: string, now: number): number {
    const window = this.#windows.get(key);
    if (!window || now - window.since >= this.#windowMs || window.count < this.#most) return 0;
    return window.since + this.#windowMs - now;
  }

  /** Counts a try before its outcome is known: what is tried at the same time counts too. */
  take(key: string, now: number): void {
    let window = this.#windows.get(key);
    if (!window || now - window.since >= this.#windowMs) {
      this.#windows.delete(key);
      window = { since: now, count: 0 };
      this.#windows.set(key, window);
      this.#forget(now);
    }
    window.count += 1;
  }

  /** It was no failure. */
  giveBack(key: string): void {
    const window = this.#windows.get(key);
    if (window && window.count > 0) window.count -= 1;
  }

  #forget(now: number): void {
    for (const [key, { since }] of this.#windows) {
      if (now - since < this.#windowMs && this.#windows.size <= KEYS) break;
      this.#windows.delete(key);
    }
  }
}
