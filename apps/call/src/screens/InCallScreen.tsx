import type { CallView, ConnectionView, DevicesView, MediaView } from '@frontdesk/client';
import {
  Avatar,
  CallControls,
  SelfView,
  Timer,
  useFocusOnMount,
  useFullscreen,
  useWakeLock,
  VideoTile,
} from '@frontdesk/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallState } from '../call/CallState.js';
import { DevicesPanel } from '../call/DevicesPanel.js';
import css from './InCallScreen.module.css';

export type StartedView = Extract<CallView, { state: 'started' }>;

interface InCallScreenProps {
  readonly view: StartedView;
  readonly media: MediaView;
  readonly devices: DevicesView;
  readonly connection: ConnectionView;
  readonly onMuted: (isMuted: boolean) => void;
  readonly onVideo: (isOn: boolean) => void;
  readonly onCamera: (deviceId: string) => void;
  readonly onMicrophone: (deviceId: string) => void;
  readonly onHangUp: () => void;
}

/** Two people talk. */
export function InCallScreen(props: InCallScreenProps) {
  const { t } = useTranslation();
  const { view, media } = props;
  const { other } = view;
  const region = useFocusOnMount<HTMLElement>();
  const fullscreen = useFullscreen(region);
  const [isDevicesOpen, setDevicesOpen] = useState(false);
  useWakeLock(true);
  const hasPicture = media.receiving.video && media.remote !== null && media.link !== 'none';

  return (
    <main className={css.ground}>
      <section ref={region} className={css.call} aria-label={t('call.region', { name: other.name })} tabIndex={-1}>
        <VideoTile stream={media.remote} label={other.name} isShown={hasPicture} />
        {!hasPicture && (
          <div className={css.faceless}>
            <Avatar userId={other.userId} name={other.name} size="xl" />
          </div>
        )}
        <header className={css.top}>
          <h1 className={css.name} dir="auto">
            {other.name}
          </h1>
          <span className={css.time}>
            <Timer since={view.since} label={t('call.duration')} />
          </span>
        </header>
        <CallState
          view={view}
          media={media}
          connection={props.connection}
          onRetryAudio={() => props.onMuted(false)}
          onRetryVideo={() => props.onVideo(true)}
        />
        <SelfView stream={media.local} isVideoOn={media.sending.video} isMuted={!media.sending.audio} />
        {isDevicesOpen && (
          <DevicesPanel
            devices={props.devices}
            onCamera={props.onCamera}
            onMicrophone={props.onMicrophone}
            onClose={() => setDevicesOpen(false)}
          />
        )}
        <footer className={css.bottom}>
          <CallControls
            sending={media.sending}
            allowed={media.allowed}
            isDevicesOpen={isDevicesOpen}
            fullscreen={fullscreen}
            onMuted={props.onMuted}
            onVideo={props.onVideo}
            onDevices={() => setDevicesOpen((isOpen) => !isOpen)}
            onHangUp={props.onHangUp}
          />
        </footer>
      </section>
    </main>
  );
}
