import type { ConnectionView } from '@frontdesk/client';
import { useNow } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './PlaceKept.module.css';

/** How long the service keeps the place of a page that is away, in ms (`GRACE_WAITING_MS`, unless the operator changed it). */
const PLACE_KEPT_MS = 60_000;

/** Said while the line to the service is down: how much longer the place is kept. */
export function PlaceKept({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('queue');
  const now = useNow();
  if (connection.state !== 'reconnecting') return null;
  // The page's clock ticks once a second, and may not have since.
  const leftMs = PLACE_KEPT_MS - Math.max(0, now - connection.since);
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const isRestart = connection.reason === 'server_closing';
  return (
    <div className={css.kept}>
      <p role="alert" className={css.hidden}>
        {isRestart ? t('line.keptRestart') : t('line.kept', { seconds: Math.ceil(seconds / 30) * 30 })}
      </p>
      <p aria-hidden="true">
        {isRestart ? t('line.keptRestart') : seconds === 0 ? t('line.keptOver') : t('line.kept', { seconds })}
      </p>
    </div>
  );
}
