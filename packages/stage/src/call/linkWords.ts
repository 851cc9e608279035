import type { CallView, ConnectionView, MediaView } from '@frontdesk/client';

/** After this many ms of connecting, the page says that it takes long; at 40 s the call ends (100902). */
const SLOW_MS = 8_000;

type WordsKey =
  | 'call.connecting'
  | 'call.connectingSlow'
  | 'call.poor'
  | 'call.reconnecting'
  | 'call.otherLost'
  | 'call.otherUnsteady'
  | 'connection.reconnectingCall'
  | 'connection.serverClosing';

interface LinkWords {
  readonly key: WordsKey;
  /** Something is under way, so the sign turns. */
  readonly isWaiting: boolean;
}

/**
 * What to say about the way to the other side; null while all is well. The worst of what holds is said.
 *
 * `isBack`: this page's own line has just come back. After a restart of the server one of the two is always back first,
 * and there is nothing to tell of the other.
 */
export function linkWords(
  view: Pick<Extract<CallView, { state: 'started' }>, 'since' | 'reachable'>,
  link: MediaView['link'],
  connection: ConnectionView,
  { now, isBack }: { readonly now: number; readonly isBack: boolean },
): LinkWords | null {
  if (!view.reachable && link !== 'connected' && link !== 'unsteady') return { key: 'call.otherLost', isWaiting: true };
  if (link === 'unsteady') return { key: 'call.poor', isWaiting: false };
  if (link === 'interrupted' || link === 'failed') return { key: 'call.reconnecting', isWaiting: true };
  if (link === 'none' || link === 'connecting') {
    const isSlow = now - view.since > SLOW_MS;
    return { key: isSlow ? 'call.connectingSlow' : 'call.connecting', isWaiting: true };
  }
  if (connection.state === 'reconnecting' && connection.reason === 'server_closing') {
    return { key: 'connection.serverClosing', isWaiting: false };
  }
  if (connection.state === 'reconnecting') return { key: 'connection.reconnectingCall', isWaiting: true };
  // Their page is gone, or only its line to the server: the picture may well go on.
  return !view.reachable && !isBack ? { key: 'call.otherUnsteady', isWaiting: true } : null;
}
