import { type Store, WritableStore } from '../Store.js';

/** `asking`: not known yet, for some ms. `elsewhere`: another page of this browser has it. */
export type LineClaimState = 'asking' | 'held' | 'elsewhere';

/** A page's claim to be the one of its browser that stands in line, or is in the call. */
export interface LineClaim {
  readonly state: Store<LineClaimState>;
  /** Takes it over from the page that has it. */
  take(): void;
  release(): void;
}

const NAME = 'frontdesk.line';

/**
 * Claims the one place that a browser has: a customer is one person, with one call, whatever the number of tabs.
 *
 * A lock: when the page that holds it closes, the next one gets it by itself. Where the browser has no Web Locks (plain
 * http) every page holds it, and the server's word decides.
 */
export function claimLine(locks: LockManager | null = globalThis.navigator?.locks ?? null): LineClaim {
  if (!locks) return { state: new WritableStore<LineClaimState>('held'), take: nothing, release: nothing };
  const state = new WritableStore<LineClaimState>('asking');
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));
  const ask = (options: LockOptions): void => {
    const hold = (): Promise<void> => {
      state.set('held');
      return ended;
    };
    locks.request(NAME, options, hold).catch(() => {
      if (ending.signal.aborted) return;
      // Taken over by another page; or a browser that forbids locks here.
      const isTaken = state.get() === 'held';
      state.set(isTaken ? 'elsewhere' : 'held');
      if (isTaken) ask({ signal: ending.signal });
    });
  };
  ask({ signal: ending.signal });
  void locks
    .query()
    .then(({ held = [] }) => {
      if (state.get() === 'asking' && held.some(({ name }) => name === NAME)) state.set('elsewhere');
    })
    .catch(nothing);
  return { state, take: () => ask({ steal: true }), release: () => ending.abort() };
}

function nothing(): void {}
