import { useSyncExternalStore } from 'react';

/** The address of the check: a link of its own, which a service may send, and which the browser's Back leaves. */
export const CHECK_LINK = '#check';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Whether the address asks for the check. */
export function useCheckLink(): boolean {
  return useSyncExternalStore(subscribe, () => location.hash === CHECK_LINK);
}

/** Back to where one came from. */
export function leaveCheck(): void {
  history.replaceState(null, '', location.pathname + location.search);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
