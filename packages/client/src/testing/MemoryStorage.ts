import type { StorageLike } from '../Keep.js';

/** A browser's storage, for tests: what a reload keeps. */
export class MemoryStorage implements StorageLike {
  readonly map = new Map<string, string>();

  get length(): number {
    return this.map.size;
  }

  key(at: number): string | null {
    return [...this.map.keys()][at] ?? null;
  }

  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.map.set(key, value);
  }

  removeItem(key: string): void {
    this.map.delete(key);
  }
}
