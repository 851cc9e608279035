import type { IceGrant, NewsMap, NewsName, User } from '@frontdesk/protocol';
import type { Call, LiveCall, Started } from './call.js';
import type { Address } from './step.js';

/** The pages that are connected, and the way to tell them something. */
export interface Endpoints {
  /** Sends news to whoever of these pages is connected; nothing is kept for the others. */
  tell<N extends NewsName>(to: Address, name: N, news: NewsMap[N]): void;
  isConnected(userId: string, endpointId: string): boolean;
  /** The ids of this user's connected pages. */
  connectedOf(userId: string): readonly string[];
  /** Someone who is here or was here lately. */
  user(userId: string): User | undefined;
}

export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Calls back at that time (epoch ms); returns its stop. */
  at(time: number, callback: () => void): () => void;
}

/** What is random. */
export interface Chance {
  callId(): string;
  /** A positive 31-bit integer. */
  roomId(): number;
}

/** What START gives each side: a ticket that proves its part in the call, and the way to the other side. */
export interface Grants {
  grant(call: Started, to: { readonly userId: string; readonly endpointId: string }): IceGrant;
  /** The call that a ticket of this page names; null if it is not ours, not this page's, or too old. */
  redeem(
    ticket: string,
    by: { readonly userId: string; readonly endpointId: string },
  ): { readonly callId: string } | null;
}

/** Hears of each step that a call has taken: metrics, logs, presence. Must not throw. */
export type CallWatcher = (before: Call | null, after: Call) => void;

/**
 * The calls that live, and those that ended in the last 60 s.
 *
 * Async from the first day, so that a database can stand here. `create` and `save` are atomic, and are what keeps two
 * commands that cross from both winning.
 */
export interface CallStore {
  /**
   * Adds a call under its caller's `requestId`.
   *
   * Answers `conflict`, and adds nothing, if that request is known already, or if the call lives and one of its users is in
   * another live call (C1, C2): read again, what is has changed.
   */
  create(call: Call, requestId: string): Promise<'created' | 'conflict'>;
  /** Lets a request mean a call that another request made (C16). */
  link(userId: string, requestId: string, call: Call): Promise<void>;
  /** Takes that back: the other call ended before it could be accepted. */
  unlink(userId: string, requestId: string): Promise<void>;
  find(callId: string): Promise<Call | undefined>;
  findRequest(userId: string, requestId: string): Promise<Call | undefined>;
  /** Busy is derived from this (C2). */
  liveCallOf(userId: string): Promise<LiveCall | undefined>;
  /** `stale`: someone was faster, read again. `room_taken`: another live call has this room id. */
  save(call: Call, previousVersion: number): Promise<'saved' | 'stale' | 'room_taken'>;
  /** This user's calls that ended in the last 60 s. */
  endedOf(userId: string): Promise<readonly Call[]>;
}
