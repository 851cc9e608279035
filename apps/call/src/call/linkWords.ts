import type { CallView, ConnectionView, MediaView } from '@frontdesk/client';

/** After this many ms of connecting, the page says that it takes long; at 20 s the call ends (100902). */
const SLOW_MS = 8_000;

type WordsKey =
  | 'call.connecting'
  | 'call.connectingSlow'
  | 'call.reconnecting'
  | 'call.otherLost'
  | 'call.otherUnsteady'
  | 'connection.serverClosing';

interface LinkWords {
  readonly key: WordsKey;
  /** Something is under way, so the sign turns. */
  readonly isWaiting: boolean;
}

/** What to say about the way to the other side; null while all is well. The worst of what holds is said. */
export function linkWords(
  view: Pick<Extract<CallView, { state: 'started' }>, 'since' | 'reachable'>,
  link: MediaView['link'],
  connection: ConnectionView,
  now: number,
): LinkWords | null {
  if (!view.reachable && link !== 'connected') return { key: 'call.otherLost', isWaiting: true };
  // Their page is gone, or only its line to the server: the picture may well go on.
  if (!view.reachable) return { key: 'call.otherUnsteady', isWaiting: true };
  if (link === 'interrupted' || link === 'failed') return { key: 'call.reconnecting', isWaiting: true };
  if (link === 'none' || link === 'connecting') {
    const isSlow = now - view.since > SLOW_MS;
    return { key: isSlow ? 'call.connectingSlow' : 'call.connecting', isWaiting: true };
  }
  if (connection.state === 'reconnecting' && connection.reason === 'server_closing') {
    return { key: 'connection.serverClosing', isWaiting: false };
  }
  if (connection.state === 'reconnecting') return { key: 'call.reconnecting', isWaiting: false };
  return null;
}
