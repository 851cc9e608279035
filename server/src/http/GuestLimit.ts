/** New guests a minute from one address (section 3). */
const PER_MINUTE = 60;
const MINUTE_MS = 60_000;
/** Addresses kept; beyond it the oldest are forgotten, so that many addresses cannot fill the memory. */
const ADDRESSES = 50_000;

/** Bounds how many guests one address makes, in fixed windows of a minute. */
export class GuestLimit {
  readonly #windows = new Map<string, { readonly since: number; count: number }>();

  /** Takes one; answers 0, or how long to wait, in ms. */
  take(address: string, now: number): number {
    let window = this.#windows.get(address);
    if (!window || now - window.since >= MINUTE_MS) {
      this.#windows.delete(address);
      window = { since: now, count: 0 };
      this.#windows.set(address, window);
      this.#forget(now);
    }
    window.count += 1;
    return window.count > PER_MINUTE ? window.since + MINUTE_MS - now : 0;
  }

  #forget(now: number): void {
    for (const [address, { since }] of this.#windows) {
      if (now - since < MINUTE_MS && this.#windows.size <= ADDRESSES) break;
      this.#windows.delete(address);
    }
  }
}
