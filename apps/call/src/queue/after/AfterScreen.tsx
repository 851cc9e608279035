import { callNumber } from '@frontdesk/protocol';
import { Avatar, Brand, CopyButton, clockTime, ServiceWords, useFocusOnMount } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WishForm, type WishFormProps } from '../WishForm.js';
import css from './AfterScreen.module.css';
import { afterReason } from './afterReason.js';
import type { AfterView } from './LastWord.js';
import { Rating, type RatingProps } from './Rating.js';

export interface AfterScreenProps {
  readonly view: AfterView;
  /** The queue's name. */
  readonly name: string;
  readonly rate: RatingProps['send'];
  /** It was rated before the page was loaded anew. */
  readonly isRated?: boolean | undefined;
  /** Null where no wish to be called back can be left. */
  readonly sendWish: WishFormProps['send'] | null;
  readonly onCallAgain: () => void;
  readonly onBack: () => void;
  /** What was said in the call, if anything. */
  readonly children?: ReactNode;
}

/** The call is over: why, its number, and how it was. */
export function AfterScreen(props: AfterScreenProps) {
  const { t } = useTranslation('queue');
  const { view, name, sendWish } = props;
  const status = useFocusOnMount<HTMLDivElement>();
  const { reason, detail } = afterReason(view);
  const hasTalked = view.talkedMs !== null;
  const person = hasTalked ? view.other : { userId: name, name };
  return (
    <div className={css.screen}>
      <header className={css.header}>
        <Brand />
      </header>
      <main className={css.main}>
        <div className={css.card}>
          <div ref={status} role="status" aria-label={t('after.title')} tabIndex={-1} className={css.status}>
            <Avatar userId={person.userId} name={person.name} size="l" />
            <h1 className={css.reason}>{t(`after.reason.${reason}`)}</h1>
            <p className={css.detail}>{t(`after.detail.${detail}`, { name: view.other.name })}</p>
            {view.talkedMs !== null && (
              <p className={css.detail}>{t('after.duration', { time: clockTime(view.talkedMs) })}</p>
            )}
            {view.text !== '' && <ServiceWords text={view.text} />}
          </div>
          {hasTalked && view.call && <CallNumber number={callNumber(view.call.callId)} />}
          {hasTalked && <Rating send={props.rate} isGiven={props.isRated} />}
          {props.children}
          {!hasTalked && sendWish && <WishForm title={t('door.insteadTitle')} name={null} send={sendWish} />}
          <div className={css.actions}>
            <Button size="lg" variant={hasTalked || sendWish ? 'default' : 'filled'} onClick={props.onCallAgain}>
              {t('after.again')}
            </Button>
            <Button size="lg" variant="subtle" onClick={props.onBack}>
              {t('after.back')}
            </Button>
          </div>
        </div>
      </main>
    </div>
  );
}

function CallNumber({ number }: { readonly number: string }) {
  const { t } = useTranslation('queue');
  return (
    <div className={css.number}>
      <div>
        <p className={css.label}>{t('after.number')}</p>
        <p className={css.value}>{number}</p>
        <p className={css.hint}>{t('after.numberHint')}</p>
      </div>
      <CopyButton text={number} words={{ copy: t('after.copy'), copied: t('after.copied') }} />
    </div>
  );
}
