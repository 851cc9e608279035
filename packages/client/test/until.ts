import type { CallView, Store } from '../src/index.js';
import type { Tab } from './Tab.js';

/** Waits for a store to show something. */
export function until<T>(store: Store<T>, isThere: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isThere(store.get())) return;
      stop();
      resolve(store.get());
    };
    const stop = store.subscribe(look);
    queueMicrotask(look);
  });
}

export function shows(tab: Tab, state: CallView['state']): Promise<CallView> {
  return until(tab.client.call, (view) => view.state === state);
}

/** Waits until media would flow between these pages. */
export async function linked(...both: Tab[]): Promise<void> {
  await Promise.all(both.map((tab) => until(tab.client.media, (view) => view.link === 'connected')));
}
