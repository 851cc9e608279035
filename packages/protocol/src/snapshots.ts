/** Who someone is to the server; `business` is a program's role and never takes part in a call. */
export type Role = 'caller' | 'agent' | 'supervisor' | 'admin' | 'business';

export interface User {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
}

/** One side of a call. `endpointId` is null until bound; `role` is null of someone unknown or hidden. */
export interface PartySnapshot {
  readonly userId: string;
  readonly name: string;
  readonly role: Role | null;
  readonly endpointId: string | null;
}

export type CallState = 'deciding' | 'waiting' | 'ringing' | 'started' | 'finished';
export type Side = 'caller' | 'callee';
export type EndedBy = Side | 'business' | 'server';

/**
 * A call as everybody sees it. Times are epoch ms or null; `param` and `text` are the request's.
 *
 * `version` grows with each transition: drop news that is older than what you hold.
 */
export interface CallSnapshot {
  readonly callId: string;
  readonly version: number;
  readonly state: CallState;
  readonly caller: PartySnapshot;
  readonly callee: PartySnapshot;
  readonly flags: number;
  readonly param: number;
  readonly text: string;
  readonly roomId: number | null;
  readonly code: number | null;
  readonly endedBy: EndedBy | null;
  readonly requestedAt: number;
  readonly ringingAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** When the present state ends by itself: the ring time's end while it rings, the wait's end while it waits. */
  readonly expiresAt: number | null;
}

export type PresenceStatus = 'available' | 'busy' | 'offline';

export interface PresentUser extends User {
  readonly status: PresenceStatus;
}

/** As `RTCPeerConnection` takes it. */
export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string;
  readonly credential?: string;
}
