import type { Store } from '@frontdesk/client';
import { useSyncExternalStore } from 'react';

/** A store's present snapshot; the component renders again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
