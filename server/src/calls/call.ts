import type { EndedBy, Role, RoomPurpose } from '@frontdesk/protocol';
import type { WaitWords, Words } from './step.js';

/** Someone in a call. `role` is null of a callee who is unknown or hidden; `name` is then the id dialed. */
export interface Party {
  readonly userId: string;
  readonly name: string;
  readonly role: Role | null;
}

/** One page of one user. */
export interface PageAddress {
  readonly userId: string;
  readonly endpointId: string;
}

/** Into the room of which call a side call was made, and what for (C27). */
export interface AskedRoom {
  /** The host call: the one whose room it is. */
  readonly callId: string;
  readonly roomId: number;
  readonly as: RoomPurpose;
}

/**
 * What was asked for. It stays as it is, whatever becomes of the call, but for two things of one that has started: who talked
 * aside joins the room (C30), and the caller's place may be handed over (C31).
 */
export interface Asked {
  readonly callId: string;
  readonly caller: Party;
  /** The page that requested. */
  readonly callerEndpoint: string;
  /** Whom the caller asked for; a business server may ring someone else. */
  readonly dialed: Party;
  readonly flags: number;
  readonly param: number;
  readonly text: string;
  /** The caller would make links while it rings (C22). */
  readonly preconnect: boolean;
  /** Null of a call that has a room of its own. */
  readonly room: AskedRoom | null;
  readonly requestedAt: number;
}

interface Base {
  readonly asked: Asked;
  /** Grows by one with each saved step; a save that expects another version fails. */
  readonly version: number;
}

/** Until when (epoch ms) each side's lost endpoint may come back; null while it is there (C19). */
export interface Lost {
  readonly caller: number | null;
  readonly callee: number | null;
}

/** A business server thinks about it (C4). The callee knows nothing of it yet. */
export interface Deciding extends Base {
  readonly state: 'deciding';
  readonly expiresAt: number;
  /** The page of the dialed that dialed the caller meanwhile: it has accepted in advance (C16). */
  readonly accepted: ({ readonly endpointId: string } & Words) | null;
  readonly lost: Lost;
}

/** Held until a business server assigns it to someone (C4). */
export interface Waiting extends Base {
  readonly state: 'waiting';
  readonly expiresAt: number;
  /** What the caller was told last, say the place in line. */
  readonly said: WaitWords;
  /** The pages on which it has rung so far, for those who answer late. */
  readonly rang: readonly PageAddress[];
  readonly lost: Lost;
}

export interface Ringing extends Base {
  readonly state: 'ringing';
  /** Whom it rings: one, or several of whom the first who accepts is bound. */
  readonly targets: readonly Party[];
  /** Whether it began to ring at several: then none is the callee before one accepts, also when only one is left. */
  readonly isShared: boolean;
  readonly ringingAt: number;
  readonly expiresAt: number;
  /** The pages on which it rings, or has rung. */
  readonly rang: readonly PageAddress[];
  /** How often the caller was told of a page that rings. Where no link may be made it is told once, and not of which page. */
  readonly alerts: number;
  /** The pages to which the caller may make a link while it rings: they alerted, and both sides said so (C22). */
  readonly linkable: readonly PageAddress[];
  /** Of a call that was assigned: where it goes back to when nobody takes it. */
  readonly held: Pick<Waiting, 'expiresAt' | 'said'> | null;
  readonly lost: Lost;
}

/** Someone who has handed the place in a call over: for this page it has ended (C31). */
export interface Departure {
  readonly page: PageAddress;
  /** The call as it ended there. */
  readonly call: Finished;
}

export interface Started extends Base {
  readonly state: 'started';
  readonly callee: Party;
  /** The page that accepted. */
  readonly calleeEndpoint: string;
  readonly ringingAt: number;
  readonly startedAt: number;
  readonly roomId: number;
  readonly rang: readonly PageAddress[];
  readonly lost: Lost;
  /**
   * Of a call that was taken up from a ticket: the side whose page has not shown its own yet (C20). That a page is
   * connected does not mean that it knows of the call.
   */
  readonly unshown: 'caller' | 'callee' | null;
  /** It began in an earlier run of the server. */
  readonly isTakenUp: boolean;
  /** Those who have left it in the last minute while it went on. */
  readonly left: readonly Departure[];
}

export interface Finished extends Base {
  readonly state: 'finished';
  readonly callee: Party;
  readonly calleeEndpoint: string | null;
  readonly code: number;
  readonly endedBy: EndedBy;
  readonly finishedAt: number;
  readonly ringingAt: number | null;
  readonly startedAt: number | null;
  readonly roomId: number | null;
  readonly rang: readonly PageAddress[];
  readonly left: readonly Departure[];
}

export type Call = Deciding | Waiting | Ringing | Started | Finished;
export type LiveCall = Deciding | Waiting | Ringing | Started;

export function isLive(call: Call): call is LiveCall {
  return call.state !== 'finished';
}

/** The callee, as far as there is one: while several are rung, or none yet, the one who was dialed. */
export function calleeOf(call: Call): Party {
  switch (call.state) {
    case 'deciding':
    case 'waiting':
      return call.asked.dialed;
    case 'ringing':
      return (!call.isShared && call.targets[0]) || call.asked.dialed;
    case 'started':
    case 'finished':
      return call.callee;
  }
}

/** Those who are in this call and therefore busy (C2): a callee from ringing on, or from an acceptance in advance. */
export function partiesIn(call: LiveCall): readonly string[] {
  const callerId = call.asked.caller.userId;
  switch (call.state) {
    case 'deciding':
      return call.accepted ? [callerId, call.asked.dialed.userId] : [callerId];
    case 'waiting':
      return [callerId];
    case 'ringing':
      return [callerId, ...call.targets.map(({ userId }) => userId)];
    case 'started':
      return [callerId, call.callee.userId];
  }
}
