/** What happens to the page as a whole, as a port. Each `on…` returns what ends it. */
export interface PageLife {
  /** A good moment to look at the line: shown again, back from the cache of pages, the network is back. */
  onWake(listener: () => void): () => void;
  /** The page goes away: closed, reloaded, or put into the cache of pages. Nobody can tell which. */
  onLeave(listener: () => void): () => void;
  /** Sends a body that still goes out while the page closes. */
  sendLast(url: string, body: object): void;
}

/** The browser's own page; silent where there is none (tests, workers). */
export function browserPage(): PageLife {
  if (typeof window === 'undefined') {
    return { onWake: () => () => undefined, onLeave: () => () => undefined, sendLast: () => undefined };
  }
  return {
    onWake: (listener) => {
      const ending = new AbortController();
      const { signal } = ending;
      window.addEventListener('online', listener, { signal });
      window.addEventListener('pageshow', (event) => event.persisted && listener(), { signal });
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener(), {
        signal,
      });
      return () => ending.abort();
    },
    onLeave: (listener) => {
      window.addEventListener('pagehide', listener);
      return () => window.removeEventListener('pagehide', listener);
    },
    sendLast: (url, body) => {
      navigator.sendBeacon(url, new Blob([JSON.stringify(body)], { type: 'application/json' }));
    },
  };
}
