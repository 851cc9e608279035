import type { CallView, ConnectionView, MediaView } from '@frontdesk/client';
import {
  Avatar,
  HangUpIcon,
  ProblemNotice,
  RINGBACK,
  Timer,
  useFocusOnMount,
  useRingtone,
  useTitleFlash,
  useWakeLock,
  VideoTile,
  WaitingLine,
} from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { outgoingPhase } from './outgoingPhase.js';
import { Stage } from './Stage.js';
import { StageButton } from './StageButton.js';
import css from './stageWords.module.css';
import { TapToHear } from './TapToHear.js';

export type OutgoingView = Extract<CallView, { state: 'dialing' | 'outgoing' }>;

interface OutgoingScreenProps {
  readonly view: OutgoingView;
  readonly media: MediaView;
  readonly connection: ConnectionView;
  readonly onCancel: () => void;
}

/** One calls, and waits: for a decision, in line, for the answer. */
export function OutgoingScreen({ view, media, connection, onCancel }: OutgoingScreenProps) {
  const { t } = useTranslation();
  const cancel = useFocusOnMount<HTMLButtonElement>();
  const phase = outgoingPhase(view, connection.state === 'reconnecting');
  const isRinging = phase === 'ringing' || phase === 'routed';
  const isMuffled = useRingtone(isRinging ? RINGBACK : null);
  const waiting = view.state === 'outgoing' && view.call.state === 'waiting' ? view : null;
  // A phone that falls asleep would lose the place.
  useWakeLock(waiting !== null);
  const { userId, name } = view.state === 'dialing' ? { userId: view.to, name: view.name ?? view.to } : view.other;
  // Who has waited may be looking at another tab.
  useTitleFlash(phase === 'routed' ? t('outgoing.routed', { name }) : null);

  return (
    <Stage
      role="dialog"
      label={t('outgoing.calling', { name })}
      describedBy="outgoing-phase"
      isRinging={isRinging}
      portrait={<Avatar userId={userId} name={name} size={waiting ? 'l' : 'xl'} />}
      actions={
        <StageButton
          ref={cancel}
          label={t(waiting ? 'outgoing.leave' : 'outgoing.cancel')}
          icon={<HangUpIcon size={28} />}
          tone="danger"
          onClick={onCancel}
        />
      }
    >
      <h1 className={css.name} dir="auto">
        {name}
      </h1>
      <p className={css.line}>
        <span id="outgoing-phase" role="status">
          {t(`outgoing.${phase}`, { name })}
        </span>
        {isRinging && <Timer since={view.since} label={t('outgoing.rungFor')} />}
      </p>
      {waiting && <WaitingLine {...waiting.said} since={waiting.since} />}
      {isMuffled && <TapToHear />}
      <OwnPicture media={media} isSmall={waiting !== null} />
    </Stage>
  );
}

/** How one will be seen, and what keeps one from being seen or heard. */
function OwnPicture({ media, isSmall }: { readonly media: MediaView; readonly isSmall: boolean }) {
  const { t } = useTranslation();
  const problem = media.problems.audio ? 'audio' : media.problems.video ? 'video' : null;
  const reason = problem && media.problems[problem];
  return (
    <>
      {media.sending.video && media.local && (
        <div className={css.preview} data-small={isSmall}>
          <VideoTile stream={media.local} label={t('outgoing.you')} isOwn isShown />
        </div>
      )}
      {problem && reason && (
        <div className={css.problem}>
          <ProblemNotice kind={problem} problem={reason} />
        </div>
      )}
    </>
  );
}
