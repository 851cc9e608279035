import type { Wait } from '@frontdesk/protocol';
import { Timer } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { useWaitWords } from '../useWaitWords.js';
import css from './Place.module.css';

/** The place in line, large. Who can't see it hears each change of it. */
export function Place({ place }: { readonly place: number }) {
  const { t, i18n } = useTranslation('queue');
  const shown = place.toLocaleString(i18n.language);
  return (
    <div role="status" aria-label={t('line.position', { place: shown })} className={css.place}>
      <span className={css.label}>{t('line.place')}</span>
      <span key={place} className={css.number} data-long={shown.length > 3}>
        {shown}
      </span>
    </div>
  );
}

interface WaitingProps {
  readonly wait: Wait | null;
  /** Since when one waits, epoch ms by this machine's clock. */
  readonly since: number;
}

/** How long it may take, if there is ground to say so, and how long it has taken. */
export function Waiting({ wait, since }: WaitingProps) {
  const { t } = useTranslation('queue');
  const say = useWaitWords();
  return (
    <div className={css.waiting}>
      {wait && (
        <p role="status" className={css.estimate}>
          {t('line.estimate', { wait: say(wait) })}
        </p>
      )}
      <p className={css.waited}>
        <span aria-hidden="true">{t('line.waited')} </span>
        <Timer since={since} label={t('line.waited')} />
      </p>
    </div>
  );
}
