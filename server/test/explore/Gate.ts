/**
 * Holds one command just before it writes, so that another can run in the gap: what was read before the gap may be wrong
 * after it.
 */
export class Gate {
  /** How often someone has come here. */
  count = 0;
  #left = 0;
  #open: (() => void) | null = null;

  /** Holds whoever comes to the gate as the n-th. */
  arm(gap: number): void {
    this.#left = gap;
  }

  get isHolding(): boolean {
    return this.#open !== null;
  }

  /** Null where nobody is held: no turn of the event loop is lost then. */
  pass(): Promise<void> | null {
    this.count += 1;
    if (this.#left === 0) return null;
    this.#left -= 1;
    if (this.#left > 0) return null;
    return new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  disarm(): void {
    this.#left = 0;
  }

  /** Lets the one that is held go on. */
  release(): void {
    this.#open?.();
    this.#open = null;
  }
}
