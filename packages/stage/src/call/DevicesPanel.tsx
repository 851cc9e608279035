import type { DevicesView } from '@frontdesk/client';
import { DevicePicker } from '@frontdesk/ui';
import type { EffectsPort } from '../ports.js';
import { EffectSwitches } from './EffectSwitches.js';

interface DevicesPanelProps {
  readonly devices: DevicesView;
  readonly onCamera: (deviceId: string) => void;
  readonly onMicrophone: (deviceId: string) => void;
  readonly onSpeaker: (deviceId: string) => void;
  readonly effects: EffectsPort;
}

/** Changes camera, microphone or speaker, and what is made of picture and sound, without leaving the call. */
export function DevicesPanel({ effects, ...picker }: DevicesPanelProps) {
  return (
    <>
      <DevicePicker {...picker} />
      <EffectSwitches effects={effects} />
    </>
  );
}
