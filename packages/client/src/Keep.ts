/** The part of `Storage` that is needed. */
export type StorageLike = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * A place for small JSON values that never throws.
 *
 * A browser with blocked cookies throws on the mere mention of `localStorage`, and a full one on writing: then the
 * value lives as long as the page does.
 */
export class Keep {
  readonly #storage: StorageLike | null;
  readonly #memory = new Map<string, string>();
  readonly #watchers = new Set<(key: string) => void>();

  constructor(storage: () => StorageLike | null) {
    this.#storage = attempt(storage);
  }

  /** The value, or null where there is none or what is there is not JSON. What shape it has, the caller checks. */
  read(key: string): unknown {
    const text = this.#memory.get(key) ?? attempt(() => this.#storage?.getItem(key) ?? null);
    return text === null ? null : attempt(() => JSON.parse(text) as unknown);
  }

  write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    const isKept = attempt(() => {
      this.#storage?.setItem(key, text);
      return this.#storage !== null;
    });
    if (isKept) this.#memory.delete(key);
    else this.#memory.set(key, text);
    this.#tell(key);
  }

  forget(key: string): void {
    this.#memory.delete(key);
    attempt(() => this.#storage?.removeItem(key));
    this.#tell(key);
  }

  /** Forgets every value whose key begins so. */
  forgetAll(prefix: string): void {
    const stored = attempt(() => Array.from({ length: this.#storage?.length ?? 0 }, (_, at) => this.#storage?.key(at)));
    for (const key of [...this.#memory.keys(), ...(stored ?? [])]) {
      if (key?.startsWith(prefix)) this.forget(key);
    }
  }

  /** Tells the key of each value that is written or forgotten by this keep, not by another of the same storage. */
  watch(watcher: (key: string) => void): void {
    this.#watchers.add(watcher);
  }

  #tell(key: string): void {
    for (const watcher of this.#watchers) watcher(key);
  }
}

/** This tab's own: survives a reload, is copied when the tab is duplicated. */
export function tabKeep(): Keep {
  return new Keep(() => globalThis.sessionStorage);
}

/** This browser's: shared by every tab of the page. */
export function browserKeep(): Keep {
  return new Keep(() => globalThis.localStorage);
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}
