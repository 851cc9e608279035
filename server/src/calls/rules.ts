import { CODES, type Result, type Role, type Side, type User } from '@frontdesk/protocol';
import { calleePage, callerPage, isSamePage } from './addresses.js';
import { refused } from './answer.js';
import type { Call, LiveCall, PageAddress, Party, Ringing } from './call.js';

/** Who acts: a user on one of the user's pages. */
export interface Actor extends User {
  readonly endpointId: string;
}

/** Who sees whom (C26). */
export type Directory = 'everyone' | 'staff' | 'none';

/** The one answer for a call that is not there, not one's own, or over: it tells a stranger nothing (C24). */
export const NO_SUCH_CALL: Result<never> = refused(CODES.notInCall, 'no such call, or it is over, or not one of yours');

const ELSEWHERE: Result<never> = refused(CODES.answeredElsewhere, 'another page has dealt with it');

/** The side on which a user takes part in a call, if any (C24). A callee hears nothing of it before it rings. */
export function sideOf(call: Call, userId: string): Side | null {
  if (call.asked.caller.userId === userId) return 'caller';
  return isCallee(call, userId) ? 'callee' : null;
}

function isCallee(call: Call, userId: string): boolean {
  switch (call.state) {
    case 'deciding':
      return call.accepted !== null && call.asked.dialed.userId === userId;
    case 'waiting':
      return false;
    case 'ringing':
      return call.targets.some((target) => target.userId === userId);
    case 'started':
      return call.callee.userId === userId;
    case 'finished':
      return call.callee.userId === userId && hasRungAt(call, userId);
  }
}

/** Whether it rings at this user, or has rung. */
function hasRungAt(call: Call, userId: string): boolean {
  return call.state !== 'deciding' && call.rang.some((page) => page.userId === userId);
}

/** The side on which a page takes part in a live call, if any: while it rings, every page of the callee does. */
export function sideOfPage(call: LiveCall, userId: string, endpointId: string): Side | null {
  const side = sideOf(call, userId);
  const page = side && pageOf(call, side);
  return !page || page.endpointId === endpointId ? side : null;
}

/** The page that is bound on this side of a live call; null of a callee who has not accepted yet. */
export function pageOf(call: LiveCall, side: Side): PageAddress | null {
  if (side === 'caller') return callerPage(call);
  if (call.state === 'started') return calleePage(call);
  if (call.state !== 'deciding' || !call.accepted) return null;
  return { userId: call.asked.dialed.userId, endpointId: call.accepted.endpointId };
}

/** Whether this side's page has not shown its ticket yet: it may be connected and know nothing of the call (C20). */
export function isUnshown(call: LiveCall, side: Side): boolean {
  return call.state === 'started' && call.unshown === side;
}

/** Whether someone of this role may see and reach someone of that role (C26). */
export function mayReach(directory: Directory, viewer: Role, target: Role): boolean {
  if (directory === 'everyone') return true;
  if (directory === 'none') return false;
  return viewer !== 'caller' || target !== 'caller';
}

/** The codes that a REPLY may carry at all; the side decides which of them (section 3). */
export const REPLY_CODES: readonly number[] = [CODES.ok, CODES.canceled, CODES.busy, CODES.rejected];

/** Why this page may not act on this call with REPLY or FINISH; null if it may. */
export function refusal(call: Call, actor: Actor): Result<never> | null {
  if (call.state === 'finished') return NO_SUCH_CALL;
  const side = sideOf(call, actor.userId);
  // One of several who were rung, and someone else was faster; or another page of the user's has refused it (C7, C15).
  if (!side) return hasRungAt(call, actor.userId) ? ELSEWHERE : NO_SUCH_CALL;
  const page = side === 'callee' ? pageOf(call, side) : null;
  return !page || page.endpointId === actor.endpointId ? null : ELSEWHERE;
}

/** Where links may be made while it rings: nowhere, only where staff is called, everywhere through a relay, or everywhere. */
export type Preconnect = 'off' | 'desk' | 'relay' | 'on';

/** Whether a link may be made to this one's pages while it rings there, as far as the caller and the operator say (C22). */
export function mayPreconnect(policy: Preconnect, call: Ringing, { role }: Party): boolean {
  if (!call.asked.preconnect || policy === 'off') return false;
  return policy !== 'desk' || (role !== null && role !== 'caller');
}

/** The pages with which this page may exchange signals: the one bound with it, or those between which links are made while it rings (C22). */
export function signalPeersOf(call: Call | undefined, actor: Actor): readonly PageAddress[] {
  if (call?.state !== 'ringing') {
    const peer = peerOf(call, actor);
    return peer ? [peer] : [];
  }
  const caller = callerPage(call);
  if (isSamePage(caller, actor)) return call.linkable;
  return call.linkable.some((page) => isSamePage(page, actor)) ? [caller] : [];
}

/** The bound page at the other end of a started call, if this page is the one at this end (C22). */
export function peerOf(call: Call | undefined, actor: Actor): PageAddress | null {
  if (call?.state !== 'started') return null;
  const [caller, callee] = [callerPage(call), calleePage(call)];
  if (isSamePage(caller, actor)) return callee;
  return isSamePage(callee, actor) ? caller : null;
}
