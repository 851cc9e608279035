import { useCallback, useSyncExternalStore } from 'react';

/** Up to here five large buttons stand beside each other, and not a sixth. */
const NARROW = '(max-width: 26rem)';

/** Whether the page is as narrow as a phone held upright, or as another media query says. */
export function useNarrow(media = NARROW): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const query = matchMedia(media);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(media).matches);
}
