import type { HoldView } from '@frontdesk/client';
import { Timer, useHoldMusic } from '@frontdesk/ui';
import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { TapToHear } from '../screens/TapToHear.js';
import css from './HoldCard.module.css';

interface HoldCardProps {
  readonly hold: HoldView;
  /** Of whoever holds, or is held. */
  readonly name: string;
  /** There are more than the two. */
  readonly areMore: boolean;
}

/** In place of the pictures while the call is on hold: who waits hears music, and is told that nobody sees them. */
export function HoldCard({ hold, name, areMore }: HoldCardProps) {
  const { t } = useTranslation();
  const isBlocked = useHoldMusic(hold.other && !hold.own);
  const ownText = areMore ? t('room.hold.ownTextAll') : t('room.hold.ownText', { name });
  return (
    <div className={css.ground}>
      <div className={css.card}>
        <span className={css.sign}>
          <Pause size={34} aria-hidden="true" />
        </span>
        <p className={css.title}>{t(hold.own ? 'room.hold.ownTitle' : 'room.hold.title')}</p>
        <p className={css.text}>{hold.own ? ownText : t('room.hold.text', { name })}</p>
        {!hold.own && <p className={css.text}>{t('room.hold.privacy')}</p>}
      </div>
      {hold.since !== null && (
        <p className={css.since}>
          <Timer since={hold.since} label={t('room.hold.for')} />
        </p>
      )}
      {isBlocked && <TapToHear />}
    </div>
  );
}
