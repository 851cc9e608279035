import type { DevicesView } from '@frontdesk/client';
import { DevicePicker } from '@frontdesk/ui';

interface DevicesPanelProps {
  readonly devices: DevicesView;
  readonly onCamera: (deviceId: string) => void;
  readonly onMicrophone: (deviceId: string) => void;
  readonly onSpeaker: (deviceId: string) => void;
}

/** Changes camera, microphone or speaker without leaving the call. */
export function DevicesPanel(props: DevicesPanelProps) {
  return <DevicePicker {...props} />;
}
