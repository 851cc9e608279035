import type { AgentSettings, Callback, EarlierCall, QueueSettings } from '@frontdesk/protocol';

/** All that an operator sets up. */
export interface PlanSettings {
  readonly queues: readonly QueueSettings[];
  readonly agents: readonly AgentSettings[];
  /** Reasons to be on a break. */
  readonly breaks: readonly string[];
}

/** Where the plan is kept. Each resolves when it is on disk. */
export interface PlanStore {
  /** Null while nothing was ever kept. */
  load(): Promise<PlanSettings | null>;
  /** The first plan: kept unless another has been meanwhile. */
  begin(plan: PlanSettings): Promise<void>;
  putQueue(queue: QueueSettings): Promise<void>;
  deleteQueue(queueId: string): Promise<void>;
  putAgent(agent: AgentSettings): Promise<void>;
  deleteAgent(login: string): Promise<void>;
}

/** What is known of customers' earlier calls: from the records. */
export interface EarlierCalls {
  /** The newest first, at most 20. */
  of(userId: string): Promise<readonly EarlierCall[]>;
}

/** Who of the staff has which address: accounts are known by it in the plan. Null for one without an account. */
export type EmailOf = (userId: string) => Promise<string | null>;

/** Where wishes to be called back are kept. */
export interface CallbackStore {
  /** Resolves when it is on disk. */
  add(callback: Callback): Promise<void>;
  /** How many are still open: of this user in whatever queue, and of this queue. */
  open(queueId: string, userId: string): Promise<{ readonly ofUser: number; readonly ofQueue: number }>;
  /** The newest first. */
  list(query: {
    readonly state: Callback['state'] | null;
    readonly after: { readonly at: number; readonly id: string } | null;
    readonly limit: number;
  }): Promise<readonly Callback[]>;
  /** Null for one that is not there. */
  mark(id: string, state: Callback['state'], by: string, at: number): Promise<Callback | null>;
}

/** A customer's word about a call. */
export interface Rating {
  readonly callId: string;
  readonly stars: number;
  readonly comment: string;
  readonly at: number;
}

/** A call that has been talked in and is over; null for any other. */
export type EndedCalls = (callId: string) => Promise<{ readonly callerId: string; readonly finishedAt: number } | null>;

/** What the desk says of calls that are on record. Must neither throw nor wait. */
export interface CallNotes {
  /** What the caller filled in, by the labels of the fields, and the words that were agreed to; null where none were asked for. */
  keepForm(callId: string, form: Readonly<Record<string, unknown>>, consent: string | null): void;
  /** The agent's notes as they are by now. */
  keepNotes(callId: string, notes: string): void;
  /** Of `notes`, null: as they were. */
  keepWrapUp(
    callId: string,
    wrapUp: {
      readonly agentId: string;
      readonly wrapUpMs: number;
      readonly disposition: string | null;
      readonly notes: string | null;
    },
  ): void;
  /** The last one counts. */
  keepRating(callId: string, rating: { readonly stars: number; readonly comment: string }): void;
}

/** A call on record, as far as the desk reads it. Times are epoch ms. */
export interface RecordedCall {
  readonly callId: string;
  readonly number: string;
  readonly caller: { readonly userId: string };
  /** Of the staff, the one who had it last. */
  readonly agent: { readonly userId: string; readonly name: string } | null;
  readonly queueId: string | null;
  readonly requestedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly talkMs: number | null;
  readonly wrapUpMs: number | null;
  readonly stars: number | null;
  readonly disposition: string | null;
}

/** Reads what is on record. `viewer` null: everything. */
export interface RecordsReader {
  /** The newest first. */
  search(query: {
    readonly viewer: null;
    readonly userId?: string;
    readonly from?: number;
    readonly after: { readonly requestedAt: number; readonly callId: string } | null;
    readonly limit: number;
  }): Promise<readonly RecordedCall[]>;
  record(callId: string, viewer: null): Promise<(RecordedCall & { readonly notes: string }) | null>;
}
