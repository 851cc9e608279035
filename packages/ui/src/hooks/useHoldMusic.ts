import { useEffect, useState } from 'react';
import { playLoop } from '../sound/audio.js';
import { MUSIC_RATE, renderHoldMusic } from '../sound/holdMusic.js';

/** Plays the music of who waits while `on`. True while the browser refuses to: the next gesture starts it (P2). */
export function useHoldMusic(on: boolean): boolean {
  const [isBlocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!on) return;
    const stop = playLoop(renderHoldMusic, setBlocked, MUSIC_RATE);
    return () => {
      stop();
      setBlocked(false);
    };
  }, [on]);
  return on && isBlocked;
}
