import type { CallSnapshot, PartySnapshot } from '@frontdesk/protocol';
import type { Call, Party } from './call.js';

/** A call as the wire shows it. */
export function snapshot(call: Call): CallSnapshot {
  return {
    callId: call.callId,
    version: call.version,
    state: call.state,
    caller: party(call.caller, call.callerEndpoint),
    callee: party(call.callee, call.state === 'ringing' ? null : call.calleeEndpoint),
    flags: call.flags,
    param: call.param,
    text: call.text,
    roomId: call.state === 'ringing' ? null : call.roomId,
    code: call.state === 'finished' ? call.code : null,
    endedBy: call.state === 'finished' ? call.endedBy : null,
    requestedAt: call.requestedAt,
    ringingAt: call.ringingAt,
    startedAt: call.state === 'ringing' ? null : call.startedAt,
    finishedAt: call.state === 'finished' ? call.finishedAt : null,
    expiresAt: call.state === 'ringing' ? call.expiresAt : null,
  };
}

function party({ userId, name, role }: Party, endpointId: string | null): PartySnapshot {
  return { userId, name, role, endpointId };
}
