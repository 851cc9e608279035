import type { NotesView } from '@frontdesk/client';
import type { CustomerCard, SeatView } from '@frontdesk/protocol';
import { clockTime, useFocusOnMount, useNow } from '@frontdesk/ui';
import { Button, Radio } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NotesBox } from '../call/NotesBox.js';
import { RefusalNotice } from '../parts/RefusalNotice.js';
import type { Refusal } from '../parts/refusal.js';
import css from './WrapUp.module.css';

interface WrapUpProps {
  readonly seat: SeatView;
  /** Null while it is asked for. */
  readonly card: CustomerCard | null;
  readonly notes: NotesView;
  /** How long one talked, in ms; null where this page does not know. */
  readonly talkedMs: number | null;
  /** Why it ended, in a sentence. */
  readonly ending: string | null;
  /** What was chosen so far. */
  readonly disposition: string | null;
  readonly onDisposition: (disposition: string) => void;
  readonly onWrite: (text: string) => void;
  /** Null: it is done; else why it is not. */
  readonly onDone: () => Promise<Refusal | null>;
}

/** After a call: what it came to, before the next one. Ctrl or Cmd and Enter are done too. */
export function WrapUp(props: WrapUpProps) {
  const { seat, card, notes, talkedMs, ending, onDone } = props;
  const { t } = useTranslation('console');
  const region = useFocusOnMount<HTMLElement>();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const done = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setRefusal(null);
    setRefusal(await onDone());
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void done();
  };
  return (
    <section ref={region} className={css.wrapUp} aria-label={t('wrapUp.title')} tabIndex={-1} onKeyDown={onKeyDown}>
      <div className={css.head}>
        <div>
          <h1 className={css.title}>{t('wrapUp.title')}</h1>
          <p className={css.line}>
            <span dir="auto">{card?.customer.name}</span>
            {[
              card?.queue?.name,
              talkedMs === null ? null : t('wrapUp.talked', { time: clockTime(talkedMs) }),
              card?.number,
            ]
              .filter(Boolean)
              .map((word) => ` · ${word}`)
              .join('')}
          </p>
          {ending && <p className={css.line}>{ending}</p>}
        </div>
        {seat.until !== null && <TimeLeft until={seat.until} wish={seat.wish} />}
      </div>
      {card && card.dispositions.length > 0 && (
        <Radio.Group label={t('wrapUp.disposition')} value={props.disposition ?? ''} onChange={props.onDisposition}>
          <div className={css.choices}>
            {card.dispositions.map((each) => (
              <Radio key={each} value={each} label={each} classNames={{ radio: css.radio ?? '' }} />
            ))}
          </div>
        </Radio.Group>
      )}
      <NotesBox notes={notes} onWrite={props.onWrite} rows={6} />
      {refusal && <RefusalNotice of="wrapUp" why={refusal} />}
      <div className={css.actions}>
        <Button size="lg" loading={isBusy} aria-keyshortcuts="Control+Enter" onClick={() => void done()}>
          {t('wrapUp.done')}
        </Button>
        <p className={css.line}>{t(`wrapUp.then.${seat.wish}`)}</p>
      </div>
    </section>
  );
}

/** It ends by itself; whoever needs longer chooses a break. */
function TimeLeft({ until, wish }: { readonly until: number; readonly wish: SeatView['wish'] }) {
  const { t } = useTranslation('console');
  const now = useNow();
  const leftMs = Math.max(0, until - now);
  return (
    <p className={css.timer} data-soon={leftMs < 10_000} title={t(`wrapUp.then.${wish}`)}>
      <span role="timer" aria-label={t('wrapUp.left')}>
        {clockTime(leftMs + 999)}
      </span>
      <span>{t('wrapUp.left')}</span>
    </p>
  );
}
