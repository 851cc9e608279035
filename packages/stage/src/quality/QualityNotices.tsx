import type { QualityView, Store } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { MicOff, Signal, VideoOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Said } from '../call/Said.js';
import css from './QualityNotices.module.css';
import { useQualityWords } from './useQualityWords.js';

/** How long what needs no doing is said after it began, in ms; the badge and the details go on saying it. */
const SAID_MS = 10_000;

interface QualityNoticesProps {
  readonly quality: Store<QualityView>;
  readonly name: string;
  readonly onUnmute: () => void;
}

/** What is done about a weak link, on both sides, and what one can't know of one's own microphone. */
export function QualityNotices({ quality, name, onUnmute }: QualityNoticesProps) {
  const { t } = useTranslation();
  const view = useStore(quality);
  const say = useQualityWords();
  const { picture, pictureBecause, other, mic } = view;
  const isPoor = useSince(view.step === 'poor');
  const isSmaller = useSince(picture === 'smaller');
  const isTheirsSmaller = useSince(other?.picture === 'smaller');
  const theirReason = other?.reason === 'cpu' ? 'cpu' : 'network';
  // What is done about it says it too.
  const isWhole = picture === 'full' && (other === null || other.picture === 'full');
  const signal = <Signal size={17} aria-hidden="true" />;
  const noPicture = <VideoOff size={17} aria-hidden="true" />;
  return (
    <>
      {isPoor && isWhole && <Said icon={signal}>{say(view)}</Said>}
      {isSmaller && <Said icon={signal}>{t(`quality.ownSmaller.${pictureBecause ?? 'network'}`)}</Said>}
      {picture === 'paused' && <Said icon={noPicture}>{t('quality.ownPaused')}</Said>}
      {isTheirsSmaller && <Said icon={signal}>{t(`quality.otherSmaller.${theirReason}`, { name })}</Said>}
      {other?.picture === 'paused' && <Said icon={noPicture}>{t('quality.otherPaused', { name })}</Said>}
      {mic === 'speakingMuted' && (
        <p className={css.muted}>
          <MicOff size={17} aria-hidden="true" />
          <span>{t('quality.muted')}</span>
          <button type="button" className={css.act} onClick={onUnmute}>
            {t('quality.unmute')}
          </button>
        </p>
      )}
      {mic === 'silent' && <Said icon={<MicOff size={17} aria-hidden="true" />}>{t('quality.silent')}</Said>}
    </>
  );
}

/** Whether it holds, and has not been held for long. */
function useSince(holds: boolean): boolean {
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    setOld(false);
    if (!holds) return;
    const timer = setTimeout(() => setOld(true), SAID_MS);
    return () => clearTimeout(timer);
  }, [holds]);
  return holds && !isOld;
}
