import { useSyncExternalStore } from 'react';

/** One clock for all timers of a page, so that they tick together; it runs only while somebody looks. */
const listeners = new Set<() => void>();
let interval: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    interval = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(interval);
  };
}

/** The time in epoch ms, renewed each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
