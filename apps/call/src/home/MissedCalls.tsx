import type { MissedCall } from '@frontdesk/client';
import { Avatar, IconButton, useNow, whenInWords } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { PhoneMissed, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './MissedCalls.module.css';

interface MissedCallsProps {
  readonly missed: readonly MissedCall[];
  readonly onCall: (to: string, kinds: { readonly video: boolean; readonly name: string }) => void;
  readonly onDismiss: (callId: string) => void;
}

/** The calls that rang here and were not answered: who, when, and the way back. */
export function MissedCalls({ missed, onCall, onDismiss }: MissedCallsProps) {
  const { t } = useTranslation();
  if (missed.length === 0) return null;
  return (
    <section className={css.missed} aria-labelledby="missed-title">
      <h2 id="missed-title" className={css.title}>
        <PhoneMissed size={19} aria-hidden="true" />
        {t('missed.title')}
      </h2>
      <ul className={css.list} aria-label={t('missed.list')}>
        {missed.map((call) => (
          <MissedRow key={call.callId} call={call} onCall={onCall} onDismiss={onDismiss} />
        ))}
      </ul>
    </section>
  );
}

function MissedRow({ call, onCall, onDismiss }: { call: MissedCall } & Pick<MissedCallsProps, 'onCall' | 'onDismiss'>) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { from, kinds, callId, at } = call;
  const nameId = `missed-${callId}`;
  return (
    <li className={css.row}>
      <Avatar userId={from.userId} name={from.name} />
      <div className={css.who}>
        <span id={nameId} className={css.name} dir="auto">
          {from.name}
        </span>
        <span className={css.detail}>
          {t(kinds.video ? 'missed.video' : 'missed.voice')}
          <time dateTime={new Date(at).toISOString()}>
            {whenInWords(at, now, i18n.language) ?? t('missed.justNow')}
          </time>
        </span>
      </div>
      <Button
        variant="light"
        className={css.back}
        aria-describedby={nameId}
        onClick={() => {
          onDismiss(callId);
          onCall(from.userId, { video: kinds.video, name: from.name });
        }}
      >
        {t('missed.callBack')}
      </Button>
      <IconButton
        label={t('missed.dismiss', { name: from.name })}
        icon={<X size={18} aria-hidden="true" />}
        onClick={() => onDismiss(callId)}
      />
    </li>
  );
}
