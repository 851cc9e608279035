import type { ReachView } from '@frontdesk/client';
import type { SeatView, Unreachable } from '@frontdesk/protocol';
import { Notice } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ReachBanner.module.css';

/** How long it is said that one can be reached again, in ms. */
const AGAIN_MS = 8_000;

interface ReachBannerProps {
  readonly seat: SeatView;
  readonly reach: ReachView;
  /** The agent wanted to be available, and is not for this. */
  readonly hasFailed: boolean;
  readonly onSound: () => void;
  readonly onProve: () => void;
}

/** An available agent whom no call would reach is told why, and what helps; and when it is mended. */
export function ReachBanner({ seat, reach, hasFailed, onSound, onProve }: ReachBannerProps) {
  const { t } = useTranslation('console');
  const isAvailable = seat.wish === 'available';
  const unsure = hasFailed && Object.values(reach.checks).includes('unknown') ? 'noPage' : null;
  const why: Unreachable | null = isAvailable || hasFailed ? (reach.unreachable ?? seat.unreachable ?? unsure) : null;
  const isAgain = useAgain(why !== null);
  if (why === null) {
    return (
      <div role="status" className={css.quiet}>
        {isAgain && <Notice tone="info">{t('reach.again')}</Notice>}
      </div>
    );
  }
  const action =
    why === 'soundBlocked' ? (
      <Button onClick={onSound}>{t('reach.soundOn')}</Button>
    ) : (
      <Button variant="default" loading={reach.isProving} onClick={onProve}>
        {t('reach.prove')}
      </Button>
    );
  return (
    <Notice tone="danger" isLive title={t(isAvailable ? 'reach.title' : 'reach.notYet')} action={action}>
      {t(`reach.why.${why}`)}
    </Notice>
  );
}

/** True for a while after it was mended. */
function useAgain(isBroken: boolean): boolean {
  const wasBroken = useRef(false);
  const [isAgain, setAgain] = useState(false);
  useEffect(() => {
    if (isBroken) {
      wasBroken.current = true;
      setAgain(false);
      return;
    }
    if (!wasBroken.current) return;
    wasBroken.current = false;
    setAgain(true);
    const timer = setTimeout(() => setAgain(false), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isBroken]);
  return isAgain;
}
