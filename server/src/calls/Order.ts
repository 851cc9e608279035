/** A place in the order in which the steps of a call are told. */
export interface Place {
  /** Resolves when all before have left; null if there are none. */
  readonly isNext: Promise<void> | null;
  readonly leave: () => void;
}

/**
 * The steps of one call are told in the order in which they are saved, whoever's turn it is to go on after the save: a
 * signal must not overtake START, nor the loss of a page the end.
 *
 * A place is taken before the save. Of two that save from the same version only one can; the other leaves, reads again and
 * takes a later place. So the order of places is the order of versions.
 */
export class Order {
  readonly #last = new Map<string, Promise<void>>();

  take(callId: string): Place {
    const isNext = this.#last.get(callId) ?? null;
    let leave: () => void = () => undefined;
    const hasLeft = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const mine = isNext ? isNext.then(() => hasLeft) : hasLeft;
    this.#last.set(callId, mine);
    void mine.then(() => {
      if (this.#last.get(callId) === mine) this.#last.delete(callId);
    });
    return { isNext, leave };
  }

  /** Resolves when all that is saved of a call is told; null if it is. */
  told(callId: string): Promise<void> | null {
    return this.#last.get(callId) ?? null;
  }
}
