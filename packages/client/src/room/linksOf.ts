import type { CallSnapshot, RoomMember } from '@frontdesk/protocol';
import type { CallParties } from '../media/MediaSession.js';
import type { CallView } from '../views.js';

export type StartedView = Extract<CallView, { state: 'started' }>;

/** Who is in the room, as the server told it last; `callId` is the call as which this page is there. */
export interface Membership {
  readonly callId: string;
  readonly members: readonly RoomMember[];
}

export interface RoomFacts {
  readonly main: StartedView;
  /** The started call that this page has made into its room. */
  readonly side: StartedView | null;
  /** Null while there are but the two of the call. */
  readonly membership: Membership | null;
  readonly endpointId: string;
}

/**
 * The links that this page has to have, the main one first: to the other side of each of its calls, and to everybody
 * else in the room.
 *
 * Of two who share a call its caller makes the link, else who stands earlier in the room. Nobody links to a colleague
 * to whom the call only goes over.
 */
export function linksOf({ main, side, membership, endpointId }: RoomFacts): readonly CallParties[] {
  const wanted = [partiesOf(main), ...(side && side.call.room?.as !== 'transfer' ? [partiesOf(side)] : [])];
  const members = membership?.callId === main.call.callId ? membership.members : [];
  const own = members.findIndex((member) => member.endpointId === endpointId);
  const others = members.map(({ endpointId: peer }, at) => ({
    call: main.call,
    side: main.side,
    peer,
    isInitiator: own < at,
  }));
  const isNew = ({ peer }: CallParties): boolean => peer !== endpointId && wanted.every((each) => each.peer !== peer);
  return [...wanted, ...(own < 0 ? [] : others.filter(isNew))];
}

function partiesOf({ call, side, other }: StartedView): CallParties {
  return { call, side, peer: other.endpointId ?? '', isInitiator: side === 'caller' };
}

/** In whose conversation one writes: that of the room, once one has joined it, and as long as there is anybody else in it. */
export function conversationOf({ callId, room }: CallSnapshot, membership: Membership | null): string {
  const isAlone = membership?.callId === callId && membership.members.length <= 2;
  return room?.as === 'join' && !isAlone ? room.callId : callId;
}
