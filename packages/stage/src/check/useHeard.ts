import type { Store } from '@frontdesk/client';
import { useEffect, useState } from 'react';

/** What counts as a voice: above the noise of a quiet room, which a meter shows as 0.01 to 0.03. */
const VOICE_LEVEL = 0.06;

/** Whether anything was heard so far. */
export function useHeard(level: Store<number>): boolean {
  const [isHeard, setHeard] = useState(false);
  useEffect(() => {
    setHeard(false);
    return level.subscribe(() => {
      if (level.get() > VOICE_LEVEL) setHeard(true);
    });
  }, [level]);
  return isHeard;
}
