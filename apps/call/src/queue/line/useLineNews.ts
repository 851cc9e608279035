import type { CallView } from '@frontdesk/client';
import {
  CHIME,
  playOnce,
  RINGTONE,
  renderTone,
  useCallNotification,
  useHoldMusic,
  useRingtone,
  useTitleFlash,
  useWakeLock,
} from '@frontdesk/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoundChoice } from './Sounds.js';

/** From here on a step forward is told. */
const NEAR = 3;

interface LineNews {
  readonly view: Extract<CallView, { state: 'idle' | 'dialing' | 'outgoing' }>;
  readonly name: string;
  readonly sounds: SoundChoice;
}

/**
 * Tells who does something else how it stands: by sound, by the tab's title, outside the page; and keeps a phone awake,
 * which would lose the place asleep. True while the browser lets the page not sound.
 */
export function useLineNews({ view, name, sounds }: LineNews): boolean {
  const { t } = useTranslation('queue');
  const call = view.state === 'outgoing' ? view.call : null;
  const isWaiting = call?.state === 'waiting';
  const isComing = call?.state === 'ringing';
  const place = isWaiting && view.state === 'outgoing' ? view.said.place : null;

  useWakeLock(isWaiting || isComing);
  const isBlocked = useHoldMusic(isWaiting && sounds.music);
  useRingtone(isComing && sounds.chime ? RINGTONE : null);
  useSteps(place, sounds.chime);
  useTitleFlash(isComing ? t('line.comingTitle') : null);
  useCallNotification(
    isComing && call ? { tag: call.callId, title: t('line.comingTitle'), body: t('line.notifyText') } : null,
  );
  const title = place === null ? name : t('line.title', { place, name });
  useEffect(() => {
    // While it rings the title flashes by itself.
    if (isComing || title === '') return;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title, isComing]);
  return isBlocked;
}

/** Sounds when the place becomes one of the first. */
function useSteps(place: number | null, isOn: boolean): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    const isStep = place !== null && before.current !== null && place < before.current && place <= NEAR;
    if (isStep && isOn) playOnce((sampleRate) => renderTone(CHIME, sampleRate));
    before.current = place;
  }, [place, isOn]);
}
