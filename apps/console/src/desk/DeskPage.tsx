import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './DeskPage.module.css';

interface DeskPageProps {
  /** What a newcomer does first; null once they know. */
  readonly first: ReactNode;
  readonly queues: ReactNode;
  readonly callbacks: ReactNode;
  readonly ready: ReactNode;
  readonly today: ReactNode;
  readonly last: ReactNode;
}

/** Between two calls: who waits, what is open, how the day goes. */
export function DeskPage({ first, queues, callbacks, ready, today, last }: DeskPageProps) {
  const { t } = useTranslation('console');
  return (
    <>
      <h1 className={css.hidden}>{t('desk.title')}</h1>
      <div className={css.page}>
        <div className={css.work}>
          {first}
          {queues}
          {callbacks}
        </div>
        <div className={css.last}>{last}</div>
        <div className={css.self}>
          {ready}
          {today}
        </div>
      </div>
    </>
  );
}
