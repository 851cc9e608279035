import type { EndedBy, Role } from '@frontdesk/protocol';

/** Someone in a call. `role` is null of a callee who is unknown or hidden; `name` is then the id dialed. */
export interface Party {
  readonly userId: string;
  readonly name: string;
  readonly role: Role | null;
}

interface Base {
  readonly callId: string;
  /** Grows by one with each saved step; a save that expects another version fails. */
  readonly version: number;
  readonly caller: Party;
  /** The page that requested. */
  readonly callerEndpoint: string;
  readonly callee: Party;
  readonly flags: number;
  readonly param: number;
  readonly text: string;
  readonly requestedAt: number;
}

/** Until when (epoch ms) each side's lost endpoint may come back; null while it is there (C19). */
export interface Lost {
  readonly caller: number | null;
  readonly callee: number | null;
}

export interface Ringing extends Base {
  readonly state: 'ringing';
  readonly ringingAt: number;
  readonly expiresAt: number;
  /** The callee's pages that were told of the call: those that must be told of its end. */
  readonly rang: readonly string[];
  readonly lost: Lost;
}

export interface Started extends Base {
  readonly state: 'started';
  readonly ringingAt: number;
  readonly startedAt: number;
  readonly roomId: number;
  /** The page that accepted. */
  readonly calleeEndpoint: string;
  readonly rang: readonly string[];
  readonly lost: Lost;
}

export interface Finished extends Base {
  readonly state: 'finished';
  readonly code: number;
  readonly endedBy: EndedBy;
  readonly finishedAt: number;
  readonly ringingAt: number | null;
  readonly startedAt: number | null;
  readonly roomId: number | null;
  readonly calleeEndpoint: string | null;
  readonly rang: readonly string[];
}

export type Call = Ringing | Started | Finished;
export type LiveCall = Ringing | Started;

export function isLive(call: Call): call is LiveCall {
  return call.state !== 'finished';
}
