import type { Grade } from '@frontdesk/client';
import { useTranslation } from 'react-i18next';

/** How good a call is in words, with the reason: "Poor connection: packets are lost on the way". */
export function useQualityWords(): (grade: Grade) => string {
  const { t } = useTranslation();
  return ({ step, reason }) =>
    reason === null
      ? t(`quality.step.${step}`)
      : t('quality.because', { step: t(`quality.step.${step}`), reason: t(`quality.reason.${reason}`) });
}
