import type { DeviceProblem } from '../views.js';

/** Which kind of device an attempt was about. */
export type DeviceKind = 'audio' | 'video';

/** Chrome tells the system's refusal from the person's only in the words of the error. */
const BY_SYSTEM = /system/i;

/** What a failed `getUserMedia` means for a person (P13). */
export function deviceProblem(error: unknown): DeviceProblem {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return BY_SYSTEM.test(message) ? 'denied_by_system' : 'denied';
    // A policy of the page that holds ours in a frame.
    case 'SecurityError':
      return 'denied';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in_use';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'not_found';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'failed';
  }
}
