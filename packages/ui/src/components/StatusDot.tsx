import type { PresenceStatus } from '@frontdesk/protocol';
import { useTranslation } from 'react-i18next';
import css from './StatusDot.module.css';

/** Whether someone can be called now: a mark whose form differs too, not its color alone, and the word. */
export function StatusDot({ status }: { status: PresenceStatus }) {
  const { t } = useTranslation();
  return (
    <span className={css.status} data-status={status}>
      <span className={css.dot} aria-hidden="true" />
      {t(`status.${status}`)}
    </span>
  );
}
