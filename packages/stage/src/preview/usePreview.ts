import type { Store } from '@frontdesk/client';
import { useEffect, useState } from 'react';
import type { Preview, Tools } from '../ports.js';

interface OpenPreview {
  readonly preview: Preview | null;
  /** The microphone's level; null without a microphone. */
  readonly level: Store<number> | null;
  /** Opens it anew: another device was chosen, or a problem may be mended. */
  readonly reopen: () => void;
}

/** Camera and microphone while a component is there; their lights go off with it. */
export function usePreview(open: () => Promise<Preview>, meter: Tools['meter']): OpenPreview {
  const [round, setRound] = useState(0);
  const [opened, setOpened] = useState<{ readonly preview: Preview; readonly level: Store<number> | null } | null>(
    null,
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same again.
  useEffect(() => {
    let isOver = false;
    let stop = (): void => undefined;
    const begin = async (): Promise<void> => {
      const preview = await open();
      const metered = preview.stream.getAudioTracks().length > 0 ? meter(preview.stream) : null;
      stop = () => {
        metered?.stop();
        preview.stop();
      };
      // Pulled out while it is looked at: whatever else there is takes its place.
      for (const track of preview.stream.getTracks()) {
        track.addEventListener('ended', () => !isOver && setRound((before) => before + 1));
      }
      // Closed while the browser was still asking: the light must not stay on.
      if (isOver) stop();
      else setOpened({ preview, level: metered?.level ?? null });
    };
    void begin();
    return () => {
      isOver = true;
      stop();
      setOpened(null);
    };
  }, [open, meter, round]);

  return {
    preview: opened?.preview ?? null,
    level: opened?.level ?? null,
    reopen: () => setRound((before) => before + 1),
  };
}
