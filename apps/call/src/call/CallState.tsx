import type { CallView, ConnectionView, MediaView } from '@frontdesk/client';
import { ProblemNotice, useNow } from '@frontdesk/ui';
import { Loader } from '@mantine/core';
import { MicOff, VideoOff, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './CallState.module.css';
import { linkWords } from './linkWords.js';

interface CallStateProps {
  readonly view: Extract<CallView, { state: 'started' }>;
  readonly media: MediaView;
  readonly connection: ConnectionView;
  readonly onRetryAudio: () => void;
  readonly onRetryVideo: () => void;
}

/** What the picture does not tell: still connecting, lost, muted, without video, without a device. */
export function CallState({ view, media, connection, onRetryAudio, onRetryVideo }: CallStateProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { name } = view.other;
  const words = linkWords(view, media.link, connection, now);
  const isOtherSilent = media.link === 'connected' && view.reachable;
  return (
    <div className={css.state}>
      <div role="status" className={css.live}>
        {words && (
          <p className={css.banner}>
            {words.isWaiting ? <Loader size={16} color="var(--fd-stage-accent)" /> : <WifiOff size={17} />}
            <span>{t(`${words.key}`, { name })}</span>
          </p>
        )}
        {isOtherSilent && !media.receiving.audio && (
          <p className={css.chip}>
            <MicOff size={16} aria-hidden="true" />
            {t('call.otherMuted', { name })}
          </p>
        )}
        {isOtherSilent && !media.receiving.video && (
          <p className={css.chip}>
            <VideoOff size={16} aria-hidden="true" />
            {t('call.otherVideoOff', { name })}
          </p>
        )}
      </div>
      {media.problems.audio && <ProblemNotice kind="audio" problem={media.problems.audio} onRetry={onRetryAudio} />}
      {media.problems.video && <ProblemNotice kind="video" problem={media.problems.video} onRetry={onRetryVideo} />}
    </div>
  );
}
