import type { DeviceChoice, DevicesView } from '@frontdesk/client';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './DevicePicker.module.css';

interface DevicePickerProps {
  readonly devices: DevicesView;
  readonly onCamera: (deviceId: string) => void;
  readonly onMicrophone: (deviceId: string) => void;
  readonly onSpeaker: (deviceId: string) => void;
}

/** Which camera, which microphone and, where the browser can, which speaker. Native selects: a phone shows its own wheel, a keyboard its own list. */
export function DevicePicker({ devices, onCamera, onMicrophone, onSpeaker }: DevicePickerProps) {
  const { t } = useTranslation();
  const options = (choices: readonly DeviceChoice[], unnamed: (n: number) => string, none: string) =>
    choices.length === 0
      ? [{ value: '', label: none }]
      : choices.map(({ deviceId, label }, i) => ({ value: deviceId, label: label || unnamed(i + 1) }));
  return (
    <div className={css.picker}>
      <NativeSelect
        label={t('devices.camera')}
        data={options(devices.cameras, (n) => t('devices.cameraN', { n }), t('devices.noCamera'))}
        value={devices.cameraId ?? devices.cameras[0]?.deviceId ?? ''}
        disabled={devices.cameras.length === 0}
        onChange={(event) => onCamera(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('devices.microphone')}
        data={options(devices.microphones, (n) => t('devices.microphoneN', { n }), t('devices.noMicrophone'))}
        value={devices.microphoneId ?? devices.microphones[0]?.deviceId ?? ''}
        disabled={devices.microphones.length === 0}
        onChange={(event) => onMicrophone(event.currentTarget.value)}
      />
      {devices.speakers.length > 0 && (
        <NativeSelect
          label={t('devices.speaker')}
          data={[
            { value: '', label: t('devices.systemSpeaker') },
            ...options(devices.speakers, (n) => t('devices.speakerN', { n }), '').filter(isOwnSpeaker),
          ]}
          value={devices.speakerId ?? ''}
          onChange={(event) => onSpeaker(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

/** Chromium lists the system's choice as one more device; the empty value says the same. */
function isOwnSpeaker({ value }: { readonly value: string }): boolean {
  return value !== 'default';
}
