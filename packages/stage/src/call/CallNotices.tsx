import type { HoldView, ScreenView } from '@frontdesk/client';
import { Camera, Mic, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './CallNotices.module.css';
import { Said } from './Said.js';
import { ScreenNotice, SharingBar } from './SharingBar.js';
import type { SnapshotRefusal } from './useSnapshot.js';

interface CallNoticesProps {
  readonly name: string;
  readonly screen: ScreenView;
  readonly isReceivingScreen: boolean;
  readonly hold: HoldView;
  readonly isHangUpArmed: boolean;
  readonly isTalking: boolean;
  /** Why no picture was saved just now. */
  readonly snapshotRefusal: SnapshotRefusal | null;
  readonly onStopScreen: () => void;
  readonly onScreenProblemRead: () => void;
}

/** What one's own doing has to say: sharing, talking by key, a hang-up that waits for its second press. */
export function CallNotices(props: CallNoticesProps) {
  const { t } = useTranslation();
  const { name, screen, hold, snapshotRefusal } = props;
  return (
    <>
      <SharingBar screen={screen} onStop={props.onStopScreen} />
      <ScreenNotice screen={screen} onDismiss={props.onScreenProblemRead} />
      {props.isReceivingScreen && <p className={css.unseen}>{t('stage.otherShares', { name })}</p>}
      {hold.own && <p className={css.unseen}>{t('room.hold.ownTitle')}</p>}
      {hold.other && !hold.own && (
        <p className={css.unseen}>{`${t('room.hold.title')}. ${t('room.hold.text', { name })}`}</p>
      )}
      {props.isHangUpArmed && (
        <Said icon={<PhoneOff size={17} aria-hidden="true" />}>{t('shortcuts.hangUpAgain')}</Said>
      )}
      {props.isTalking && <Said icon={<Mic size={17} aria-hidden="true" />}>{t('shortcuts.talking')}</Said>}
      {snapshotRefusal && (
        <Said icon={<Camera size={17} aria-hidden="true" />}>{t(`stage.${snapshotRefusal}`, { name })}</Said>
      )}
    </>
  );
}
