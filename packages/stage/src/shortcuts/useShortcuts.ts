import { useEffect, useRef } from 'react';
import { actionOf, type KeyPlace, type ShortcutAction } from './shortcuts.js';

/** What the keys do now; what is missing can't be done here. */
export type ShortcutRuns = {
  readonly [action in Exclude<ShortcutAction, 'talk'>]?: (() => void) | undefined;
} & {
  /** Begins (true) and ends (false) talking while a key is held. */
  readonly talk?: ((isHeld: boolean) => void) | undefined;
};

const WORDS = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="menu"], dialog';
const CONTROLS = 'button, a[href], summary, [role="button"], [role="switch"]';

/** Listens to the keys of a call for as long as it is shown; `isOn`: the person wants them. */
export function useShortcuts(runs: ShortcutRuns, isOn: boolean): void {
  const latest = useRef(runs);
  useEffect(() => {
    latest.current = runs;
  });
  useEffect(() => {
    if (!isOn) return;
    return listen(() => latest.current);
  }, [isOn]);
}

/** Listens until the returned function is called. */
function listen(runs: () => ShortcutRuns): () => void {
  let isHeld = false;
  const release = (): void => {
    if (!isHeld) return;
    isHeld = false;
    runs().talk?.(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is held would scroll, again and again.
    if (isHeld && event.key === ' ') event.preventDefault();
    const action = event.defaultPrevented ? null : actionOf(event, placeOf(event.target));
    if (action === null) return;
    const run = runs()[action];
    if (!run) return;
    event.preventDefault();
    if (action === 'talk') isHeld = true;
    run(true);
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (event.key === ' ') release();
  };
  // A key that goes up in another window is not told here.
  const onAway = (): void => release();
  const ending = new AbortController();
  const options = { signal: ending.signal };
  document.addEventListener('keydown', onKeyDown, options);
  document.addEventListener('keyup', onKeyUp, options);
  document.addEventListener('visibilitychange', onAway, options);
  addEventListener('blur', onAway, options);
  return () => {
    release();
    ending.abort();
  };
}

function placeOf(target: EventTarget | null): KeyPlace {
  // A press beside what can have the focus leaves it with the page, and the keys are the dialog's all the same.
  if (document.querySelector('dialog:modal')) return 'words';
  if (!(target instanceof Element)) return 'page';
  if (target.closest(WORDS)) return 'words';
  return target.closest(CONTROLS) ? 'control' : 'page';
}
