import type { CallView } from '@frontdesk/client';
import { Avatar, HangUpIcon, useFocusOnMount } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { Stage } from './Stage.js';
import { StageButton } from './StageButton.js';
import css from './stageWords.module.css';

interface ResumingScreenProps {
  readonly view: Extract<CallView, { state: 'resuming' }>;
  readonly onHangUp: () => void;
}

/** One was in a call, and the service is asked to take it up again. Mostly a blink. */
export function ResumingScreen({ view, onHangUp }: ResumingScreenProps) {
  const { t } = useTranslation();
  const hangUp = useFocusOnMount<HTMLButtonElement>();
  const { userId, name } = view.other;
  const label = t('call.resuming', { name });
  return (
    <Stage
      role="dialog"
      label={label}
      describedBy="resuming-hint"
      isRinging={false}
      portrait={<Avatar userId={userId} name={name} size="xl" />}
      actions={
        <StageButton
          ref={hangUp}
          label={t('call.hangUp')}
          icon={<HangUpIcon size={28} />}
          tone="danger"
          onClick={onHangUp}
        />
      }
    >
      <h1 className={css.name} dir="auto">
        {label}
      </h1>
      <p className={css.line} id="resuming-hint" role="status">
        {t('call.resumingHint')}
      </p>
    </Stage>
  );
}
