import type { ConnectionView } from '@frontdesk/client';
import { describe, expect, test } from 'vitest';
import { linkWords } from './linkWords.js';

const SINCE = 1_000;
const view = { since: SINCE, reachable: true };
const ready: ConnectionView = {
  state: 'ready',
  user: { userId: 'u', name: 'U', role: 'caller' },
  endpointId: '00000000-0000-4000-8000-000000000000',
};

describe('what a call says about its connection', () => {
  test('is nothing while all is well', () => {
    expect(linkWords(view, 'connected', ready, SINCE + 60_000)).toBeNull();
  });

  test('[P16] is that it connects, and after a while that a firewall may be in the way', () => {
    expect(linkWords(view, 'connecting', ready, SINCE + 500)?.key).toBe('call.connecting');
    expect(linkWords(view, 'connecting', ready, SINCE + 9_000)?.key).toBe('call.connectingSlow');
  });

  test('[P10] is that the other is lost; while their picture still runs, only that the service misses them', () => {
    const lost = { ...view, reachable: false };
    expect(linkWords(lost, 'interrupted', ready, SINCE)?.key).toBe('call.otherLost');
    expect(linkWords(lost, 'connected', ready, SINCE)?.key).toBe('call.otherUnsteady');
  });

  test('is that the service restarts, while picture and sound go on', () => {
    const closing: ConnectionView = { state: 'reconnecting', since: SINCE, reason: 'server_closing' };
    expect(linkWords(view, 'connected', closing, SINCE)).toEqual({ key: 'connection.serverClosing', isWaiting: false });
  });
});
