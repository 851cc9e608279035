import type { CallView } from '@frontdesk/client';
import { describe, expect, test } from 'vitest';
import { ADA, BEN, outgoing, party, snapshot } from '../samples/people.js';
import { outgoingPhase } from './outgoingPhase.js';

const DESK = { userId: 'desk', name: 'Desk', role: 'agent' } as const;

function call(state: 'deciding' | 'waiting' | 'ringing') {
  return snapshot(ADA, BEN, { state });
}

describe('what a caller reads before the answer', () => {
  test.each<[string, Extract<CallView, { state: 'outgoing' }>]>([
    ['deciding', outgoing({ call: call('deciding') })],
    ['waiting', outgoing({ call: call('waiting') })],
    ['ringing', outgoing()],
    ['routed', outgoing({ other: party(DESK) })],
    ['unreachable', outgoing({ reachable: false })],
  ])('[C4] is "%s"', (expected, view) => {
    expect(outgoingPhase(view, false)).toBe(expected);
  });

  test('is that the line is down, for as long as it is', () => {
    expect(outgoingPhase({ state: 'dialing', to: 'desk', name: null, since: 0 }, true)).toBe('reconnecting');
    expect(outgoingPhase(outgoing(), true)).toBe('reconnecting');
    expect(outgoingPhase(outgoing({ call: call('waiting') }), true)).toBe('waitingReconnecting');
    expect(outgoingPhase({ state: 'dialing', to: 'desk', name: null, since: 0 }, false)).toBe('dialing');
  });
});
