import { type CallSnapshot, CODES, type EndedBy, mediaAtStart, type Side } from '@frontdesk/protocol';
import type { MissedCall } from '../views.js';
import type { CallModel } from './model.js';

/** How many ended and missed calls a page remembers. */
const REMEMBERED = 50;

/** Why and by whom a call ended, as this page tells it. */
export interface Ending {
  readonly code: number;
  readonly endedBy: EndedBy | null;
  readonly text: string;
}

/** Endings of a ring that a person would call "missed": nobody here or elsewhere decided about it. */
const MISSED: ReadonlySet<number> = new Set([CODES.canceled, CODES.timeout, CODES.disconnected]);

/**
 * Which side of a call this page's user is; null if neither.
 *
 * One whom it was assigned to is the callee while it rings here, also in the news that it waits again or that a
 * colleague has it: those may name somebody else.
 */
export function sideOf(model: CallModel, call: CallSnapshot): Side | null {
  if (!model.me) return null;
  if (call.caller.userId === model.me.userId) return 'caller';
  return call.callee.userId === model.me.userId || rungHere(model, call.callId) ? 'callee' : null;
}

/** The ring of this call that is shown, or that is to be shown next. */
function rungHere({ view, waiting }: CallModel, callId: string): CallSnapshot | null {
  if (view.state === 'incoming' && view.call.callId === callId) return view.call;
  return waiting?.callId === callId ? waiting : null;
}

/** Shows a call as ended, and remembers that it is over; a ring that nobody decided about is missed. */
export function ended(model: CallModel, call: CallSnapshot, ending: Ending, at: number): CallModel {
  const side = sideOf(model, call) ?? 'caller';
  const other = side === 'caller' ? call.callee : call.caller;
  // Not of a call that another page of this person has taken.
  const hasTalked = call[side].endpointId === model.me?.endpointId;
  const endedAt = call.finishedAt ?? at + model.offsetMs;
  return {
    ...withMissed(model, call, side, ending.code),
    over: withOver(model, call),
    view: {
      state: 'ended',
      call,
      side,
      other: { userId: other.userId, name: other.name },
      ...ending,
      wasWaiting: model.view.state === 'outgoing' && model.view.call.state === 'waiting',
      talkedMs: call.startedAt === null || !hasTalked ? null : Math.max(0, endedAt - call.startedAt),
      kinds: side === 'caller' && call.startedAt === null ? model.asked : mediaAtStart(call.flags, side),
    },
  };
}

/** Adds a call to those that are over. */
export function withOver(model: CallModel, call: CallSnapshot): CallModel['over'] {
  const others = model.over.filter((known) => known.callId !== call.callId);
  return [...others, { callId: call.callId, version: call.version }].slice(-REMEMBERED);
}

/** Adds a call to the missed ones, if that is what it is. */
export function withMissed(model: CallModel, call: CallSnapshot, side: Side, code: number): CallModel {
  const { userId, name, role } = call.caller;
  // A call that waits again does not say when it rang.
  const ringingAt = call.ringingAt ?? rungHere(model, call.callId)?.ringingAt ?? null;
  const isMissed = side === 'callee' && ringingAt !== null && call.startedAt === null && MISSED.has(code);
  if (!isMissed || role === null || model.missed.some((known) => known.callId === call.callId)) return model;
  const missed: MissedCall = {
    callId: call.callId,
    from: { userId, name, role },
    at: ringingAt - model.offsetMs,
    kinds: mediaAtStart(call.flags, side),
  };
  return { ...model, missed: [missed, ...model.missed].slice(0, REMEMBERED) };
}

/** Whether this page has seen the end of this call, and nothing newer makes it ring again. */
export function isOver(model: CallModel, call: CallSnapshot): boolean {
  const known = model.over.find((over) => over.callId === call.callId);
  return known !== undefined && (call.state !== 'ringing' || call.version <= known.version);
}
