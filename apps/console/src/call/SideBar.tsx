import type { SideCallView } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './SideBar.module.css';

interface SideBarProps {
  readonly side: NonNullable<SideCallView>;
  readonly customer: string;
  readonly onComplete: () => void;
  readonly onTogether: () => void;
  /** Ends the call to the colleague, or puts its end away. */
  readonly onBack: () => void;
}

/** The colleague whom one asks or brings in, above the call with the customer: how far it is, and what one may do now. */
export function SideBar({ side, customer, onComplete, onTogether, onBack }: SideBarProps) {
  const { t } = useTranslation('console');
  const { name } = side.other;
  const isApart = side.state === 'started' && side.as === 'aside';
  const isTogether = side.state === 'started' && side.as === 'join';
  return (
    <section className={css.bar} aria-label={t('side.title', { name })}>
      <p className={css.words} role="status">
        {wordsOf()}
      </p>
      <div className={css.deeds}>
        {isApart && <Button onClick={onComplete}>{t('side.complete')}</Button>}
        {isApart && (
          <Button variant="default" onClick={onTogether}>
            {t('side.together')}
          </Button>
        )}
        {isTogether && (
          <Button variant="default" onClick={onComplete}>
            {t('side.leave')}
          </Button>
        )}
        <Button variant="default" onClick={onBack}>
          {backWord()}
        </Button>
      </div>
    </section>
  );

  function wordsOf(): string {
    switch (side.state) {
      case 'dialing':
      case 'resuming':
        return t(`side.calling.${side.as}`, { name, customer });
      case 'outgoing':
        return side.call.state === 'waiting'
          ? t('side.inLine', { name, customer })
          : t(`side.calling.${side.as}`, { name, customer });
      case 'started':
        return t(side.as === 'aside' ? 'side.apart' : 'side.joined', { name, customer });
      case 'ended':
        return side.wasStarted
          ? t('side.over', { name })
          : t(`side.failed.${failureOf(side.code)}`, { name, customer });
    }
  }

  function backWord(): string {
    if (side.state === 'ended') return t('side.ok');
    if (isTogether) return t('side.remove', { name });
    return isApart ? t('side.back', { name: customer }) : t('side.cancel');
  }
}

function failureOf(code: number): 'busy' | 'rejected' | 'timeout' | 'offline' | 'other' {
  switch (code) {
    case CODES.busy:
      return 'busy';
    case CODES.rejected:
      return 'rejected';
    case CODES.timeout:
      return 'timeout';
    case CODES.offline:
    case CODES.disconnected:
      return 'offline';
    default:
      return 'other';
  }
}
