/** Why a screen could not be shared, as far as a browser lets one tell. */
export type ScreenProblem =
  /** The browser, or a policy of the page around ours, says no without asking. */
  | 'denied'
  /** The operating system does not let the browser record the screen. */
  | 'denied_by_system'
  | 'failed';

/** Nobody closes a browser's list of screens faster than that, in ms: then it was never shown. */
const REFLEX_MS = 250;

/**
 * What a failed `getDisplayMedia` means; null for a person who changed their mind, which is no problem.
 *
 * Browsers tell a list that was closed from a screen that may not be shared only by words, or not at all.
 */
export function screenProblem(error: unknown, tookMs: number): ScreenProblem | null {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
      if (/system/i.test(message)) return 'denied_by_system';
      return tookMs < REFLEX_MS || /polic/i.test(message) ? 'denied' : null;
    case 'SecurityError':
      return 'denied';
    default:
      return 'failed';
  }
}
