import { Notice } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import type { Refusal } from './refusal.js';

interface RefusalNoticeProps {
  /** What was asked for. */
  readonly of: 'status' | 'wrapUp';
  readonly why: Refusal;
  readonly onDismiss?: () => void;
}

/** The desk did not do what the agent wanted: why, and what helps. */
export function RefusalNotice({ of, why, onDismiss }: RefusalNoticeProps) {
  const { t } = useTranslation('console');
  return (
    <Notice
      tone="danger"
      isLive
      title={t(`refusal.of.${of}`)}
      dismiss={onDismiss && { label: t('parts.dismiss'), onClick: onDismiss }}
    >
      {t(`refusal.why.${why}`)}
    </Notice>
  );
}
