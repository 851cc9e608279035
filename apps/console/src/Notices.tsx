import { Notice, useStore } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BetweenProps } from './Between.js';
import { endingWords } from './endingWords.js';
import { RefusalNotice } from './parts/RefusalNotice.js';

interface NoticesProps extends Pick<BetweenProps, 'parts' | 'user' | 'ended' | 'readiness'> {
  readonly onAvailable: () => void;
}

/** What has just happened, on whatever page one is: a status that could not be chosen, calls that were not taken, a call that ended without a wrap-up. */
export function Notices({ parts, user, ended, readiness, onAvailable }: NoticesProps) {
  const { t } = useTranslation('console');
  const { t: shared } = useTranslation();
  const { seat } = useStore(parts.desk.view);
  if (!seat) return null;
  return (
    <>
      {readiness.refusal && <RefusalNotice of="status" why={readiness.refusal} onDismiss={readiness.dismissRefusal} />}
      {seat.wish === 'break' && seat.reason === 'missed' && (
        <Notice tone="warning" isLive action={<Button onClick={onAvailable}>{t('first.goAvailable')}</Button>}>
          {t('missed.onBreak')}
        </Notice>
      )}
      {seat.wish === 'available' && seat.missed > 0 && (
        <Notice tone="warning" isLive>
          {t('missed.some', { count: seat.missed })}
        </Notice>
      )}
      {ended && seat.status !== 'wrapUp' && (
        <Notice tone="info" isLive dismiss={{ label: t('parts.dismiss'), onClick: parts.calls.dismiss }}>
          {endingWords(ended, user, shared)}
        </Notice>
      )}
    </>
  );
}
