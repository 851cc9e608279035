import type { MediaKinds } from '@frontdesk/protocol';
import { MessageSquareText, Mic, MicOff, ScreenShare, ScreenShareOff, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './CallControls.module.css';
import { ControlButton } from './ControlButton.js';
import { HangUpIcon } from './HangUpIcon.js';
import { type MoreItem, MoreMenu } from './MoreMenu.js';
import { useRovingFocus } from './useRovingFocus.js';

/** One more thing that a page lets one do in a call; its words are the page's. */
export interface BarControl {
  readonly id: string;
  /** The accessible name. */
  readonly label: string;
  /** What stands under the sign; the label, unless that is too long. */
  readonly caption?: string;
  readonly icon: ReactNode;
  /** It runs, and should not be forgotten. */
  readonly isOn?: boolean;
  /** Of what opens something: whether that is open. */
  readonly isExpanded?: boolean;
  readonly onClick: () => void;
}

interface CallControlsProps {
  readonly sending: Pick<MediaKinds, 'audio' | 'video'>;
  /** What this call lets this side send; a forbidden kind has no button. */
  readonly allowed: Pick<MediaKinds, 'audio' | 'video'>;
  /** Null where the browser can't, or the call does not let one. */
  readonly screen: { readonly isOn: boolean; readonly toggle: () => void } | null;
  readonly chat: { readonly isOpen: boolean; readonly unread: number; readonly toggle: () => void } | null;
  /** What a page adds, before "More". */
  readonly extra?: readonly BarControl[];
  /** What stands behind "More"; without any, there is no such button. */
  readonly more: readonly MoreItem[];
  /** The keys that do the same, while shortcuts are on. */
  readonly keys?: Readonly<Partial<Record<'mute' | 'video' | 'screen' | 'chat' | 'hangUp', string>>>;
  readonly onMuted: (isMuted: boolean) => void;
  readonly onVideo: (isOn: boolean) => void;
  readonly onHangUp: () => void;
}

/** What one can do in a call. */
export function CallControls(props: CallControlsProps) {
  const { t } = useTranslation();
  const { sending, allowed, screen, chat, extra = [], more, keys = {} } = props;
  const { ref, onKeyDown, onFocus } = useRovingFocus();
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label={t('call.controls')}
      className={css.controls}
      data-many={extra.length > 1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      // A press with the mouse leaves the focus where it is: then Space goes on being the key to talk.
      onMouseDown={(event) => event.preventDefault()}
    >
      {allowed.audio && (
        <ControlButton
          label={sending.audio ? t('call.mute') : t('call.unmute')}
          icon={sending.audio ? <Mic size={22} /> : <MicOff size={22} />}
          tone={sending.audio ? 'plain' : 'off'}
          shortcut={keys.mute}
          onClick={() => props.onMuted(sending.audio)}
        />
      )}
      {allowed.video && (
        <ControlButton
          label={sending.video ? t('call.stopVideo') : t('call.startVideo')}
          icon={sending.video ? <Video size={22} /> : <VideoOff size={22} />}
          tone={sending.video ? 'plain' : 'off'}
          shortcut={keys.video}
          onClick={() => props.onVideo(!sending.video)}
        />
      )}
      {screen && <ScreenButton {...screen} shortcut={keys.screen} />}
      {chat && <ChatButton {...chat} shortcut={keys.chat} />}
      {extra.map(({ id, label, caption = label, icon, isOn = false, isExpanded, onClick }) => (
        <ControlButton
          key={id}
          label={label}
          caption={caption}
          icon={icon}
          tone={isOn ? 'on' : 'plain'}
          {...(isExpanded !== undefined && { isExpanded })}
          onClick={onClick}
        />
      ))}
      {more.length > 0 && <MoreMenu items={more} />}
      <ControlButton
        label={t('call.hangUp')}
        icon={<HangUpIcon size={24} />}
        tone="danger"
        shortcut={keys.hangUp}
        onClick={props.onHangUp}
      />
    </div>
  );
}

interface ScreenButtonProps {
  readonly isOn: boolean;
  readonly toggle: () => void;
  readonly shortcut: string | undefined;
}

function ScreenButton({ isOn, toggle, shortcut }: ScreenButtonProps) {
  const { t } = useTranslation();
  return (
    <ControlButton
      label={isOn ? t('stage.stopScreen') : t('stage.shareScreen')}
      caption={isOn ? t('stage.stopScreenShort') : t('stage.shareScreenShort')}
      icon={isOn ? <ScreenShareOff size={22} /> : <ScreenShare size={22} />}
      tone={isOn ? 'on' : 'plain'}
      shortcut={shortcut}
      onClick={toggle}
    />
  );
}

interface ChatButtonProps {
  readonly isOpen: boolean;
  readonly unread: number;
  readonly toggle: () => void;
  readonly shortcut: string | undefined;
}

function ChatButton({ isOpen, unread, toggle, shortcut }: ChatButtonProps) {
  const { t } = useTranslation();
  return (
    <ControlButton
      label={unread > 0 ? t('stage.chatUnread', { count: unread }) : t('stage.chat')}
      caption={t('stage.chat')}
      icon={<MessageSquareText size={22} />}
      count={unread}
      isExpanded={isOpen}
      shortcut={shortcut}
      onClick={toggle}
    />
  );
}
