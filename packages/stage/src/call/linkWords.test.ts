import type { ConnectionView } from '@frontdesk/client';
import { describe, expect, test } from 'vitest';
import { linkWords } from './linkWords.js';

const SINCE = 1_000;
const LATER = { now: SINCE + 60_000, isBack: false };
const view = { since: SINCE, reachable: true };
const ready: ConnectionView = {
  state: 'ready',
  user: { userId: 'u', name: 'U', role: 'caller' },
  endpointId: '00000000-0000-4000-8000-000000000000',
};

describe('what a call says about its connection', () => {
  test('is nothing while all is well', () => {
    expect(linkWords(view, 'connected', ready, LATER)).toBeNull();
  });

  test('[P16] is that it connects, and after a while that a firewall may be in the way', () => {
    expect(linkWords(view, 'connecting', ready, { now: SINCE + 500, isBack: false })?.key).toBe('call.connecting');
    expect(linkWords(view, 'connecting', ready, { now: SINCE + 9_000, isBack: false })?.key).toBe(
      'call.connectingSlow',
    );
  });

  test('is, when nothing comes, first that the connection is poor, then that it is made anew', () => {
    expect(linkWords(view, 'unsteady', ready, LATER)).toEqual({ key: 'call.poor', isWaiting: false });
    expect(linkWords(view, 'interrupted', ready, LATER)).toEqual({ key: 'call.reconnecting', isWaiting: true });
  });

  test('[P10] is that the other is lost; while their picture runs, only that the service misses them, if it is not we who come back', () => {
    const lost = { ...view, reachable: false };
    const soon = { now: SINCE, isBack: true };
    expect(linkWords(lost, 'interrupted', ready, soon)?.key).toBe('call.otherLost');
    expect(linkWords(lost, 'connected', ready, soon)).toBeNull();
    expect(linkWords(lost, 'connected', ready, LATER)?.key).toBe('call.otherUnsteady');
  });

  test('[C20] is that the line is made anew, or that the service restarts, while picture and sound go on', () => {
    const lost: ConnectionView = { state: 'reconnecting', since: SINCE, reason: 'network' };
    const closing: ConnectionView = { ...lost, reason: 'server_closing' };
    expect(linkWords({ ...view, reachable: false }, 'connected', lost, LATER)).toEqual({
      key: 'connection.reconnectingCall',
      isWaiting: true,
    });
    expect(linkWords(view, 'connected', closing, LATER)).toEqual({ key: 'connection.serverClosing', isWaiting: false });
  });
});
