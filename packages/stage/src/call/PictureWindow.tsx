import type { MediaView } from '@frontdesk/client';
import type { PartySnapshot } from '@frontdesk/protocol';
import { Avatar, CallControls, VideoTile } from '@frontdesk/ui';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import css from './PictureWindow.module.css';

interface SmallCallProps {
  readonly other: PartySnapshot;
  readonly media: MediaView;
  readonly onMuted: (isMuted: boolean) => void;
  readonly onVideo: (isOn: boolean) => void;
  readonly onHangUp: () => void;
}

/** The call in a window of its own, above all others. */
export function PictureWindow({ window: target, ...call }: SmallCallProps & { readonly window: Window }) {
  return createPortal(<SmallCall {...call} />, target.document.body);
}

/** The other, or the shared screen, and what one does most. */
export function SmallCall({ other, media, ...does }: SmallCallProps) {
  const { t } = useTranslation();
  const { name } = other;
  const screen = media.remoteScreen;
  const hasPicture = screen !== null || (media.receiving.video && media.remote !== null);
  return (
    <main className={css.window} aria-label={t('call.region', { name })}>
      {/* The page goes on playing the sound. */}
      <VideoTile
        stream={screen ?? media.remote}
        label={screen ? t('stage.screenOf', { name }) : name}
        isShown={hasPicture}
        isWhole={screen !== null}
        isSilent
      />
      {!hasPicture && <Avatar userId={other.userId} name={name} size="l" />}
      <footer className={css.bar}>
        <CallControls sending={media.sending} allowed={media.allowed} screen={null} chat={null} more={[]} {...does} />
      </footer>
    </main>
  );
}
