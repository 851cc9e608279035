import type { QueueLine, SeatView } from '@frontdesk/protocol';
import { IconButton } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Check, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './FirstSteps.module.css';
import { QueueLink } from './QueueLink.js';

interface FirstStepsProps {
  readonly seat: SeatView;
  /** The queue that is tried first. */
  readonly queue: QueueLine | null;
  readonly onAvailable: () => void;
  readonly onDismiss: () => void;
}

/** From an empty desk to the first customer, in three steps. */
export function FirstSteps({ seat, queue, onAvailable, onDismiss }: FirstStepsProps) {
  const { t } = useTranslation('console');
  const id = useId();
  const isAvailable = seat.wish === 'available';
  return (
    <section className={css.steps} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id} className={css.title}>
          {t('first.title')}
        </h2>
        <IconButton label={t('first.dismiss')} icon={<X size={18} aria-hidden="true" />} onClick={onDismiss} />
      </div>
      <ol className={css.list}>
        <li className={css.step} data-done={isAvailable}>
          <Step at={1} isDone={isAvailable} />
          <div className={css.words}>
            <h3 className={css.name}>{t('first.available')}</h3>
            <p>{t(isAvailable ? 'first.isAvailable' : 'first.availableText')}</p>
            {!isAvailable && <Button onClick={onAvailable}>{t('first.goAvailable')}</Button>}
          </div>
        </li>
        <li className={css.step}>
          <Step at={2} isDone={false} />
          <div className={css.words}>
            <h3 className={css.name}>{t('first.open')}</h3>
            <p>{t('first.openText')}</p>
            {queue && <QueueLink queueId={queue.queueId} name={queue.name} />}
          </div>
        </li>
        <li className={css.step}>
          <Step at={3} isDone={false} />
          <div className={css.words}>
            <h3 className={css.name}>{t('first.call')}</h3>
            <p>{t('first.callText')}</p>
          </div>
        </li>
      </ol>
    </section>
  );
}

function Step({ at, isDone }: { readonly at: number; readonly isDone: boolean }) {
  return (
    <span className={css.number} aria-hidden="true">
      {isDone ? <Check size={17} /> : at}
    </span>
  );
}
