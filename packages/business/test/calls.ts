import type { CallSnapshot } from '@frontdesk/protocol';

/** A call as a server would tell it; `more` is what matters to the test. */
export function callOf(callId: string, more: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    callId,
    version: 1,
    state: 'deciding',
    caller: { userId: 'carla', name: 'Carla', role: 'caller', endpointId: null },
    callee: { userId: 'support', name: 'support', role: null, endpointId: null },
    flags: 3,
    param: 0,
    text: '',
    roomId: null,
    room: null,
    code: null,
    endedBy: null,
    requestedAt: 1_000,
    ringingAt: null,
    startedAt: null,
    finishedAt: null,
    expiresAt: null,
    ...more,
  };
}
