import { useEffect, useState } from 'react';

/** How long the first picture has the processor for itself, in ms: it is there after some 100. */
const FIRST_MS = 250;
/** A call that has lasted longer, in ms, has had its first picture: its page was loaded anew. */
const BEGUN_MS = 1_000;

/** Whether what is beside the picture may be drawn: a call that has just begun shows the people first. `since`: epoch ms. */
export function useSettled(since: number): boolean {
  const [isSettled, setSettled] = useState(() => Date.now() - since > BEGUN_MS);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), FIRST_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
}
