import { type RefObject, useEffect, useRef } from 'react';

/** Who typed less than this many ms before it rang is still typing, and does not mean the call. */
const TYPING_MS = 1_500;

/** How long such a person's keys are ignored, in ms: about what a finger needs to stop. */
const PATIENCE_MS = 900;

let lastTypedAt = Number.NEGATIVE_INFINITY;
addEventListener(
  'keydown',
  (event) => {
    const isLetter = event.key.length === 1 || event.key === 'Backspace';
    if (isLetter && event.target instanceof HTMLInputElement) lastTypedAt = performance.now();
  },
  { capture: true },
);

interface RingKeys {
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly accept: RefObject<HTMLButtonElement | null>;
}

/**
 * A ringing call by keyboard: the focus is on Accept, so Enter and Space accept; Escape declines.
 *
 * Nobody may answer with an open camera because they were typing a name: keys that are still on their way are dropped.
 */
export function useRingKeys(onDecline: () => void): RingKeys {
  const stage = useRef<HTMLDivElement>(null);
  const accept = useRef<HTMLButtonElement>(null);
  const decline = useRef(onDecline);
  useEffect(() => {
    decline.current = onDecline;
  }, [onDecline]);

  useEffect(() => {
    const since = performance.now();
    const wasTyping = since - lastTypedAt < TYPING_MS;
    accept.current?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent): void => {
      const isStray = event.repeat || (wasTyping && performance.now() - since < PATIENCE_MS);
      if (isStray) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.type === 'keydown' && event.key === 'Escape') {
        event.preventDefault();
        decline.current();
      }
    };
    addEventListener('keydown', onKey, { capture: true });
    addEventListener('keyup', onKey, { capture: true });
    return () => {
      removeEventListener('keydown', onKey, { capture: true });
      removeEventListener('keyup', onKey, { capture: true });
    };
  }, []);
  return { stage, accept };
}
