import { type CallSnapshot, QUEUE_PREFIX, type Visit } from '@frontdesk/protocol';
import { visitSchema } from '@frontdesk/protocol/schemas/desk';
import { type Asked, type Call, isLive } from '../calls/call.js';
import { snapshot } from '../calls/snapshot.js';
import type { DeskCall } from '../desk/ports.js';

const visits = new WeakMap<Asked, Visit | null>();

/** A call as the desk follows it. */
export function deskCallOf(call: Call): DeskCall {
  const { asked } = call;
  const { callId, state, caller, callee, requestedAt, startedAt, room } = snapshot(call);
  return {
    callId,
    state,
    queueId: queueIdOf(asked.dialed.userId),
    caller,
    callee: startedAt === null ? null : callee,
    targets: call.state === 'ringing' ? call.targets.map(({ userId }) => userId) : [],
    requestedAt,
    startedAt,
    isAway: isLive(call) && call.lost.caller !== null,
    room,
    visit: visitIn(asked),
  };
}

/** The same of a call that is put before the desk. */
export function deskCallToDecide({ callId, state, caller, callee, requestedAt, room, text }: CallSnapshot): DeskCall {
  const queueId = queueIdOf(callee.userId);
  const before = { callee: null, targets: [], startedAt: null, isAway: false };
  return { callId, state, queueId, caller, ...before, requestedAt, room, visit: visitOf(text) };
}

/** The queue that is dialed by this name; null if none is. */
export function queueIdOf(dialed: string): string | null {
  return dialed.startsWith(QUEUE_PREFIX) ? dialed.slice(QUEUE_PREFIX.length) : null;
}

/** What was asked for never changes, so it is read once. */
function visitIn(asked: Asked): Visit | null {
  const known = visits.get(asked);
  if (known !== undefined) return known;
  const visit = queueIdOf(asked.dialed.userId) === null ? null : visitOf(asked.text);
  visits.set(asked, visit);
  return visit;
}

/** What a customer's page has written into the request; null for words of any other kind. */
function visitOf(text: string): Visit | null {
  try {
    const parsed = visitSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
