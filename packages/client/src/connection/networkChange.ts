/** What some browsers tell of the network; `type` is `wifi`, `cellular`, `ethernet`, … where it is known. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

/** Calls the listener when this machine is on another network, or back on one; returns what ends it. */
export function onNetworkChange(listener: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const ending = new AbortController();
  const { signal } = ending;
  window.addEventListener('online', listener, { signal });
  const { connection } = navigator as Navigator & { readonly connection?: NetworkInformation };
  let type = connection?.type;
  // It also tells of each new guess at the bandwidth, which is no change of network.
  const compare = (): void => {
    if (connection?.type === type) return;
    type = connection?.type;
    listener();
  };
  connection?.addEventListener('change', compare, { signal });
  return () => ending.abort();
}
