import type { EarlierCall } from '@frontdesk/protocol';
import { useNow } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { Stars } from '../parts/Stars.js';
import { dayAndTime, spanInWords } from '../parts/span.js';
import css from './Earlier.module.css';

/** What a customer called about before, the newest first. */
export function Earlier({ calls }: { readonly calls: readonly EarlierCall[] }) {
  const { i18n } = useTranslation('console');
  const now = useNow();
  const { language } = i18n;
  return (
    <ul className={css.list}>
      {calls.map((call) => (
        <li key={call.callId} className={css.call}>
          <p className={css.head}>
            <span>{dayAndTime(call.at, now, language)}</span>
            {call.disposition && <span className={css.what}>{call.disposition}</span>}
            {call.stars !== null && <Stars stars={call.stars} />}
          </p>
          <p className={css.detail}>
            {[call.queue, call.agent, call.talkMs > 0 ? spanInWords(call.talkMs, language) : null, call.number]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {call.notes !== '' && (
            <p className={css.notes} dir="auto">
              {call.notes}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
