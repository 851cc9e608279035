import type { MediaKinds } from '@frontdesk/protocol';
import { Maximize, Mic, MicOff, Minimize, Settings2, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './CallControls.module.css';
import { ControlButton } from './ControlButton.js';
import { HangUpIcon } from './HangUpIcon.js';
import { useRovingFocus } from './useRovingFocus.js';

interface CallControlsProps {
  readonly sending: MediaKinds;
  /** What this call lets this side send; a forbidden kind has no button. */
  readonly allowed: MediaKinds;
  readonly isDevicesOpen: boolean;
  readonly fullscreen: { readonly isPossible: boolean; readonly isOn: boolean; readonly toggle: () => void };
  readonly onMuted: (isMuted: boolean) => void;
  readonly onVideo: (isOn: boolean) => void;
  readonly onDevices: () => void;
  readonly onHangUp: () => void;
}

/** What one can do in a call. */
export function CallControls(props: CallControlsProps) {
  const { t } = useTranslation();
  const { sending, allowed, fullscreen } = props;
  const { ref, onKeyDown, onFocus } = useRovingFocus();
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label={t('call.controls')}
      className={css.controls}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {allowed.audio && (
        <ControlButton
          label={sending.audio ? t('call.mute') : t('call.unmute')}
          icon={sending.audio ? <Mic size={22} /> : <MicOff size={22} />}
          tone={sending.audio ? 'plain' : 'off'}
          onClick={() => props.onMuted(sending.audio)}
        />
      )}
      {allowed.video && (
        <ControlButton
          label={sending.video ? t('call.stopVideo') : t('call.startVideo')}
          icon={sending.video ? <Video size={22} /> : <VideoOff size={22} />}
          tone={sending.video ? 'plain' : 'off'}
          onClick={() => props.onVideo(!sending.video)}
        />
      )}
      <ControlButton
        label={t('call.devices')}
        caption={t('call.devicesShort')}
        icon={<Settings2 size={22} />}
        isExpanded={props.isDevicesOpen}
        onClick={props.onDevices}
      />
      {fullscreen.isPossible && (
        <ControlButton
          label={fullscreen.isOn ? t('call.exitFullScreen') : t('call.fullScreen')}
          icon={fullscreen.isOn ? <Minimize size={22} /> : <Maximize size={22} />}
          onClick={fullscreen.toggle}
        />
      )}
      <ControlButton label={t('call.hangUp')} icon={<HangUpIcon size={24} />} tone="danger" onClick={props.onHangUp} />
    </div>
  );
}
