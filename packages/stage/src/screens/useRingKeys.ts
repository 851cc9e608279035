import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** How long a ring ignores keys and presses that were meant for what stood there before, in ms: a reaction's time. */
const GUARD_MS = 700;

/**
 * A ringing call by keyboard: the focus is on Accept, which is given this, so Enter and Space accept; Escape declines.
 *
 * Nobody may answer with an open camera by a key or a press that was on its way when it rang. Keys count only after
 * {@link GUARD_MS}, and while somebody goes on typing letters that time begins anew. A press counts if it began on this
 * screen: one that began before is known by its click without a `pointerdown`.
 */
export function useRingKeys(onDecline: () => void): RefObject<HTMLButtonElement | null> {
  const accept = useRef<HTMLButtonElement>(null);
  const decline = useRef(onDecline);
  useEffect(() => {
    decline.current = onDecline;
  }, [onDecline]);

  // Before the screen is painted: every press on it must be seen to begin.
  useLayoutEffect(() => {
    accept.current?.focus({ preventScroll: true });
    return guard(() => decline.current());
  }, []);
  return accept;
}

/** Listens until the returned function is called. */
function guard(onEscape: () => void): () => void {
  const since = performance.now();
  let keysFrom = since + GUARD_MS;
  let isPressed = false;
  const pressed = new Set<string>();
  const drop = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const now = performance.now();
    const isLetter = event.key.length === 1 && event.key !== ' ';
    if (isLetter) keysFrom = Math.max(keysFrom, now + GUARD_MS);
    if (!isActivation(event)) return;
    if (event.repeat || now < keysFrom) {
      drop(event);
      return;
    }
    pressed.add(event.key);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onEscape();
  };
  // A button is pressed by Space when the key goes up.
  const onKeyUp = (event: KeyboardEvent): void => {
    if (isActivation(event) && !pressed.delete(event.key)) drop(event);
  };
  const onPointerDown = (): void => {
    isPressed = true;
  };
  // A click without detail is of a key or a screen reader. Other aids click without any press: those wait only.
  const onClick = (event: MouseEvent): void => {
    if (event.detail > 0 && !isPressed && performance.now() - since < GUARD_MS) drop(event);
  };

  const ending = new AbortController();
  const options = { capture: true, signal: ending.signal };
  addEventListener('keydown', onKeyDown, options);
  addEventListener('keyup', onKeyUp, options);
  addEventListener('pointerdown', onPointerDown, options);
  addEventListener('click', onClick, options);
  return () => ending.abort();
}

function isActivation({ key }: KeyboardEvent): boolean {
  return key === 'Enter' || key === ' ' || key === 'Escape';
}
