import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Shows a dialog above everything else, other dialogs too, for as long as it is drawn: nothing below can be reached
 * meanwhile, and the focus goes back to where it was.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return ref;
}
