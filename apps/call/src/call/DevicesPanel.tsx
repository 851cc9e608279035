import type { DevicesView } from '@frontdesk/client';
import { DevicePicker } from '@frontdesk/ui';

interface DevicesPanelProps {
  readonly devices: DevicesView;
  readonly onCamera: (deviceId: string) => void;
  readonly onMicrophone: (deviceId: string) => void;
}

/** Changes camera or microphone without leaving the call. */
export function DevicesPanel(props: DevicesPanelProps) {
  return <DevicePicker {...props} />;
}
