import type { CallView } from '@frontdesk/client';
import { type CallSnapshot, type CustomerCard, mediaAtStart } from '@frontdesk/protocol';
import { TapToHear, useRingKeys } from '@frontdesk/stage/incoming';
import {
  Avatar,
  HangUpIcon,
  RINGTONE,
  Rings,
  useCallNotification,
  useNow,
  useRingtone,
  useTitleFlash,
} from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Phone, Video } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Earlier } from '../call/Earlier.js';
import { Facts } from '../parts/Facts.js';
import { spanInWords } from '../parts/span.js';
import { useModal } from '../parts/useModal.js';
import css from './IncomingCall.module.css';
import { timeLeft } from './timeLeft.js';

interface IncomingCallProps {
  readonly view: Extract<CallView, { state: 'incoming' }>;
  /** Null while it is asked for: one may answer without. */
  readonly card: CustomerCard | null;
  /** How far the server's clock is ahead of this machine's, in ms: a call's times are by that one. */
  readonly offsetMs: number;
  readonly onAccept: (kinds: { readonly video: boolean }) => void;
  readonly onDecline: () => void;
}

/** A customer, or a colleague about one: who, for which queue, and how long there is to answer. */
export function IncomingCall({ view, card, offsetMs, onAccept, onDecline }: IncomingCallProps) {
  const { t } = useTranslation('console');
  const id = useId();
  const { call, other, answering } = view;
  const name = card?.from ? other.name : (card?.customer.name ?? other.name);
  const isVideo = mediaAtStart(call.flags, 'caller').video || mediaAtStart(call.flags, 'callee').video;
  // First the dialog: what is not in it can't have the focus.
  const dialog = useModal();
  const accept = useRingKeys(onDecline);
  const isMuffled = useRingtone(answering ? null : RINGTONE);
  useTitleFlash(answering ? null : t('incoming.flash', { name }));
  useCallNotification(
    answering
      ? null
      : { tag: call.callId, title: t('incoming.title', { name }), body: card?.queue?.name ?? t('incoming.comeBack') },
  );
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      role="alertdialog"
      aria-label={t('incoming.title', { name })}
      aria-describedby={id}
      // The keys are ours; a phone's way back must not leave a ring without its buttons.
      onCancel={(event) => event.preventDefault()}
    >
      <div className={css.head}>
        <div className={css.portrait}>
          <Rings isMoving={!answering} />
          <Avatar userId={other.userId} name={name} size="l" />
        </div>
        <div className={css.words}>
          <h2 className={css.name} dir="auto">
            {name}
          </h2>
          <Summary view={view} card={card} id={id} />
          {isMuffled && <TapToHear />}
        </div>
      </div>
      <TimeLeft call={call} offsetMs={offsetMs} isOver={answering} />
      {card && <About card={card} />}
      <div className={css.actions}>
        <Button
          size="lg"
          color="danger"
          leftSection={<HangUpIcon size={20} />}
          aria-keyshortcuts="Escape"
          onClick={onDecline}
        >
          {t('incoming.decline')}
        </Button>
        <span className={css.gap} />
        {isVideo && (
          <Button
            size="lg"
            variant="default"
            leftSection={<Phone size={19} aria-hidden="true" />}
            disabled={answering}
            onClick={() => onAccept({ video: false })}
          >
            {t('incoming.acceptVoice')}
          </Button>
        )}
        <Button
          ref={accept}
          size="lg"
          className={css.accept ?? ''}
          leftSection={isVideo ? <Video size={20} aria-hidden="true" /> : <Phone size={19} aria-hidden="true" />}
          aria-keyshortcuts="Enter"
          aria-disabled={answering}
          onClick={answering ? undefined : () => onAccept({ video: isVideo })}
        >
          {t('incoming.accept')}
        </Button>
      </div>
      <p className={css.keys} aria-hidden="true">
        <kbd>Enter</kbd> {t('incoming.accept')} · <kbd>Esc</kbd> {t('incoming.decline')}
      </p>
    </dialog>
  );
}

function Summary({ view, card, id }: Pick<IncomingCallProps, 'view' | 'card'> & { readonly id: string }) {
  const { t, i18n } = useTranslation('console');
  const from = card?.from;
  const waited =
    card && card.waitedMs > 0 ? t('incoming.waited', { time: spanInWords(card.waitedMs, i18n.language) }) : null;
  return (
    <p id={id} className={css.line}>
      {view.answering && `${t('incoming.answering')} `}
      {from && card && `${t(`incoming.from.${from.as}`, { name: from.name, customer: card.customer.name })} `}
      {[card?.queue?.name, waited].filter(Boolean).join(' · ')}
      {!view.reachable && ` ${t('incoming.unreachable')}`}
    </p>
  );
}

/** What the customer wrote before, and when they were here last. */
function About({ card }: { readonly card: CustomerCard }) {
  const { t } = useTranslation('console');
  if (card.form.length === 0 && card.earlier.length === 0) return null;
  return (
    <div className={css.about}>
      {card.form.length > 0 && (
        <Facts facts={card.form.map(({ label, value }) => [formLabel(label, t), value] as const)} />
      )}
      {card.earlier.length > 0 && (
        <div className={css.earlier}>
          <h3 className={css.small}>{t('card.earlierCount', { count: card.earlier.length })}</h3>
          <Earlier calls={card.earlier.slice(0, 2)} />
        </div>
      )}
    </div>
  );
}

/** Our own pages' fields have no label of the operator's. */
export function formLabel(label: string, t: (key: 'card.field.name' | 'card.field.topic') => string): string {
  return label === 'name' || label === 'topic' ? t(`card.field.${label}`) : label;
}

interface TimeLeftProps {
  readonly call: CallSnapshot;
  readonly offsetMs: number;
  readonly isOver: boolean;
}

/** How long it rings here before it goes to the next one. */
function TimeLeft({ call, offsetMs, isOver }: TimeLeftProps) {
  const { t } = useTranslation('console');
  const left = timeLeft(call, useNow() + offsetMs);
  if (left === null || isOver) return <div className={css.left} />;
  return (
    <div className={css.left}>
      <div className={css.track} aria-hidden="true">
        <div className={css.rest} style={{ inlineSize: `${left.part * 100}%` }} />
      </div>
      <p className={css.seconds}>{t('incoming.left', { count: left.seconds })}</p>
    </div>
  );
}
