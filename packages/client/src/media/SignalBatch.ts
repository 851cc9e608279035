import type { Clock } from '../Clock.js';
import type { LinkSignal } from './signals.js';

/** How long candidates are collected, in ms: a browser gathers its local ones within 5 to 20. */
const COLLECT_MS = 10;

/** Sends candidates in batches and descriptions at once, always in the order they came. */
export class SignalBatch {
  readonly #send: (data: object) => void;
  readonly #clock: Clock;
  #candidates: LinkSignal[] = [];
  #cancel: (() => void) | null = null;

  constructor(send: (data: object) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  add(signal: LinkSignal): void {
    if (signal.type === 'candidate') {
      this.#candidates.push(signal);
      this.#cancel ??= this.#clock.after(COLLECT_MS, () => this.#flush());
      return;
    }
    this.#flush();
    this.#send(signal);
  }

  /** Drops what is not sent yet. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#candidates = [];
  }

  #flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    const [first, ...more] = this.#candidates;
    this.#candidates = [];
    if (first) this.#send(more.length === 0 ? first : [first, ...more]);
  }
}
