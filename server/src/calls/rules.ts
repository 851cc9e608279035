import { CODES, type Role, type Side, type User } from '@frontdesk/protocol';
import type { Call, LiveCall } from './call.js';

/** Who acts: a user on one of the user's pages. */
export interface Actor extends User {
  readonly endpointId: string;
}

/** Who sees whom (C26). */
export type Directory = 'everyone' | 'staff' | 'none';

/** The side on which a user takes part in a call, if any (C24). */
export function sideOf(call: Call, userId: string): Side | null {
  if (call.caller.userId === userId) return 'caller';
  return call.callee.userId === userId ? 'callee' : null;
}

/** The side on which a page takes part in a live call, if any: while it rings, every page of the callee does. */
export function sideOfPage(call: LiveCall, userId: string, endpointId: string): Side | null {
  const side = sideOf(call, userId);
  const page = side && pageOf(call, side);
  return page === null || page === endpointId ? side : null;
}

/** The page that is bound on this side of a live call; null of a callee who has not accepted yet. */
export function pageOf(call: LiveCall, side: Side): string | null {
  if (side === 'caller') return call.callerEndpoint;
  return call.state === 'started' ? call.calleeEndpoint : null;
}

/** Whether someone of this role may see and reach someone of that role (C26). */
export function mayReach(directory: Directory, viewer: Role, target: Role): boolean {
  if (directory === 'everyone') return true;
  if (directory === 'none') return false;
  return viewer !== 'caller' || target !== 'caller';
}

/** The codes that a REPLY may carry at all; the side decides which of them (section 3). */
export const REPLY_CODES: readonly number[] = [CODES.ok, CODES.canceled, CODES.busy, CODES.rejected];

/**
 * Why this page may not act on this call with REPLY or FINISH, as a code; 0 if it may.
 *
 * One answer (100107) for "no such call", "not a party" and "over already": it tells a stranger nothing (C24).
 */
export function refusal(call: Call | undefined, actor: Actor): number {
  const side = call && sideOf(call, actor.userId);
  if (!side || call.state === 'finished') return CODES.notInCall;
  const isElsewhere = side === 'callee' && call.state === 'started' && call.calleeEndpoint !== actor.endpointId;
  return isElsewhere ? CODES.answeredElsewhere : CODES.ok;
}

/** The bound page at the other end of a started call, if this page is the one at this end (C22). */
export function peerOf(call: Call | undefined, actor: Actor): { userId: string; endpointId: string } | null {
  if (call?.state !== 'started') return null;
  const caller = { userId: call.caller.userId, endpointId: call.callerEndpoint };
  const callee = { userId: call.callee.userId, endpointId: call.calleeEndpoint };
  if (isSame(caller, actor)) return callee;
  return isSame(callee, actor) ? caller : null;
}

function isSame(a: { userId: string; endpointId: string }, b: { userId: string; endpointId: string }): boolean {
  return a.userId === b.userId && a.endpointId === b.endpointId;
}
