import { browserProbes, Devices, NetworkCheck, openPreview } from '@frontdesk/client';
import { setSpeaker } from '@frontdesk/ui';
import type { CallPort } from '../ports.js';

/** What the check of one's set-up needs. */
export type CheckPort = Pick<
  CallPort,
  'devices' | 'openPreview' | 'chooseCamera' | 'chooseMicrophone' | 'chooseSpeaker' | 'newNetworkCheck'
>;

/** For somebody who has not joined: devices of its own, and no way to try the relay. */
export function guestCheckPort(): CheckPort {
  const devices = new Devices();
  devices.start();
  return {
    devices: devices.view,
    openPreview: () => openPreview(devices),
    chooseCamera: (deviceId) => devices.choose('video', deviceId),
    chooseMicrophone: (deviceId) => devices.choose('audio', deviceId),
    chooseSpeaker: (deviceId) => {
      devices.choose('speaker', deviceId);
      setSpeaker(deviceId);
    },
    newNetworkCheck: () => new NetworkCheck(browserProbes(() => null)),
  };
}
