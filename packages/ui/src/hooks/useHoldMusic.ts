import { useEffect, useState } from 'react';
import { playMusic } from '../sound/audio.js';
import { renderHoldMusic } from '../sound/holdMusic.js';

/** Plays calm music while it is on. True while the browser refuses to: then show "Tap to hear" (P2). */
export function useHoldMusic(isOn: boolean): boolean {
  const [isBlocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const stop = playMusic(renderHoldMusic, setBlocked);
    return () => {
      stop();
      setBlocked(false);
    };
  }, [isOn]);
  return isOn && isBlocked;
}
