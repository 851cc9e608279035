import type { OpeningHours, QueueDoor } from '@frontdesk/protocol';
import { Clock, Hourglass, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWaitWords } from '../useWaitWords.js';
import css from './DoorFacts.module.css';
import { clocksDiffer, dayName, openToday, placeOf } from './hours.js';

interface DoorFactsProps {
  readonly door: QueueDoor;
  /** The server's time, epoch ms. */
  readonly now: number;
  /** The customer's own zone. */
  readonly zone: string;
}

/** What is known before anybody is called: open or not, until when, how many wait, and how long. */
export function DoorFacts({ door, now, zone }: DoorFactsProps) {
  const { t } = useTranslation('queue');
  const wait = useWaitWords();
  const isOpen = door.state === 'open';
  return (
    <div className={css.facts}>
      <p role="status" className={css.state} data-state={door.state}>
        <span className={css.dot} aria-hidden="true" />
        {t(`door.state.${door.state}`)}
      </p>
      {door.state === 'closed' && door.opensAt !== null && <Opens at={door.opensAt} now={now} zone={zone} />}
      {door.hours && <Today hours={door.hours} now={now} zone={zone} />}
      {isOpen && (
        <p className={css.fact}>
          <Users size={18} aria-hidden="true" />
          {door.waiting === 0 ? t('door.noneWaiting') : t('door.waiting', { count: door.waiting })}
        </p>
      )}
      {isOpen && door.wait && (
        <p className={css.fact}>
          <Hourglass size={18} aria-hidden="true" />
          {t('door.wait', { wait: wait(door.wait) })}
        </p>
      )}
    </div>
  );
}

function Opens({ at, now, zone }: { readonly at: number; readonly now: number; readonly zone: string }) {
  const { t, i18n } = useTranslation('queue');
  const name = dayName(at, now, zone);
  const form = name === 'date' ? ({ day: 'numeric', month: 'long' } as const) : ({ weekday: 'long' } as const);
  const day = new Intl.DateTimeFormat(i18n.language, { ...form, timeZone: zone }).format(at);
  return <p className={css.opens}>{t(`door.opens.${name}`, { day, time: timeOf(at, i18n.language, zone) })}</p>;
}

function Today(props: { readonly hours: OpeningHours; readonly now: number; readonly zone: string }) {
  const { t, i18n } = useTranslation('queue');
  const { hours, now, zone } = props;
  const time = (at: number): string => timeOf(at, i18n.language, zone);
  const times = openToday(hours, now).map(({ from, to }) => t('door.times', { from: time(from), to: time(to) }));
  const list = new Intl.ListFormat(i18n.language, { type: 'unit' }).format(times);
  return (
    <div>
      <p className={css.fact}>
        <Clock size={18} aria-hidden="true" />
        {times.length > 0 ? t('door.today', { times: list }) : t('door.todayClosed')}
      </p>
      {clocksDiffer(hours.timeZone, zone, now) && (
        <p className={css.zone}>
          {t('door.zone', { place: placeOf(hours.timeZone), time: timeOf(now, i18n.language, hours.timeZone) })}
        </p>
      )}
    </div>
  );
}

function timeOf(at: number, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone }).format(at);
}
