import { useEffect, useState } from 'react';

/** True for so many ms after `isDown` was true and is not any more. */
export function useBack(isDown: boolean, ms: number): boolean {
  const [isBack, setBack] = useState(false);
  useEffect(() => {
    if (isDown) return () => setBack(true);
    const timer = setTimeout(() => setBack(false), ms);
    return () => clearTimeout(timer);
  }, [isDown, ms]);
  return isBack && !isDown;
}
