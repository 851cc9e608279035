import type { CallSnapshot, IceServer, PresentUser, User } from './snapshots.js';

/** What happened to a call: the whole call as it is now, and the words of whoever caused it. */
export interface CallNews {
  readonly call: CallSnapshot;
  readonly code: number;
  readonly param: number;
  readonly text: string;
}

/** The call has begun: `param` is the room id. The ticket proves this endpoint's part in the call for 24 h (C20). */
export interface StartNews extends CallNews {
  readonly ticket: string;
  readonly iceServers: readonly IceServer[];
  readonly icePolicy: 'all' | 'relay';
}

/** The first thing on every connection: what is, before anything that happens. */
export interface SessionReady {
  readonly user: User;
  readonly endpointId: string;
  /** Epoch ms; a client counts `expiresAt` against this clock, not its own. */
  readonly serverTime: number;
  /** The server program's version. */
  readonly version: string;
  /** This user's live calls: as caller in every state, as callee only `ringing` and `started`. */
  readonly calls: readonly CallSnapshot[];
  /** The calls of this endpoint that ended in the last 60 s. */
  readonly ended: readonly CallSnapshot[];
}

/** Everything the server sends unasked, by name. */
export interface NewsMap {
  'session:ready': SessionReady;
  'call:request': CallNews;
  'call:reply': CallNews;
  'call:start': StartNews;
  'call:finish': CallNews;
  'call:update': CallNews;
  'call:alert': { readonly callId: string; readonly from: string; readonly preconnect: boolean };
  'call:signal': { readonly callId: string; readonly from: string; readonly epoch: number; readonly data: object };
  /** The other side's endpoint was lost or found. `endpointId` is null for a ringing callee's last or first. */
  'call:peer': { readonly callId: string; readonly endpointId: string | null; readonly connected: boolean };
  presence: { readonly users: readonly PresentUser[] };
  /** A newer connection of the same endpoint took over; this one must not come back by itself. */
  replaced: Record<string, never>;
  /** The server is going down in an orderly way: back in a moment. */
  'server:closing': Record<string, never>;
}

export type NewsName = keyof NewsMap;
