import { type CallRecord, outcomeOf } from '@frontdesk/protocol';
import { Avatar, clockTime } from '@frontdesk/ui';
import { ArrowLeft, Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formLabel } from '../incoming/IncomingCall.js';
import { Card, Empty } from '../parts/Card.js';
import { Facts } from '../parts/Facts.js';
import { hashOf } from '../parts/route.js';
import { Stars } from '../parts/Stars.js';
import { spanInWords } from '../parts/span.js';
import css from './CallPage.module.css';
import { QualityCard } from './QualityCard.js';
import { Timeline } from './Timeline.js';
import { useWhy } from './useWhy.js';
import { namesOf } from './who.js';

interface CallPageProps {
  readonly record: CallRecord;
  readonly queueName: (queueId: string) => string;
}

/** Everything that is kept of one call. */
export function CallPage({ record, queueName }: CallPageProps) {
  const { t, i18n } = useTranslation('console');
  const why = useWhy(record);
  const { caller } = record;
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'short' }).format(
    record.requestedAt,
  );
  return (
    <article className={css.page}>
      <a className={css.back} href={hashOf({ page: 'calls' })}>
        <ArrowLeft size={18} aria-hidden="true" />
        {t('record.back')}
      </a>
      <header className={css.head}>
        <Avatar userId={caller.userId} name={caller.name} size="l" />
        <div className={css.who}>
          <h1 className={css.title} dir="auto">
            {caller.name}
          </h1>
          <p className={css.line}>
            {when} · {record.number}
          </p>
        </div>
        <span className={css.outcome}>{t(`outcome.${outcomeOf(record)}`)}</span>
      </header>
      <div className={css.columns}>
        <div className={css.column}>
          <Card title={t('record.why')}>
            <p className={css.why}>{why}</p>
          </Card>
          <Card title={t('record.timeline')}>
            <Timeline record={record} />
          </Card>
          <Card title={t('record.chat')}>
            <Transcript record={record} />
          </Card>
        </div>
        <div className={css.column}>
          <Numbers record={record} queueName={queueName} />
          <Said record={record} />
          <QualityCard record={record} />
        </div>
      </div>
    </article>
  );
}

function Numbers({ record, queueName }: CallPageProps) {
  const { t, i18n } = useTranslation('console');
  const span = (ms: number | null): string | null => (ms === null || ms === 0 ? null : spanInWords(ms, i18n.language));
  return (
    <Card title={t('record.numbers')}>
      <Facts
        facts={[
          [t('record.queue'), record.queueId === null ? null : queueName(record.queueId)],
          [t('record.agent'), record.agent?.name],
          [t('record.wait'), span(record.waitMs)],
          [t('record.talk'), span(record.talkMs)],
          [t('record.hold'), span(record.holdMs)],
          [t('record.wrapUp'), span(record.wrapUpMs)],
          [t('record.disposition'), record.disposition],
        ]}
      />
    </Card>
  );
}

/** What the customer filled in and gave, and what the agent noted. */
function Said({ record }: { readonly record: CallRecord }) {
  const { t } = useTranslation('console');
  const form = Object.entries(record.form ?? {}).map(([label, value]) => [formLabel(label, t), String(value)] as const);
  return (
    <>
      {form.length > 0 && (
        <Card title={t('record.form')}>
          <Facts facts={form} />
        </Card>
      )}
      <Card title={t('record.notes')}>
        {record.notes === '' ? (
          <Empty>{t('record.noNotes')}</Empty>
        ) : (
          <p className={css.notes} dir="auto">
            {record.notes}
          </p>
        )}
      </Card>
      {record.rating && (
        <Card title={t('record.rating')} side={<Stars stars={record.rating.stars} />}>
          {record.rating.comment !== '' && (
            <p className={css.notes} dir="auto">
              {record.rating.comment}
            </p>
          )}
        </Card>
      )}
    </>
  );
}

function Transcript({ record }: { readonly record: CallRecord }) {
  const { t } = useTranslation('console');
  const people = namesOf(record);
  const written = record.messages.filter(({ kind }) => kind !== 'notice');
  if (written.length === 0) return <Empty>{t('record.noChat')}</Empty>;
  return (
    <ol className={css.chat}>
      {written.map((message) => (
        <li key={message.seq} className={css.message} data-customer={message.from === record.caller.userId}>
          <p className={css.from}>
            {people.get(message.from) ?? message.from} · {clockTime(message.at - record.requestedAt)}
          </p>
          <p className={css.text} dir="auto">
            {message.file ? (
              <>
                <Paperclip size={15} aria-hidden="true" /> {message.file.name}
              </>
            ) : (
              message.text
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
