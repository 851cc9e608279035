import type { DeviceProblem } from '@frontdesk/client';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from './Notice.js';

interface ProblemNoticeProps {
  readonly kind: 'audio' | 'video';
  readonly problem: DeviceProblem;
  readonly onRetry?: () => void;
  readonly onDismiss?: () => void;
}

/** Why a camera or a microphone is not there, and the way out (P13). */
export function ProblemNotice({ kind, problem, onRetry, onDismiss }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const canRetry = onRetry && problem !== 'insecure' && problem !== 'unsupported';
  return (
    <Notice
      tone="warning"
      isLive
      dismiss={onDismiss && { label: t('problem.dismiss'), onClick: onDismiss }}
      title={t(`problem.${kind}.${problem}.title`)}
      action={
        canRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('problem.retry')}
          </Button>
        )
      }
    >
      {t(`problem.${kind}.${problem}.text`)}
    </Notice>
  );
}
