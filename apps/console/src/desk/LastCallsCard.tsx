import { outcomeOf, type RecordRow } from '@frontdesk/protocol';
import { Avatar, clockTime, useNow } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { Card, Empty } from '../parts/Card.js';
import { hashOf } from '../parts/route.js';
import { Stars } from '../parts/Stars.js';
import { dayAndTime } from '../parts/span.js';
import css from './LastCallsCard.module.css';

/** The calls that this agent had last, each with its page. */
export function LastCallsCard({ records }: { readonly records: readonly RecordRow[] }) {
  const { t, i18n } = useTranslation('console');
  const now = useNow();
  return (
    <Card
      title={t('last.title')}
      side={
        <a className={css.all} href={hashOf({ page: 'calls' })}>
          {t('last.all')}
        </a>
      }
    >
      {records.length === 0 ? (
        <Empty>{t('last.none')}</Empty>
      ) : (
        <ul className={css.list}>
          {records.map((record) => (
            <li key={record.callId}>
              <a className={css.row} href={hashOf({ page: 'call', callId: record.callId })}>
                <Avatar userId={record.caller.userId} name={record.caller.name} />
                <span className={css.who}>
                  <span className={css.name} dir="auto">
                    {record.caller.name}
                  </span>
                  <span className={css.detail}>{record.disposition ?? t(`outcome.${outcomeOf(record)}`)}</span>
                </span>
                <span className={css.when}>
                  <span>{dayAndTime(record.requestedAt, now, i18n.language)}</span>
                  {record.stars === null ? (
                    <span>{record.talkMs === null ? '' : clockTime(record.talkMs)}</span>
                  ) : (
                    <Stars stars={record.stars} />
                  )}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
