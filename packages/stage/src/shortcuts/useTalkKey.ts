import type { MediaView } from '@frontdesk/client';
import { useState } from 'react';

interface TalkKey {
  /** Missing while there is nothing to hold a key for: one is heard already, or may not be. */
  readonly hold: ((isHeld: boolean) => void) | undefined;
  readonly isTalking: boolean;
}

/** Whoever is muted talks for as long as a key is held. */
export function useTalkKey(
  media: Pick<MediaView, 'sending' | 'allowed'>,
  onMuted: (isMuted: boolean) => void,
): TalkKey {
  const [isTalking, setTalking] = useState(false);
  const hold = (isHeld: boolean): void => {
    setTalking(isHeld);
    onMuted(!isHeld);
  };
  const isMuted = media.allowed.audio && !media.sending.audio;
  return { hold: isMuted || isTalking ? hold : undefined, isTalking };
}
