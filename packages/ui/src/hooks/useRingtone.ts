import { useEffect, useState } from 'react';
import { playLoop } from '../sound/audio.js';
import { renderTone, type Tone } from '../sound/tones.js';

/** Sounds a tone while it is not null. True while the browser refuses to: then show "Tap to hear" (P2). */
export function useRingtone(tone: Tone | null): boolean {
  const [isBlocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!tone) return;
    const stop = playLoop((sampleRate) => renderTone(tone, sampleRate), setBlocked);
    return () => {
      stop();
      setBlocked(false);
    };
  }, [tone]);
  return tone !== null && isBlocked;
}
