import type { ConnectionView } from '@frontdesk/client';
import { useNow } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { keptFor, type Span, spanOf } from './keptFor.js';
import css from './PlaceKept.module.css';

interface PlaceKeptProps {
  readonly connection: ConnectionView;
  /** How long the service keeps the place of a page that is away, in ms; null where it has not told. */
  readonly keptMs: number | null;
}

/** Said while the line to the service is down: how much longer the place is kept. */
export function PlaceKept({ connection, keptMs }: PlaceKeptProps) {
  const { t } = useTranslation('queue');
  const now = useNow();
  if (connection.state !== 'reconnecting') return null;
  const say = ({ unit, count }: Span): string => t(`line.span.${unit}`, { count });
  const words = (how: 'read' | 'spoken'): string => {
    if (connection.reason === 'server_closing') return t('line.keptRestart');
    if (keptMs === null) return t('line.keptSome');
    const left = keptFor(keptMs, now - connection.since);
    return left ? t('line.kept', { time: say(left[how]) }) : t('line.keptOver', { time: say(spanOf(keptMs)) });
  };
  return (
    <div className={css.kept}>
      <p role="alert" className={css.hidden}>
        {words('spoken')}
      </p>
      <p aria-hidden="true">{words('read')}</p>
    </div>
  );
}
