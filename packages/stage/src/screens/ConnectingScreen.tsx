import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './MessageScreen.module.css';

/** The line to the service is being made. */
export function ConnectingScreen() {
  const { t } = useTranslation();
  return (
    <main className={css.screen}>
      <h1 className={css.hidden}>{t('app.name')}</h1>
      <div className={css.wait} role="status">
        <Loader color="var(--fd-accent-ink)" />
        <p>{t('connection.connecting')}</p>
      </div>
    </main>
  );
}
