import type { CallQuality, CallRecord } from '@frontdesk/protocol';
import { useTranslation } from 'react-i18next';
import { Card } from '../parts/Card.js';
import { Facts } from '../parts/Facts.js';
import css from './QualityCard.module.css';

/** How good the line was, as each of the two measured it. */
export function QualityCard({ record }: { readonly record: CallRecord }) {
  const { t } = useTranslation('console');
  const sides = [
    [record.caller.name, record.quality.caller],
    [record.callee.name, record.quality.callee],
  ] as const;
  const measured = sides.filter(([, quality]) => quality !== null);
  if (measured.length === 0) return null;
  return (
    <Card title={t('quality.title')}>
      {measured.map(([name, quality]) => quality && <Side key={name} name={name} quality={quality} />)}
    </Card>
  );
}

function Side({ name, quality }: { readonly name: string; readonly quality: CallQuality }) {
  const { t, i18n } = useTranslation('console');
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);
  const { received, roundTripMs, route, freezes, reconnects, browser } = quality;
  return (
    <div className={css.side}>
      <h3 className={css.name} dir="auto">
        {t('quality.of', { name })}
      </h3>
      <Facts
        facts={[
          [t('quality.roundTrip'), roundTripMs && `${number(roundTripMs.median)} ms`],
          [t('quality.loss'), received.loss && `${number(received.loss.median * 100, 1)} %`],
          [t('quality.freezes'), freezes.count > 0 ? number(freezes.count) : null],
          [t('quality.reconnects'), reconnects > 0 ? number(reconnects) : null],
          [
            t('quality.way'),
            route &&
              t(route.relayed ? 'quality.relayed' : 'quality.direct', { protocol: route.protocol.toUpperCase() }),
          ],
          [t('quality.browser'), browser],
        ]}
      />
    </div>
  );
}
