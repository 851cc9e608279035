import type { CallView, MediaView } from '@frontdesk/client';
import {
  Avatar,
  HangUpIcon,
  ProblemNotice,
  RINGBACK,
  Timer,
  useFocusOnMount,
  useRingtone,
  VideoTile,
} from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { Stage } from './Stage.js';
import { StageButton } from './StageButton.js';
import css from './stageWords.module.css';
import { TapToHear } from './TapToHear.js';

export type OutgoingView = Extract<CallView, { state: 'dialing' | 'outgoing' }>;

interface OutgoingScreenProps {
  readonly view: OutgoingView;
  readonly media: MediaView;
  readonly onCancel: () => void;
}

/** What the caller reads while nobody has answered. */
function phase(view: OutgoingView): 'dialing' | 'deciding' | 'waiting' | 'ringing' | 'unreachable' {
  if (view.state === 'dialing') return 'dialing';
  if (view.call.state === 'deciding' || view.call.state === 'waiting') return view.call.state;
  return view.reachable ? 'ringing' : 'unreachable';
}

/** One calls, and waits. */
export function OutgoingScreen({ view, media, onCancel }: OutgoingScreenProps) {
  const { t } = useTranslation();
  const cancel = useFocusOnMount<HTMLButtonElement>();
  const now = phase(view);
  const isRinging = now === 'ringing';
  const isMuffled = useRingtone(isRinging ? RINGBACK : null);
  const { userId, name } = view.state === 'dialing' ? { userId: view.to, name: view.name ?? view.to } : view.other;
  const problem = media.problems.audio ? 'audio' : media.problems.video ? 'video' : null;
  const reason = problem && media.problems[problem];

  return (
    <Stage
      role="dialog"
      label={t('outgoing.calling', { name })}
      describedBy="outgoing-phase"
      isRinging={isRinging}
      portrait={<Avatar userId={userId} name={name} size="xl" />}
      actions={
        <StageButton
          ref={cancel}
          label={t('outgoing.cancel')}
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
          {t(`outgoing.${now}`)}
        </span>
        {isRinging && <Timer since={view.since} label={t('outgoing.rungFor')} />}
      </p>
      {isMuffled && <TapToHear />}
      {media.sending.video && media.local && (
        <div className={css.preview}>
          <VideoTile stream={media.local} label={t('outgoing.you')} isOwn isShown />
        </div>
      )}
      {problem && reason && (
        <div className={css.problem}>
          <ProblemNotice kind={problem} problem={reason} />
        </div>
      )}
    </Stage>
  );
}
