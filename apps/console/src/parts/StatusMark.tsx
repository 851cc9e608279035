import type { AgentStatus } from '@frontdesk/protocol';
import { useTranslation } from 'react-i18next';
import css from './StatusMark.module.css';

/** What a colleague is doing: a mark whose form differs too, and the word. */
export function StatusMark({ status }: { readonly status: AgentStatus }) {
  const { t } = useTranslation('console');
  return (
    <span className={css.status} data-status={status}>
      <span className={css.dot} aria-hidden="true" />
      {t(`status.is.${status}`)}
    </span>
  );
}
