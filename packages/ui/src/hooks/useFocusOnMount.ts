import { type RefObject, useEffect, useRef } from 'react';

/** Moves the focus to an element when a screen appears, so that keyboard and screen reader are where the eye is. */
export function useFocusOnMount<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
  }, []);
  return ref;
}
