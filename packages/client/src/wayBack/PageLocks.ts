/** Tells lost pages from living ones: a lock that a page holds is freed by the browser when the page is gone, however it went. */
export interface PageLocks {
  /** Holds the lock of this endpoint; returns what frees it. */
  hold(endpointId: string): () => void;
  /** The endpoints whose pages live. */
  living(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'frontdesk.page.';

/** The browser's own; null where it has no Web Locks (plain http). */
export function browserLocks(locks: LockManager | undefined = globalThis.navigator?.locks): PageLocks | null {
  if (!locks) return null;
  return {
    hold: (endpointId) => {
      const ending = new AbortController();
      const { signal } = ending;
      const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      // Refused only by an abort before it was ours, or by a browser that forbids locks here.
      locks.request(PREFIX + endpointId, { signal }, () => ended).catch(() => undefined);
      return () => ending.abort();
    },
    living: async () => {
      const { held = [] } = await locks.query();
      const names = held.map(({ name = '' }) => name);
      return new Set(names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)));
    },
  };
}
