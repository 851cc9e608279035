import { type CallSnapshot, CODES, type Side } from '@frontdesk/protocol';
import type { CallView } from '../views.js';
import { type Ending, ended, isOver, sideOf, withOver } from './ends.js';
import type { CallModel } from './model.js';

/** How long past `expiresAt` a page rings on, in ms: the server's own end is usually on its way by then (P3). */
export const RING_SLACK_MS = 2_000;

/** The call that a view is about, while it lives. */
export function liveCall(view: CallView): CallSnapshot | null {
  switch (view.state) {
    case 'outgoing':
    case 'incoming':
    case 'started':
    case 'resuming':
      return view.call;
    case 'idle':
    case 'dialing':
    case 'ended':
      return null;
  }
}

/** Shows the newest snapshot of a call, if it is this page's and newer than what is shown. */
export function show(model: CallModel, call: CallSnapshot, ending: Ending | null, at: number): CallModel {
  const side = sideOf(model, call);
  if (!side) return model;
  const before = shownCall(model.view);
  if (before && isHandedOver(model, before, call)) return takeOver(model, before, call, side, ending, at);
  if (isOver(model, call)) return withWords(model, call, ending);
  const held = liveCall(model.view);
  if (held?.callId === call.callId) return call.version < held.version ? model : step(model, call, side, ending, at);
  if (model.waiting?.callId === call.callId && call.state !== 'ringing') return { ...model, waiting: null };
  if (model.view.state === 'dialing' && side === 'caller' && isBoundHere(model, call, side)) {
    return step(model, call, side, ending, at);
  }
  if (side === 'callee' && call.state === 'ringing' && !hasRungOut(model, call, at)) return ring(model, call);
  return model;
}

/**
 * Whether the call into whose room one was called has become one's own: whoever called has handed it over (C31). The
 * call by which one came ends then, and nothing is shown of that.
 */
export function isHandedOver(model: CallModel, held: CallSnapshot, call: CallSnapshot): boolean {
  const side = sideOf(model, call);
  return (
    held.room?.callId === call.callId && call.state === 'started' && side !== null && isBoundHere(model, call, side)
  );
}

/**
 * Goes on in the call that was handed over. It may have been this page's before; and the call by which one came may have
 * ended already, where a server has forgotten the two.
 */
export function takeOver(
  model: CallModel,
  before: CallSnapshot,
  call: CallSnapshot,
  side: Side,
  ending: Ending | null,
  at: number,
): CallModel {
  const over = withOver(model, before).filter(({ callId }) => callId !== call.callId);
  return step({ ...model, over }, call, side, ending, at);
}

/** The call that a view is about, also one that has just ended. */
function shownCall(view: CallView): CallSnapshot | null {
  return view.state === 'ended' ? view.call : liveCall(view);
}

/** Shows a ring that had to wait, once there is room for it. */
export function promote(model: CallModel, at: number): CallModel {
  const { waiting, view } = model;
  if (!waiting || (view.state !== 'idle' && view.state !== 'ended')) return model;
  const free = { ...model, waiting: null };
  return hasRungOut(model, waiting, at) ? free : ring(free, waiting);
}

/** Whether a side of a call is this very page. */
export function isBoundHere(model: CallModel, call: CallSnapshot, side: Side): boolean {
  const { endpointId } = call[side];
  return endpointId === (model.me?.endpointId ?? null) || (endpointId === null && call.state !== 'started');
}

/** One step of a call that this page shows or has asked for. */
export function step(model: CallModel, call: CallSnapshot, side: Side, ending: Ending | null, at: number): CallModel {
  if (ending || call.state === 'finished') return ended(model, call, ending ?? endingOf(call, side), at);
  if (call.state === 'started') {
    if (isBoundHere(model, call, side)) return started(model, call, side);
    return ended(model, call, { code: CODES.answeredElsewhere, endedBy: null, text: '' }, at);
  }
  // Both dialed each other and a business server still decides: the other's call has become ours (C16).
  if (side === 'callee' && call.state === 'ringing' && model.view.state !== 'outgoing') return ring(model, call);
  return outgoing(model, call, side);
}

/** A finished snapshot's end. A ring that ended by our own side, and not here, was refused on another page. */
export function endingOf(call: CallSnapshot, side: Side): Ending {
  const isElsewhere = side === 'callee' && call.endedBy === 'callee' && call.startedAt === null;
  return {
    code: isElsewhere ? CODES.answeredElsewhere : (call.code ?? CODES.ok),
    endedBy: call.endedBy,
    text: '',
  };
}

function hasRungOut(model: CallModel, call: CallSnapshot, at: number): boolean {
  return call.expiresAt !== null && at + model.offsetMs > call.expiresAt + RING_SLACK_MS;
}

function ring(before: CallModel, call: CallSnapshot): CallModel {
  // One that was refused or missed here and was assigned anew: from now on all news of it counts again.
  const model = { ...before, over: before.over.filter(({ callId }) => callId !== call.callId) };
  const { view } = model;
  if (view.state === 'incoming' && view.call.callId === call.callId) return { ...model, view: { ...view, call } };
  if (view.state !== 'idle' && view.state !== 'ended') return { ...model, waiting: call };
  return { ...model, view: { state: 'incoming', call, other: call.caller, reachable: true, answering: false } };
}

type OutgoingView = Extract<CallView, { state: 'outgoing' }>;

const NOTHING_SAID = { place: null, text: '', wait: null } as const;

function outgoing(model: CallModel, call: CallSnapshot, side: Side): CallModel {
  const { view } = model;
  const other = side === 'caller' ? call.callee : call.caller;
  const before = view.state === 'outgoing' && view.call.callId === call.callId ? view : null;
  const reachable = before && before.call.state === call.state ? before.reachable : true;
  const since = sinceOf(model, before, call);
  const dialed = before?.dialed ?? other.userId;
  const said = before?.said ?? NOTHING_SAID;
  return { ...model, view: { state: 'outgoing', call, other, reachable, since, dialed, said } };
}

/** Since when it rings; while it is decided or waits, since when it was asked for. */
function sinceOf({ view, offsetMs }: CallModel, before: OutgoingView | null, call: CallSnapshot): number {
  if (view.state === 'dialing') return view.since;
  const hasTurned = before?.call.state !== call.state && [before?.call.state, call.state].includes('waiting');
  if (before && !hasTurned) return before.since;
  return ((call.state === 'ringing' ? call.ringingAt : null) ?? call.requestedAt) - offsetMs;
}

export function started(model: CallModel, call: CallSnapshot, side: Side): CallModel {
  const { view } = model;
  const other = side === 'caller' ? call.callee : call.caller;
  const before = view.state === 'started' && view.call.callId === call.callId ? view : null;
  // Another page: somebody else has the call now.
  const reachable = before?.other.endpointId === other.endpointId ? before.reachable : true;
  const since = before ? before.since : (call.startedAt ?? call.requestedAt) - model.offsetMs;
  const waiting = model.waiting?.callId === call.callId ? null : model.waiting;
  return { ...model, waiting, view: { state: 'started', call, side, other, reachable, since } };
}

/** The end was shown before its news came: by the acknowledgment, or by the person's own doing. The words come late. */
function withWords(model: CallModel, call: CallSnapshot, ending: Ending | null): CallModel {
  const { view } = model;
  if (view.state !== 'ended' || view.call?.callId !== call.callId || call.version < view.call.version) return model;
  const text = ending?.text || view.text;
  const endedBy = view.endedBy ?? call.endedBy;
  return { ...model, view: { ...view, call, text, endedBy } };
}
