import type { MediaKinds } from '@frontdesk/protocol';
import type { MediaView } from '../views.js';
import type { Devices } from './Devices.js';

/**
 * Has the browser ask the person for these devices, where it has not yet, and closes them again: what stands in the way is
 * known long before the devices are needed. Never throws.
 */
export async function askDevices(devices: Pick<Devices, 'open'>, kinds: MediaKinds): Promise<MediaView['problems']> {
  if (await isGranted(kinds)) return { audio: null, video: null };
  const { audio, video, problems } = await devices.open(kinds);
  audio?.stop();
  video?.stop();
  return problems;
}

/** Whether the browser would open them without a question; then no light needs to flash for it. */
async function isGranted({ audio, video }: MediaKinds): Promise<boolean> {
  const names = [audio && 'microphone', video && 'camera'].filter((name) => name !== false);
  try {
    const asked = await Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName })));
    return asked.every(({ state }) => state === 'granted');
  } catch {
    // Not every browser tells.
    return false;
  }
}
