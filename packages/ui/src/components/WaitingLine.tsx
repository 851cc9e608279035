import { useTranslation } from 'react-i18next';
import { ServiceWords } from './ServiceWords.js';
import { Timer } from './Timer.js';
import css from './WaitingLine.module.css';

interface WaitingLineProps {
  /** The place in line, from 1; null while nobody has told it. */
  readonly place: number | null;
  /** What the service says meanwhile; may be empty. */
  readonly text: string;
  /** Since when one waits, in epoch ms by this machine's clock. */
  readonly since: number;
}

/**
 * How one stands in a line: the place, the time, and what the service says. On the stage's ground.
 *
 * A place that changes is read out and moves nothing.
 */
export function WaitingLine({ place, text, since }: WaitingLineProps) {
  const { t, i18n } = useTranslation();
  const label = t('outgoing.waitedFor');
  return (
    <div className={css.line}>
      <div className={css.facts}>
        <p role="status" className={css.fact}>
          {place !== null && (
            <>
              <span className={css.label}>{t('outgoing.position')}</span>{' '}
              <span className={css.value}>{place.toLocaleString(i18n.language)}</span>
            </>
          )}
        </p>
        <p className={css.fact}>
          <span className={css.label} aria-hidden="true">
            {label}
          </span>
          <span className={css.value}>
            <Timer since={since} label={label} />
          </span>
        </p>
      </div>
      <div role="status" className={css.words}>
        {text !== '' && <ServiceWords text={text} />}
      </div>
    </div>
  );
}
