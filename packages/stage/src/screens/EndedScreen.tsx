import type { CallView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { Avatar, Brand, clockTime, endReason, ServiceWords, useFocusOnMount } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Phone, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './EndedScreen.module.css';

interface EndedScreenProps {
  readonly view: Extract<CallView, { state: 'ended' }>;
  readonly self: User;
  readonly onCallAgain: () => void;
  readonly onBack: () => void;
  /** What was said in the call, if anything. */
  readonly children?: ReactNode;
}

/** Why a call ended, how long it took, and what one may do now. */
export function EndedScreen({ view, self, onCallAgain, onBack, children }: EndedScreenProps) {
  const { t } = useTranslation();
  const status = useFocusOnMount<HTMLDivElement>();
  const { other, talkedMs, text, kinds, goesOnWith } = view;
  const { key, advice, code, isFault } = endReason(view, self);
  const wasMissed = view.side === 'callee' && talkedMs === null;
  const canCallAgain = key !== 'yourself' && key !== 'answeredElsewhere' && key !== 'transferredTo';
  const Sign = kinds.video ? Video : Phone;
  return (
    <div className={css.screen}>
      <header className={css.header}>
        <Brand />
      </header>
      <main className={css.main}>
        <div className={css.card}>
          <div ref={status} role="status" aria-label={t('ended.title')} tabIndex={-1} className={css.status}>
            <Avatar userId={other.userId} name={other.name} size="l" />
            <h1 className={css.reason} data-fault={isFault}>
              {t(`ended.reason.${key}`, { name: other.name, to: goesOnWith?.name ?? '' })}
            </h1>
            {talkedMs !== null && <p className={css.detail}>{t('ended.duration', { time: clockTime(talkedMs) })}</p>}
            {text !== '' && <ServiceWords text={text} />}
            {text === '' && advice && <p className={css.detail}>{t(`ended.advice.${advice}`)}</p>}
            {code !== null && <p className={css.code}>{t('ended.code', { code })}</p>}
          </div>
          {children}
          <div className={css.actions}>
            {canCallAgain && (
              <Button size="lg" leftSection={<Sign size={19} aria-hidden="true" />} onClick={onCallAgain}>
                {t(wasMissed ? 'ended.callBack' : 'ended.callAgain')}
              </Button>
            )}
            <Button size="lg" variant="default" onClick={onBack}>
              {t('ended.back')}
            </Button>
          </div>
        </div>
      </main>
    </div>
  );
}
