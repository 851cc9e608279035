import { useSyncExternalStore } from 'react';

/** Up to here five large buttons stand beside each other, and not a sixth. */
const NARROW = '(max-width: 26rem)';
/** From here on nine do. */
const WIDE = '(min-width: 46rem)';

function subscribeTo(words: string): (listener: () => void) => () => void {
  return (listener) => {
    const query = matchMedia(words);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  };
}

const subscribeNarrow = subscribeTo(NARROW);
const subscribeWide = subscribeTo(WIDE);

/** Whether the page is as narrow as a phone held upright. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribeNarrow, () => matchMedia(NARROW).matches);
}

/** Whether the page is as wide as a tablet held upright. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribeWide, () => matchMedia(WIDE).matches);
}
