import type { Platform } from '../platform.js';
import type { DeviceProblem } from '../views.js';

/** Which kind of device an attempt was about. */
export type DeviceKind = 'audio' | 'video';

/** What a page can learn beside the error itself; null where the browser does not tell. */
export interface Circumstances {
  readonly permission: PermissionState | null;
  /** Whether the pages that hold this one in a frame, and the server's headers, let it use the device. */
  readonly isAllowedByPolicy: boolean | null;
  readonly isSecure: boolean;
  /** Whether any device of the kind is listed. */
  readonly isListed: boolean | null;
  /** One device and no other was asked for. */
  readonly isPicked: boolean;
  readonly platform: Platform;
}

/** What a failed `getUserMedia` means for a person (P13). The table of its test says what comes of what. */
export function deviceProblem(error: unknown, circumstances: Circumstances): DeviceProblem {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return refusal(message, circumstances);
    case 'SecurityError':
      return circumstances.isSecure ? 'denied_by_policy' : 'insecure';
    case 'NotReadableError':
    case 'TrackStartError':
      return 'in_use';
    case 'AbortError':
      return 'aborted';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return absence(circumstances);
    case 'OverconstrainedError':
      return circumstances.isPicked ? 'gone' : 'not_found';
    case 'TypeError':
      return circumstances.isSecure ? 'unsupported' : 'insecure';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'failed';
  }
}

/** Who said no: the system, the page's policy, the person for good, or nobody yet. */
function refusal(message: string, { permission, isAllowedByPolicy, isSecure }: Circumstances): DeviceProblem {
  // Chrome tells the system's refusal from the person's only in the words of the error.
  if (/system/i.test(message)) return 'denied_by_system';
  if (isAllowedByPolicy === false || /policy/i.test(message)) return 'denied_by_policy';
  if (!isSecure) return 'insecure';
  if (/dismissed/i.test(message) || permission === 'prompt') return 'dismissed';
  // The browser would let the page, so somebody below the browser does not.
  return permission === 'granted' ? 'denied_by_system' : 'denied';
}

/** Firefox on macOS lists what the system forbids it, and then does not find it. */
function absence({ isListed, platform }: Circumstances): DeviceProblem {
  if (!isListed) return 'not_found';
  return platform.browser === 'firefox' && platform.system === 'macos' ? 'denied_by_system' : 'gone';
}
