import type { ConnectionView } from '@frontdesk/client';
import { Notice } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './ConnectionBanner.module.css';

/** Says that the line to the service is down, and that one may stay. Its live region is always there. */
export function ConnectionBanner({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation();
  return (
    <div className={css.banner} role="status">
      {connection.state === 'reconnecting' &&
        (connection.reason === 'server_closing' ? (
          <Notice tone="info">{t('connection.serverClosing')}</Notice>
        ) : (
          <Notice tone="warning">
            <strong>{t('connection.reconnecting')}</strong> {t('connection.reconnectingHint')}
          </Notice>
        ))}
    </div>
  );
}
