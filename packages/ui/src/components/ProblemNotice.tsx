import { type DeviceProblem, thisPlatform } from '@frontdesk/client';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fixSteps } from '../words/fixSteps.js';
import { Notice } from './Notice.js';
import css from './ProblemNotice.module.css';

interface ProblemNoticeProps {
  readonly kind: 'audio' | 'video';
  readonly problem: DeviceProblem;
  readonly onRetry?: () => void;
  readonly onDismiss?: () => void;
  /** Where everything is checked; not in a call, which it would leave. */
  readonly checkLink?: string;
}

/** What trying again cannot mend. */
const FINAL: readonly DeviceProblem[] = ['insecure', 'unsupported', 'denied_by_policy'];

/** Why a camera or a microphone is not there, and the way out, step by step in the words of this browser (P13). */
export function ProblemNotice({ kind, problem, onRetry, onDismiss, checkLink }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const steps = fixSteps(problem, thisPlatform());
  const canRetry = onRetry !== undefined && !FINAL.includes(problem);
  const device = t(`problem.device.${kind}`);
  return (
    <Notice
      tone="warning"
      isLive
      dismiss={onDismiss && { label: t('problem.dismiss'), onClick: onDismiss }}
      title={t(`problem.${kind}.${problem}.title`)}
      action={
        (canRetry || checkLink) && (
          <>
            {canRetry && (
              <Button variant="default" onClick={onRetry}>
                {t('problem.retry')}
              </Button>
            )}
            {checkLink && (
              <Button component="a" variant="default" href={checkLink}>
                {t('check.link')}
              </Button>
            )}
          </>
        )
      }
    >
      {t(`problem.${kind}.${problem}.text`)}
      {steps && (
        <ol className={css.steps}>
          {t(steps, { device })
            .split('\n')
            .map((step) => (
              <li key={step}>{step}</li>
            ))}
        </ol>
      )}
    </Notice>
  );
}
