import type { CallView, MediaView } from '@frontdesk/client';
import { Avatar, ProblemNotice, VideoTile } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './ComingScreen.module.css';
import { LeaveButton } from './LeaveButton.js';
import { LineFrame } from './LineFrame.js';

interface ComingScreenProps {
  /** The queue's name. */
  readonly name: string;
  readonly view: Extract<CallView, { state: 'outgoing' }>;
  readonly media: MediaView;
  readonly onLeave: () => void;
}

/** It rings at an agent: one sees who, and how one will be seen. */
export function ComingScreen({ name, view, media, onLeave }: ComingScreenProps) {
  const { t } = useTranslation('queue');
  // Where it rings at several, nobody knows yet who comes.
  const agent = view.other.userId === view.dialed ? null : view.other;
  const problem = media.problems.audio ? 'audio' : 'video';
  const reason = media.problems[problem];
  return (
    <LineFrame
      name={name}
      isRinging
      middle={<Avatar userId={view.other.userId} name={agent?.name ?? name} size="xl" />}
      actions={<LeaveButton onLeave={onLeave} />}
    >
      <p role="status" className={css.coming} dir="auto">
        {agent ? t('line.coming', { name: agent.name }) : t('line.comingAny')}
      </p>
      {!reason && <p className={css.hint}>{t(media.sending.video ? 'line.comingHint' : 'line.comingVoiceHint')}</p>}
      {media.sending.video && media.local && (
        <div className={css.preview}>
          <VideoTile stream={media.local} label={t('line.you')} isOwn isShown />
        </div>
      )}
      {reason && (
        <div className={css.problem}>
          <ProblemNotice kind={problem} problem={reason} />
        </div>
      )}
    </LineFrame>
  );
}
