import type { CallView, ConnectionView, MediaView, ScreenView } from '@frontdesk/client';
import { CallControls, Timer, useFocusOnMount, useFullscreen, useWakeLock } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CallState } from '../call/CallState.js';
import { Pictures } from '../call/Pictures.js';
import { ScreenNotice, SharingBar } from '../call/SharingBar.js';
import { SidePanel } from '../call/SidePanel.js';
import { useMoreItems } from '../call/useMoreItems.js';
import { type Panels, useSidePanel } from '../call/useSidePanel.js';
import css from './InCallScreen.module.css';

export type StartedView = Extract<CallView, { state: 'started' }>;

interface InCallScreenProps {
  readonly view: StartedView;
  readonly media: MediaView;
  readonly connection: ConnectionView;
  readonly screen: ScreenView;
  /** What may stand beside the call. */
  readonly panels: Panels;
  /** How many messages of the chat were not read. */
  readonly unread?: number;
  /** Sentences to show above the picture: what else there is to know. */
  readonly notices?: ReactNode;
  /** Beside the name: how good the line is. */
  readonly badge?: ReactNode;
  readonly onMuted: (isMuted: boolean) => void;
  readonly onVideo: (isOn: boolean) => void;
  /** Begins or ends sharing one's screen. */
  readonly onScreen: (isOn: boolean) => void;
  readonly onScreenProblemRead: () => void;
  readonly onHangUp: () => void;
}

/** Two people talk. */
export function InCallScreen(props: InCallScreenProps) {
  const { t } = useTranslation();
  const { view, media, panels, screen } = props;
  const { other } = view;
  const region = useFocusOnMount<HTMLElement>();
  const fullscreen = useFullscreen(region);
  const { open, toggle, close } = useSidePanel(panels);
  const more = useMoreItems({ panels, fullscreen, onPanel: toggle });
  useWakeLock(true);
  const chat = panels.chat !== undefined && {
    isOpen: open === 'chat',
    unread: props.unread ?? 0,
    toggle: () => toggle('chat'),
  };
  const isSharing = screen.state === 'on';
  const mayShare = screen.isPossible && media.allowed.video;
  const titles = { chat: t('stage.chat'), details: t('stage.details'), devices: t('call.devices') };

  return (
    <main className={css.ground}>
      <section
        ref={region}
        className={css.call}
        aria-label={t('call.region', { name: other.name })}
        tabIndex={-1}
        data-beside={open}
        data-sharing={isSharing}
      >
        <div className={css.stage}>
          <Pictures other={other} media={media} />
          <header className={css.top}>
            <h1 className={css.name} dir="auto">
              {other.name}
            </h1>
            <span className={css.time}>
              <Timer since={view.since} label={t('call.duration')} />
            </span>
            {props.badge}
          </header>
          <CallState
            view={view}
            media={media}
            connection={props.connection}
            onRetryAudio={() => props.onMuted(false)}
            onRetryVideo={() => props.onVideo(true)}
          >
            <SharingBar screen={screen} onStop={() => props.onScreen(false)} />
            <ScreenNotice screen={screen} onDismiss={props.onScreenProblemRead} />
            {media.receiving.screen && <p className={css.said}>{t('stage.otherShares', { name: other.name })}</p>}
            {props.notices}
          </CallState>
          <footer className={css.bottom}>
            <CallControls
              sending={media.sending}
              allowed={media.allowed}
              screen={mayShare ? { isOn: isSharing, toggle: () => props.onScreen(!isSharing) } : null}
              chat={chat || null}
              more={more}
              onMuted={props.onMuted}
              onVideo={props.onVideo}
              onHangUp={props.onHangUp}
            />
          </footer>
        </div>
        {open && (
          <SidePanel key={open} title={titles[open]} onClose={close}>
            {panels[open]}
          </SidePanel>
        )}
      </section>
    </main>
  );
}
