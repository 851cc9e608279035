import { Volume2 } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onGesture } from '../sound/audio.js';
import { playOnSpeaker } from '../sound/speaker.js';
import css from './VideoTile.module.css';

interface VideoTileProps {
  readonly stream: MediaStream | null;
  readonly label: string;
  /** One's own picture: silent, and the way round that a mirror shows. */
  readonly isOwn?: boolean;
  /** Plays no sound, because another element does, or because it would be one's own. */
  readonly isSilent?: boolean;
  /** Shown to its edges, as a screen is: nothing is cut off. */
  readonly isWhole?: boolean;
  /** False while there is no picture; the element stays, because it carries the sound. */
  readonly isShown: boolean;
}

/** The one component that touches `<video>`. */
export function VideoTile({
  stream,
  label,
  isOwn = false,
  isSilent = isOwn,
  isWhole = false,
  isShown,
}: VideoTileProps) {
  const { t } = useTranslation();
  const ref = useRef<HTMLVideoElement>(null);
  const [isBlocked, setBlocked] = useState(false);
  const [isUpright, setUpright] = useState(false);

  // Before the browser paints: a call's first paint takes long, and the picture would wait for it.
  useLayoutEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = stream;
    if (stream) void play(video, isSilent, setBlocked);
    return () => {
      video.srcObject = null;
    };
  }, [stream, isSilent]);

  useEffect(() => (isOwn || !ref.current ? undefined : playOnSpeaker(ref.current)), [isOwn]);

  // The button says what to do; any other click or key does it as well (P2).
  useEffect(() => {
    const video = ref.current;
    if (isBlocked && video) return onGesture(() => void play(video, isOwn, setBlocked));
  }, [isBlocked, isOwn]);

  useEffect(() => {
    const video = ref.current;
    const measure = (): void => setUpright(video !== null && video.videoHeight > video.videoWidth);
    video?.addEventListener('resize', measure);
    return () => video?.removeEventListener('resize', measure);
  }, []);

  return (
    <>
      <video
        ref={ref}
        className={css.video}
        aria-label={label}
        data-own={isOwn}
        data-shown={isShown}
        data-upright={isUpright}
        data-whole={isWhole}
        autoPlay
        playsInline
        muted={isSilent}
      />
      {isBlocked && !isSilent && (
        <button
          type="button"
          className={css.tap}
          onClick={() => ref.current && void play(ref.current, isSilent, setBlocked)}
        >
          <Volume2 size={22} aria-hidden="true" />
          {t('call.tapToHear')}
        </button>
      )}
    </>
  );
}

/**
 * Plays with sound; where the browser refuses that before a gesture, without, so that at least the picture is there
 * and a tap brings the sound (P2).
 */
async function play(
  video: HTMLVideoElement,
  isSilent: boolean,
  onBlocked: (isBlocked: boolean) => void,
): Promise<void> {
  video.muted = isSilent;
  try {
    await video.play();
    onBlocked(false);
  } catch (error) {
    // An AbortError only says that a newer stream came; that one plays by itself.
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
    onBlocked(!isSilent);
    video.muted = true;
    await video.play().catch(() => undefined);
  }
}
