/** How many of a queue's last calls are looked at. */
const LAST = 50;

/** How long the last calls of each queue took an agent, talk and wrap-up together, in ms: what an estimate stands on. */
export class Handled {
  readonly #before: (queueId: string) => readonly number[];
  readonly #byQueue = new Map<string, number[]>();

  /** `before`: what the records know. */
  constructor(before: (queueId: string) => readonly number[]) {
    this.#before = before;
  }

  of(queueId: string): readonly number[] {
    return this.#last(queueId);
  }

  add(queueId: string, ms: number): void {
    const last = this.#last(queueId);
    last.push(ms);
    if (last.length > LAST) last.shift();
  }

  forget(queueId: string): void {
    this.#byQueue.delete(queueId);
  }

  #last(queueId: string): number[] {
    const last = this.#byQueue.get(queueId) ?? this.#before(queueId).slice(-LAST);
    this.#byQueue.set(queueId, last);
    return last;
  }
}
