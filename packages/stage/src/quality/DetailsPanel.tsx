import type { QualityView, Sample, Store } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from './Chart.js';
import css from './DetailsPanel.module.css';
import { useDetails } from './useDetails.js';
import { useQualityWords } from './useQualityWords.js';

/** What the link does now and did in the last minute, in plain words, to look at and to send to whoever helps. */
export function DetailsPanel({ quality }: { readonly quality: Store<QualityView> }) {
  const { t } = useTranslation();
  const view = useStore(quality);
  const words = useQualityWords()(view);
  const details = useDetails(view.samples);
  if (view.samples.length === 0) return <p className={css.nothing}>{t('quality.details.nothing')}</p>;
  const text = [words, ...details.map(({ name, value }) => `${name}: ${value}`)].join('\n');
  return (
    <div className={css.details}>
      <p className={css.sum} data-step={view.step}>
        {words}
      </p>
      <Charts samples={view.samples} />
      <dl className={css.list}>
        {details.map(({ name, value, meaning }) => (
          <div key={name} className={css.row}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd className={css.meaning}>{meaning}</dd>
          </div>
        ))}
      </dl>
      <CopyText text={text} />
    </div>
  );
}

function Charts({ samples }: { readonly samples: readonly Sample[] }) {
  const { t } = useTranslation();
  const two = [t('quality.details.sent'), t('quality.details.received')] as const;
  const line = (of: (sample: Sample) => number | null): (number | null)[] => samples.map(of);
  const percent = (loss: number | null): number | null => (loss === null ? null : loss * 100);
  return (
    <>
      <Chart
        title={t('quality.details.speedChart')}
        unit="kbit/s"
        names={two}
        lines={[line(({ sent }) => sent.bitrate / 1_000), line(({ received }) => received.bitrate / 1_000)]}
        least={100}
      />
      <Chart
        title={t('quality.details.lossChart')}
        unit="%"
        names={two}
        lines={[line(({ sent }) => percent(sent.loss)), line(({ received }) => percent(received.loss))]}
        least={5}
      />
      <Chart
        title={t('quality.details.delayChart')}
        unit="ms"
        names={[t('quality.details.last')]}
        lines={[line(({ roundTripMs }) => roundTripMs)]}
        least={100}
      />
    </>
  );
}

function CopyText({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div>
      <Button
        variant="default"
        onClick={copy}
        leftSection={isCopied ? <Check size={17} aria-hidden="true" /> : <Copy size={17} aria-hidden="true" />}
      >
        {t('quality.details.copy')}
      </Button>
      <span role="status" className={css.copied}>
        {isCopied && t('quality.details.copied')}
      </span>
    </div>
  );
}
