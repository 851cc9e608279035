import type { CallView, ConnectionView, DeviceProblem, MediaView } from '@frontdesk/client';
import { mediaAtStart } from '@frontdesk/protocol';
import { ProblemNotice, useNow } from '@frontdesk/ui';
import { Loader } from '@mantine/core';
import { Camera, MicOff, VideoOff, Wifi, WifiOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './CallState.module.css';
import { linkWords } from './linkWords.js';
import { useBack } from './useBack.js';
import { useHeld } from './useHeld.js';

/** After this many ms without an answer the devices are not slow: the browser asks the person. */
const ASKING_MS = 1_000;

/** How long it is said that the line is back, in ms; pages that have lost the server try every two seconds. */
const BACK_MS = 4_000;

interface CallStateProps {
  readonly view: Extract<CallView, { state: 'started' }>;
  readonly media: MediaView;
  readonly connection: ConnectionView;
  /** On hold: what the other sends is nothing to wonder at. */
  readonly isHeld: boolean;
  /** There are more others than one: what each sends stands at their picture. */
  readonly isAmongMore: boolean;
  readonly onRetryAudio: () => void;
  readonly onRetryVideo: () => void;
  /** More to say: sentences of other parts, each a `<p>`. */
  readonly children?: ReactNode;
}

/** What the picture does not tell: still connecting, lost, muted, without video, without a device. */
export function CallState(props: CallStateProps) {
  const { view, media, connection, onRetryAudio, onRetryVideo, children } = props;
  const { t } = useTranslation();
  const now = useNow();
  const { name } = view.other;
  const isAsking = useHeld(media.isOpening, ASKING_MS);
  const isBack = useBack(connection.state === 'reconnecting', BACK_MS);
  const words = linkWords(view, media.link, connection, { now, isBack });
  // In a voice call nobody misses a picture.
  const isVideo = media.sending.video || mediaAtStart(view.call.flags, 'caller').video;
  const isLinkUp = (media.link === 'connected' || media.link === 'unsteady') && view.reachable;
  const areSaid = isLinkUp && !props.isHeld && !props.isAmongMore;
  return (
    <div className={css.state}>
      <div role="status" className={css.live}>
        {words && (
          <p className={css.banner}>
            {words.isWaiting ? (
              <Loader size={16} color="var(--fd-stage-accent)" />
            ) : (
              <WifiOff size={17} aria-hidden="true" />
            )}
            <span>{t(`${words.key}`, { name })}</span>
          </p>
        )}
        {isBack && !words && (
          <p className={css.banner}>
            <Wifi size={17} aria-hidden="true" />
            <span>{t('connection.back')}</span>
          </p>
        )}
        {isAsking && (
          <p className={css.banner}>
            <Camera size={17} aria-hidden="true" />
            <span>{t('call.allowDevices')}</span>
          </p>
        )}
        {areSaid && !media.receiving.audio && (
          <p className={css.chip}>
            <MicOff size={16} aria-hidden="true" />
            {t('call.otherMuted', { name })}
          </p>
        )}
        {areSaid && isVideo && !media.receiving.video && (
          <p className={css.chip}>
            <VideoOff size={16} aria-hidden="true" />
            {t('call.otherVideoOff', { name })}
          </p>
        )}
        {children}
      </div>
      <Problem kind="audio" problem={media.problems.audio} onRetry={onRetryAudio} />
      <Problem kind="video" problem={media.problems.video} onRetry={onRetryVideo} />
    </div>
  );
}

interface ProblemProps {
  readonly kind: 'audio' | 'video';
  readonly problem: DeviceProblem | null;
  readonly onRetry: () => void;
}

/** One may go on without a device, and need not read about it for the whole call. */
function Problem({ kind, problem, onRetry }: ProblemProps) {
  const [putAway, setPutAway] = useState<DeviceProblem | null>(null);
  if (problem === null || problem === putAway) return null;
  return <ProblemNotice kind={kind} problem={problem} onRetry={onRetry} onDismiss={() => setPutAway(problem)} />;
}
