import type {
  BusinessNewsMap,
  BusinessNewsName,
  CallSnapshot,
  Decision,
  EndedBy,
  IceGrant,
  NewsMap,
  NewsName,
  QualityNews,
  User,
} from '@frontdesk/protocol';
import type { Asked, Call, LiveCall, PageAddress, Started } from './call.js';
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

/** Who decides on each call before it rings (C4): a program of the operator's, or our own desk. */
export interface Decider {
  /** Whether anyone is attached who could be asked now. */
  readonly isAttached: boolean;
  /**
   * Asks about a call. Null is "no answer": lost, unreachable, or nonsense. Never rejects; may take as long as it likes,
   * since the call keeps `DECIDE_MS` itself and ignores what comes later. `isOver` says that nobody waits for it any more, with
   * {@link TOO_LATE} as its reason if that is because of the time.
   */
  decide(call: CallSnapshot, isOver: AbortSignal): Promise<Decision | null>;
}

/** Why nobody waits for a decision any more: its time is over. */
export const TOO_LATE = 'too late';

/** The programs that watch all calls (section 5). Must neither throw nor wait. */
export interface Watchers {
  tell<N extends BusinessNewsName>(name: N, news: BusinessNewsMap[N]): void;
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

/** What is needed to take a started call up again (C20). */
export interface CallFacts extends Pick<Started, 'callee' | 'calleeEndpoint' | 'ringingAt' | 'startedAt' | 'roomId'> {
  readonly asked: Asked;
  readonly version: number;
}

/** A started call as a ticket holds it. */
export interface TicketCall extends CallFacts {
  /** Signed by this run of the server, not by one before a restart. */
  readonly isFromThisRun: boolean;
}

/** What START gives each side: a ticket that proves its part in the call, and the way to the other side. */
export interface Grants {
  grant(call: Started, to: PageAddress): IceGrant;
  /** The way alone, for a link that is made while it rings: there is nothing yet that a ticket could hold. */
  way(to: PageAddress): IceGrant;
  /** The call that a ticket of this page holds; null if it is not ours, not this page's, or too old. */
  redeem(ticket: string, by: PageAddress): TicketCall | null;
}

/** The end of a started call. */
export interface CallEnd {
  readonly callId: string;
  /** It began in an earlier run of the server. */
  readonly isTakenUp: boolean;
  /** Epoch ms. */
  readonly at: number;
  readonly code: number;
  readonly endedBy: EndedBy;
}

/** What has to outlive the process: the ends of started calls, and who took over from whom (C20, C35). */
export interface Ledger {
  /** Resolves when the end of this call is on disk, or the disk took too long. `isTakenUp`: it began in an earlier run. */
  ended(call: CallEnd): Promise<void>;
  /** Takes that back: someone was faster, and the call goes on. */
  goesOn(callId: string): void;
  /** Whether a call that is not known any more has ended: if so, its tickets are good for nothing. */
  hasEnded(callId: string): boolean;
  /** Resolves when it is on disk who is in this call after a place in it was handed over, or the disk took too long. The last word counts. */
  handedOver(call: CallFacts): Promise<void>;
  /** A call of an earlier run as it was after a place in it was handed over: its older tickets name one who has left. */
  handedOverAs(callId: string): CallFacts | null;
}

/** Keeps how good calls were, as each side measured it: logs, metrics, the disk, business servers. Must neither throw nor wait. */
export type QualityKeeper = (record: QualityNews) => void;

/** Hears of each step that a call has taken: metrics, logs, presence. Must not throw. */
export type CallWatcher = (before: Call | null, after: Call) => void;

/** A call, and the live one that was made into its room (C27). */
export interface RoomCalls {
  readonly host: Call | undefined;
  readonly side: LiveCall | undefined;
}

/**
 * The calls that live, and those that ended in the last 60 s.
 *
 * Async from the first day, so that a database can stand here. `create` and `save` are atomic, and are what keeps two
 * commands that cross from both winning.
 */
export interface CallStore {
  /**
   * Adds a call, under its caller's `requestId` if it has one.
   *
   * Answers `conflict`, and adds nothing, if that request is known already, or if the call lives and one of those in it is in
   * another live call (C1, C2), its room is taken, it crosses one that the other way is being decided (C16), or it is made into a
   * room that it can't be made into (C27): read again, what is has changed.
   */
  create(call: Call, requestId: string | null): Promise<'created' | 'conflict'>;
  /** Lets a request mean a call that another request made (C16). */
  link(userId: string, requestId: string, call: Call): Promise<void>;
  /** Takes that back: the other call ended before it could be accepted. */
  unlink(userId: string, requestId: string): Promise<void>;
  find(callId: string): Promise<Call | undefined>;
  findRequest(userId: string, requestId: string): Promise<Call | undefined>;
  /** Busy is derived from this (C2). Of two, the one that has a room of its own. */
  liveCallOf(userId: string): Promise<LiveCall | undefined>;
  /** The one or, where one was made into the room of the other, two (C2), that one last. */
  liveCallsOf(userId: string): Promise<readonly LiveCall[]>;
  /** A call and the one that was made into its room, as they are at one moment. */
  room(callId: string): Promise<RoomCalls>;
  /** All live calls. */
  live(): Promise<readonly LiveCall[]>;
  /**
   * `stale`: someone was faster, read again. `conflict`: someone who comes into it is in another live call, or its room is
   * taken; or one to whom a place is handed over does not talk in a call into its room (any more) (C31).
   */
  save(call: Call, previousVersion: number): Promise<'saved' | 'stale' | 'conflict'>;
  /** This user's calls that ended in the last 60 s, and those that the user left in that time (C31). */
  endedOf(userId: string): Promise<readonly Call[]>;
}
