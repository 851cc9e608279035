const MINUTE_MS = 60_000;
/** Keys kept; beyond it the oldest are forgotten, so that many addresses cannot fill the memory. */
const KEYS = 50_000;

/** Bounds how often one address, or one user, does something, in fixed windows: of a minute, unless said otherwise in ms. */
export class MinuteLimit {
  readonly #perWindow: number;
  readonly #windowMs: number;
  readonly #windows = new Map<string, { readonly since: number; count: number }>();

  constructor(perWindow: number, windowMs = MINUTE_MS) {
    this.#perWindow = perWindow;
    this.#windowMs = windowMs;
  }

  /** Takes one; answers 0, or how long to wait, in ms. */
  take(key: string, now: number): number {
    let window = this.#windows.get(key);
    if (!window || now - window.since >= this.#windowMs) {
      this.#windows.delete(key);
      window = { since: now, count: 0 };
      this.#windows.set(key, window);
      this.#forget(now);
    }
    window.count += 1;
    return window.count > this.#perWindow ? window.since + this.#windowMs - now : 0;
  }

  #forget(now: number): void {
    for (const [key, { since }] of this.#windows) {
      if (now - since < this.#windowMs && this.#windows.size <= KEYS) break;
      this.#windows.delete(key);
    }
  }
}
