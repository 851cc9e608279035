/** So many failures in a row, and a member is not asked any more. */
const FAILURES = 5;

/** How long the first probe waits, in ms. Each that fails doubles the wait for the next … */
const FIRST_PROBE_MS = 1_000;

/** … up to this, in ms: so long at most stays unasked who has recovered, as long as calls come in. */
const LAST_PROBE_MS = 30_000;

/** A question that a breaker has let through. */
export type Admission = 'question' | 'probe';

/**
 * Keeps a member that does not answer from holding up every call for the whole time to decide.
 *
 * Open, it lets one question through at growing, bounded intervals: a real call, since only those show that it decides again.
 */
export class Breaker {
  #failures = 0;
  #probeMs = FIRST_PROBE_MS;
  /** When the next probe may go; never while one is under way. */
  #probeAt = 0;

  get isOpen(): boolean {
    return this.#failures >= FAILURES;
  }

  /** Whether the member may be asked now. What is admitted must be told of by `succeeded`, `failed` or `abandoned`. */
  admit(now: number): Admission | null {
    if (!this.isOpen) return 'question';
    if (now < this.#probeAt) return null;
    this.#probeAt = Number.POSITIVE_INFINITY;
    return 'probe';
  }

  /** Any good answer closes it, also to a question from before it opened. */
  succeeded(): void {
    this.#failures = 0;
    this.#probeMs = FIRST_PROBE_MS;
  }

  /** What was asked needs no answer any more; if it was the probe, the next question is one. */
  abandoned(admission: Admission, now: number): void {
    if (admission === 'probe' && this.isOpen) this.#probeAt = now;
  }

  failed(admission: Admission, now: number): void {
    if (admission === 'probe') {
      // A good answer to an older question may have closed it meanwhile; this one is then a first failure.
      if (this.isOpen) this.#probeMs = Math.min(this.#probeMs * 2, LAST_PROBE_MS);
      else this.#failures = 1;
      this.#probeAt = now + this.#probeMs;
      return;
    }
    // Those that were under way when it opened say nothing new.
    if (this.isOpen) return;
    this.#failures += 1;
    if (this.isOpen) this.#probeAt = now + this.#probeMs;
  }
}
