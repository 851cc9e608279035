import type { CallView } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { afterReason, backAtDoor } from './afterReason.js';

type Ended = Extract<CallView, { state: 'ended' }>;

function ended(code: number, fields: Partial<Ended> = {}): Ended {
  return {
    state: 'ended',
    call: null,
    side: 'caller',
    other: { userId: 'queue.support', name: 'Support' },
    code,
    endedBy: 'server',
    text: '',
    wasWaiting: false,
    talkedMs: null,
    kinds: { audio: true, video: true },
    ...fields,
  };
}

describe('a customer whose call never began', () => {
  it('is back at the door who has left the line, or was turned away', () => {
    const notices = [
      ended(CODES.canceled, { endedBy: 'caller' }),
      ended(CODES.queueClosed, { text: 'full' }),
      ended(CODES.queueClosed, { text: 'nobody' }),
      ended(CODES.queueClosed),
      ended(CODES.badArgument, { text: 'form' }),
      ended(CODES.badArgument),
    ].map(backAtDoor);
    expect(notices).toEqual(['left', 'full', 'nobody', 'closed', 'form', 'failed']);
  });

  it('is told why, where the door says nothing of it', () => {
    const lost = ended(CODES.disconnected, { wasWaiting: true });
    const busy = ended(CODES.busy);
    const late = ended(CODES.timeout, { wasWaiting: true });
    expect([lost, busy, late, ended(4711)].map(backAtDoor)).toEqual([null, null, null, null]);
    expect([lost, busy, late, ended(4711)].map((each) => afterReason(each).reason)).toEqual([
      'placeLost',
      'busy',
      'nobodyFree',
      'other',
    ]);
  });
});

it('tells who has talked by whom it was ended, or what broke', () => {
  const talkedMs = 61_000;
  expect(backAtDoor(ended(CODES.canceled, { endedBy: 'caller', talkedMs }))).toBeNull();
  expect(afterReason(ended(CODES.ok, { endedBy: 'callee', talkedMs })).detail).toBe('otherHungUp');
  expect(afterReason(ended(CODES.ok, { endedBy: 'caller', talkedMs })).detail).toBe('youHungUp');
  expect(afterReason(ended(CODES.ok, { endedBy: 'business', talkedMs })).detail).toBe('serviceEnded');
  expect(afterReason(ended(CODES.disconnected, { talkedMs })).reason).toBe('disconnected');
  expect(afterReason(ended(CODES.mediaFailed, { talkedMs })).reason).toBe('mediaFailed');
});
