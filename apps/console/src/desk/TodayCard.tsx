import { useTranslation } from 'react-i18next';
import { Card } from '../parts/Card.js';
import { spanInWords } from '../parts/span.js';
import css from './TodayCard.module.css';
import type { Today } from './today.js';

/** How this agent's day goes. */
export function TodayCard({ today }: { readonly today: Today }) {
  const { t, i18n } = useTranslation('console');
  const span = (ms: number | null): string => (ms === null ? '–' : spanInWords(ms, i18n.language));
  const rating =
    today.stars === null ? '–' : new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(today.stars);
  const numbers = [
    [t('today.calls'), String(today.calls)],
    [t('today.talk'), span(today.talkMs)],
    [t('today.average'), span(today.averageMs)],
    [t('today.rating'), rating],
  ] as const;
  return (
    <Card title={t('today.title')}>
      <dl className={css.numbers}>
        {numbers.map(([name, value]) => (
          <div key={name} className={css.number}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
