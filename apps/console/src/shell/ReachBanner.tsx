import type { ReachView } from '@frontdesk/client';
import type { SeatView } from '@frontdesk/protocol';
import { Notice } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ReachBanner.module.css';
import { reachNews } from './reachNews.js';

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
  const news = reachNews(seat, reach, hasFailed);
  const isAgain = useAgain(news.type === 'broken');
  if (news.type === 'unproved') {
    const go = (
      <Button loading={reach.isProving} onClick={onProve}>
        {t('first.goAvailable')}
      </Button>
    );
    return (
      <Notice tone="info" isLive title={t('reach.notYet')} action={go}>
        {t('reach.mended')}
      </Notice>
    );
  }
  if (news.type === 'good') {
    return (
      <div role="status" className={css.quiet}>
        {isAgain && isAvailable && <Notice tone="info">{t('reach.again')}</Notice>}
      </div>
    );
  }
  const action =
    news.why === 'soundBlocked' ? (
      <Button onClick={onSound}>{t('reach.soundOn')}</Button>
    ) : (
      <Button variant="default" loading={reach.isProving} onClick={onProve}>
        {t('reach.prove')}
      </Button>
    );
  return (
    <Notice tone="danger" isLive title={t(isAvailable ? 'reach.title' : 'reach.notYet')} action={action}>
      {t(`reach.why.${news.why}`)}
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
