/** Where it is said; as a logger's. */
interface Log {
  error(fields: { readonly err: unknown; readonly waiting: number }, text: string): void;
  info(text: string): void;
}

/** How often the log says that records can't be written, in ms: a full disk lasts, and its log would fill it further. */
const AGAIN_MS = 60_000;

/** What the operator is told of records that can't be written: in the log once a minute, in figures, and by `/healthz`. */
export class Faults {
  readonly #log: Log;
  readonly #now: () => number;
  #saidAt = Number.NEGATIVE_INFINITY;
  #count = 0;
  #isFailing = false;

  constructor(log: Log, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  /** How often something refused. */
  get count(): number {
    return this.#count;
  }

  /** Whether the last that was to be written was refused. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  readonly note = (error: unknown, waiting: number): void => {
    this.#count += 1;
    this.#isFailing = true;
    if (this.#now() - this.#saidAt < AGAIN_MS) return;
    this.#saidAt = this.#now();
    const advice = 'records of calls can’t be written: calls go on, and what is to be written waits. Is the disk full?';
    this.#log.error({ err: error, waiting }, advice);
  };

  readonly written = (): void => {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    this.#saidAt = Number.NEGATIVE_INFINITY;
    this.#log.info('records of calls are written again');
  };
}
