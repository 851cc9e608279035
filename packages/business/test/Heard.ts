/** Things that happened, in their order; a test takes the next one, and waits for it if need be. */
export class Heard<T> {
  readonly #waiting: T[] = [];
  readonly #takers: ((item: T) => void)[] = [];

  readonly add = (item: T): void => {
    const taker = this.#takers.shift();
    if (taker) taker(item);
    else this.#waiting.push(item);
  };

  next(): Promise<T> {
    if (this.#waiting.length > 0) return Promise.resolve(this.#waiting.shift() as T);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** What was not taken yet. */
  get rest(): readonly T[] {
    return this.#waiting;
  }
}
