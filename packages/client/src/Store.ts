/**
 * A value that changes over time, as whole immutable snapshots.
 *
 * `get` and `subscribe` are bound, so `useSyncExternalStore(store.subscribe, store.get)` works as it stands.
 */
export interface Store<T> {
  readonly get: () => T;
  /** Calls `listener` after each change; returns what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The owner's end of a {@link Store}: whoever holds one may write. */
export class WritableStore<T> implements Store<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    // A function of its own per subscription: the same listener may subscribe twice and end each by itself.
    const entry = (): void => listener();
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  };

  /** Replaces the snapshot and tells everybody, unless it is the same one. */
  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Replaces some fields of the snapshot, and tells nobody of what is the same. */
  patch(fields: Partial<T>): void {
    const next = { ...this.#value, ...fields };
    const isSame = (Object.keys(fields) as (keyof T)[]).every((key) => Object.is(next[key], this.#value[key]));
    if (!isSame) this.set(next);
  }
}
