import { useSyncExternalStore } from 'react';
import { hashOf, type Route, routeOf } from './route.js';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Where in the console one is, and how to go elsewhere. */
export function useRoute(): readonly [Route, (route: Route) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return [routeOf(hash), go];
}

function go(route: Route): void {
  location.hash = hashOf(route);
}
