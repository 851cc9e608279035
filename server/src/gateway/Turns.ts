/**
 * Carries one connection's commands out in the order in which they came, each when the one before is done: whoever sends two
 * in one breath means the second to meet what the first has done. Other connections are not waited for.
 */
export class Turns {
  #last: Promise<void> | null = null;

  /** `command` must not reject. */
  take(command: () => Promise<void> | undefined): void {
    const done = this.#last ? this.#last.then(command) : command();
    if (!done) return;
    const last = done.then(() => {
      if (this.#last === last) this.#last = null;
    });
    this.#last = last;
  }
}
