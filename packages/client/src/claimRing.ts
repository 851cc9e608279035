import { type Store, WritableStore } from './Store.js';

/** A page's part in the ringing of one call. */
export interface RingClaim {
  /** True while this page is the one that makes the sound. */
  readonly held: Store<boolean>;
  /** The ring is over here; another page may take the sound over. */
  release(): void;
}

/**
 * Chooses one page of a person, among all in this browser, to ring for a call.
 *
 * A lock per user and call: the first page gets it, and when that page closes the next one goes on ringing. Where the
 * browser has no Web Locks (plain http) every page rings.
 */
export function claimRing(userId: string, callId: string, locks: LockManager | null = browserLocks()): RingClaim {
  if (!locks) return { held: new WritableStore(true), release: () => undefined };
  const held = new WritableStore(false);
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));
  locks
    .request(`frontdesk.ring.${userId}.${callId}`, { signal: ending.signal }, async () => {
      held.set(true);
      await ended;
    })
    // Refused by an abort before the lock was ours, or by a browser that forbids locks here: then ring.
    .catch(() => held.set(!ending.signal.aborted));
  return {
    held,
    release: () => {
      held.set(false);
      ending.abort();
    },
  };
}

function browserLocks(): LockManager | null {
  return globalThis.navigator?.locks ?? null;
}
