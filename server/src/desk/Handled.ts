/** How many of a queue's last calls are looked at. */
const LAST = 50;

/** How long the last calls of each queue took an agent, talk and wrap-up together, in ms: what an estimate stands on. */
export class Handled {
  readonly #before: (queueId: string) => readonly number[];
  readonly #byQueue = new Map<string, readonly number[]>();

  /** `before`: what the records know. */
  constructor(before: (queueId: string) => readonly number[]) {
    this.#before = before;
  }

  of(queueId: string): readonly number[] {
    return this.#byQueue.get(queueId) ?? this.#before(queueId);
  }

  add(queueId: string, ms: number): void {
    this.#byQueue.set(queueId, [...this.of(queueId), ms].slice(-LAST));
  }

  forget(queueId: string): void {
    this.#byQueue.delete(queueId);
  }
}
