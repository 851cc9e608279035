import { asWayBack, type WayBack } from './WayBack.js';

/** Where ways back lie, for every tab of this browser. Nothing of it fails: where nothing can be kept, nothing is. */
export interface WayBackShelf {
  all(): Promise<readonly WayBack[]>;
  put(way: WayBack): void;
  forget(endpointId: string): void;
  /** All that are this person's. */
  forgetAllOf(userId: string): void;
}

const NAME = 'frontdesk';
const STORE = 'ways-back';

/**
 * The browser's own, in IndexedDB.
 *
 * Not in localStorage: Chromium writes that to disk some seconds later, and at most once a minute, so a browser that
 * crashes in the first minutes of a visit has forgotten the call.
 */
export function browserShelf(): WayBackShelf {
  let opened: Promise<IDBDatabase | null> | null = null;
  const change = async (act: (store: IDBObjectStore) => void): Promise<void> => {
    opened ??= open();
    const database = await opened;
    attempt(() => database && act(database.transaction(STORE, 'readwrite').objectStore(STORE)));
  };
  return {
    all: async () => {
      opened ??= open();
      const database = await opened;
      const request = attempt(() => database?.transaction(STORE).objectStore(STORE).getAll() ?? null);
      const found = request && (await done(request));
      return (found ?? []).map(asWayBack).filter((way) => way !== null);
    },
    put: (way) => void change((store) => store.put(way, way.endpointId)),
    forget: (endpointId) => void change((store) => store.delete(endpointId)),
    // In one transaction: whoever looks behind it finds nothing.
    forgetAllOf: (userId) =>
      void change((store) => {
        const request = store.openCursor();
        request.addEventListener('success', () => {
          const cursor = request.result;
          if (!cursor) return;
          if (asWayBack(cursor.value)?.session.user.userId === userId) cursor.delete();
          cursor.continue();
        });
      }),
  };
}

async function open(): Promise<IDBDatabase | null> {
  const request = attempt(() => indexedDB.open(NAME, 1));
  if (!request) return null;
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T | null> {
  return new Promise((resolve) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => resolve(null));
  });
}

/** A browser that forbids storage throws at the mention of it. */
function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}
