import { type RefObject, useCallback, useSyncExternalStore } from 'react';

interface Fullscreen {
  /** False where the browser has none, such as an iPhone: then hide the button. */
  readonly isPossible: boolean;
  readonly isOn: boolean;
  readonly toggle: () => void;
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

/** Full screen of one element. */
export function useFullscreen(target: RefObject<HTMLElement | null>): Fullscreen {
  const isOn = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = useCallback(() => {
    // Refused without a fresh gesture, or by the host page: then all stays as it is.
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    else target.current?.requestFullscreen().catch(() => undefined);
  }, [target]);
  return { isPossible: document.fullscreenEnabled === true, isOn, toggle };
}
