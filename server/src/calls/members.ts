import type { RoomMember } from '@frontdesk/protocol';
import { calleePage, callerPage, isSamePage, sideOfBound } from './addresses.js';
import type { Call, Finished, PageAddress, Party, Started } from './call.js';
import type { RoomCalls } from './ports.js';

/** Someone in a room, and the call by which that page is in it. */
export interface Member {
  readonly page: PageAddress;
  readonly party: Party;
  readonly callId: string;
}

/** Whether this side call's callee has come into the room (C28, C30). */
export function isJoined(call: Call | null | undefined): call is Started {
  return call?.state === 'started' && call.asked.room?.as === 'join';
}

/**
 * Who is in a room: caller and callee of the host call, then the third (C29). When the host call is over, the two of the side
 * call that is left.
 */
export function membersOf({ host, side }: RoomCalls): readonly Member[] {
  if (host?.state === 'started') return [...bothOf(host), ...thirdOf(host, side)];
  return side?.state === 'started' ? bothOf(side) : [];
}

/** The side call's callee, if joined: brought by one who is in the host call still, and not a party of that call already. */
function thirdOf(host: Started, side: RoomCalls['side']): readonly Member[] {
  if (!isJoined(side) || sideOfBound(host, callerPage(side)) === null || isPartyOf(host, side.callee.userId)) return [];
  return [{ page: calleePage(side), party: side.callee, callId: side.asked.callId }];
}

export function isPartyOf({ asked, callee }: Started | Finished, userId: string): boolean {
  return asked.caller.userId === userId || callee.userId === userId;
}

/** The call as it ended for someone who has handed the place over. */
export function departed({ left }: Started | Finished, userId: string): Finished | undefined {
  return left.findLast(({ page }) => page.userId === userId)?.call;
}

function bothOf(call: Started): readonly [Member, Member] {
  const { caller, callId } = call.asked;
  return [
    { page: callerPage(call), party: caller, callId },
    { page: calleePage(call), party: call.callee, callId },
  ];
}

/** The members as the wire shows them. */
export function shownMembers(members: readonly Member[]): RoomMember[] {
  return members.map(({ page: { userId, endpointId }, party: { name, role } }) => ({
    userId,
    name,
    // Whoever is in a started call was there to be asked.
    role: role ?? 'caller',
    endpointId,
  }));
}

/** The way from one member to another, who are not the two of one call: the page, and the call that it knows this by (C22). */
export function wayBetween(members: readonly Member[], from: PageAddress, callId: string, to: string): Member | null {
  const isIn = members.some((member) => isSamePage(member.page, from) && member.callId === callId);
  return (isIn && members.find(({ page }) => page.endpointId === to && !isSamePage(page, from))) || null;
}
