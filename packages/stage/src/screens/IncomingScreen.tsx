import type { CallView } from '@frontdesk/client';
import { mediaAtStart } from '@frontdesk/protocol';
import { Avatar, HangUpIcon, RINGTONE, useCallNotification, useRingtone, useTitleFlash } from '@frontdesk/ui';
import { Phone, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Stage } from './Stage.js';
import { StageButton } from './StageButton.js';
import css from './stageWords.module.css';
import { TapToHear } from './TapToHear.js';
import { useRingKeys } from './useRingKeys.js';

interface IncomingScreenProps {
  readonly view: Extract<CallView, { state: 'incoming' }>;
  /** True if this page is the one of several that rings aloud and notifies. */
  readonly isAloud: boolean;
  readonly onAccept: (kinds: { readonly video: boolean }) => void;
  readonly onDecline: () => void;
}

/** Someone calls. */
export function IncomingScreen({ view, isAloud, onAccept, onDecline }: IncomingScreenProps) {
  const { t } = useTranslation();
  const { other, call, answering } = view;
  const { name } = other;
  const isVideo = mediaAtStart(call.flags, 'caller').video || mediaAtStart(call.flags, 'callee').video;
  const kind = t(isVideo ? 'incoming.video' : 'incoming.voice');
  const isMuffled = useRingtone(isAloud && !answering ? RINGTONE : null);
  const accept = useRingKeys(onDecline);
  useTitleFlash(answering ? null : t('incoming.titleFlash', { name }));
  useCallNotification(
    isAloud && !answering
      ? { tag: call.callId, title: t('incoming.calling', { name }), body: t('notify.body', { kind }) }
      : null,
  );

  return (
    <Stage
      role="alertdialog"
      label={t('incoming.calling', { name })}
      describedBy="incoming-kind"
      isRinging={!answering}
      portrait={<Avatar userId={other.userId} name={name} size="xl" />}
      actions={
        <>
          <StageButton
            label={t('incoming.decline')}
            icon={<HangUpIcon size={28} />}
            tone="danger"
            shortcut="Escape"
            onClick={onDecline}
          />
          {isVideo && (
            <StageButton
              label={t('incoming.acceptVoice')}
              icon={<Phone size={25} aria-hidden="true" />}
              tone="plain"
              isBusy={answering}
              onClick={() => onAccept({ video: false })}
            />
          )}
          <StageButton
            ref={accept}
            label={t('incoming.accept')}
            icon={isVideo ? <Video size={27} aria-hidden="true" /> : <Phone size={25} aria-hidden="true" />}
            tone="accept"
            shortcut="Enter"
            isBusy={answering}
            onClick={() => onAccept({ video: isVideo })}
          />
        </>
      }
    >
      <h1 className={css.name} dir="auto">
        {name}
      </h1>
      <p className={css.line} id="incoming-kind">
        {answering ? t('incoming.answering') : kind}
      </p>
      {view.reachable ? (
        <p className={css.hint}>{t(isVideo ? 'incoming.cameraHint' : 'incoming.voiceHint')}</p>
      ) : (
        <p className={css.hint} role="status">
          {t('incoming.unreachable', { name })}
        </p>
      )}
      {isMuffled && <TapToHear />}
      <p className={css.keys} aria-hidden="true">
        <kbd>{t('incoming.keyEnter')}</kbd> {t('incoming.accept')} · <kbd>{t('incoming.keyEscape')}</kbd>{' '}
        {t('incoming.decline')}
      </p>
    </Stage>
  );
}
