import type { CallSnapshot, PartySnapshot } from '@frontdesk/protocol';
import { type Call, calleeOf, type Party } from './call.js';

/** A call as the wire shows it; to one of several who are rung, with that one as the callee. */
export function snapshot(call: Call, callee: Party = calleeOf(call)): CallSnapshot {
  const { asked, state } = call;
  const isOver = state === 'finished';
  const hasStarted = state === 'started' || isOver;
  return {
    callId: asked.callId,
    version: call.version,
    state,
    caller: party(asked.caller, asked.callerEndpoint),
    callee: party(callee, hasStarted ? call.calleeEndpoint : null),
    flags: asked.flags,
    param: asked.param,
    text: asked.text,
    roomId: hasStarted ? call.roomId : null,
    room: asked.room && { callId: asked.room.callId, as: asked.room.as },
    code: isOver ? call.code : null,
    endedBy: isOver ? call.endedBy : null,
    requestedAt: asked.requestedAt,
    ringingAt: state === 'ringing' || hasStarted ? call.ringingAt : null,
    startedAt: hasStarted ? call.startedAt : null,
    finishedAt: isOver ? call.finishedAt : null,
    expiresAt: hasStarted ? null : call.expiresAt,
  };
}

/** A call as this user is shown it. */
export function snapshotFor(call: Call, userId: string): CallSnapshot {
  return snapshot(call, targetOf(call, userId));
}

/** This user, if it rings there. */
export function targetOf(call: Call | null, userId: string): Party | undefined {
  return call?.state === 'ringing' ? call.targets.find((target) => target.userId === userId) : undefined;
}

function party({ userId, name, role }: Party, endpointId: string | null): PartySnapshot {
  return { userId, name, role, endpointId };
}
