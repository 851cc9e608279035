import { useEffect, useState } from 'react';

/** How long the second press may take, in ms: long enough to read what the first one says. */
const SECOND_MS = 4_000;

/** Hanging up by a key takes it twice: a call is too dear for a slip. */
export function useHangUpKey(onHangUp: () => void): { readonly isArmed: boolean; readonly press: () => void } {
  const [isArmed, setArmed] = useState(false);
  useEffect(() => {
    if (!isArmed) return;
    const timer = setTimeout(() => setArmed(false), SECOND_MS);
    return () => clearTimeout(timer);
  }, [isArmed]);
  return { isArmed, press: () => (isArmed ? onHangUp() : setArmed(true)) };
}
