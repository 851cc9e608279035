import type { CallRoom, CallState, FormField, Visit, Wait } from '@frontdesk/protocol';
import type { Entry } from './routing/admit.js';
import type { QueueRules, Skills } from './routing/rules.js';

/** A queue as the operator has set it up. */
export interface Queue extends QueueRules, Entry {
  readonly name: string;
  /** How long an agent has after a call, in ms; 0: no wrap-up. */
  readonly wrapUpMs: number;
  /** How long anyone may wait, in ms. */
  readonly maxWaitMs: number;
  /** What is asked before the call. */
  readonly form: readonly FormField[];
  /** What has to be agreed to; null: nothing. */
  readonly consent: string | null;
}

/** An agent as the operator has set it up. */
export interface Profile {
  readonly agentId: string;
  readonly groups: readonly string[];
  readonly skills: Skills;
  /** The place in a list from the top down. */
  readonly rank: number;
}

/** What the operator has set up; read anew at each decision, so that a change holds from then on. */
export interface Plan {
  queue(queueId: string): Queue | null;
  /** Null for someone who may not sit here. */
  profile(agentId: string): Profile | null;
}

/** Someone in a call, as the desk knows them. */
export interface Someone {
  readonly userId: string;
  readonly name: string;
}

/** A call as the desk follows it: what any business server is told of it. */
export interface DeskCall {
  readonly callId: string;
  readonly state: CallState;
  /** The queue that was dialed, whoever has taken it since; null for a person. */
  readonly queueId: string | null;
  readonly caller: Someone;
  /** Who has answered; null before that. */
  readonly callee: Someone | null;
  /** Whom it rings now. */
  readonly targets: readonly string[];
  readonly requestedAt: number;
  readonly startedAt: number | null;
  /** Whether the caller's page is away, and may come back within its time (C19). */
  readonly isAway: boolean;
  /** Of a call that was made into the room of another: that one, and what for. */
  readonly room: CallRoom | null;
  /** What the caller filled in; null where nothing of that kind came with the request. */
  readonly visit: Visit | null;
}

/** What became of an assignment: it rings; the call does not wait any more; none of them can be rung now. */
export type Assignment = 'rings' | 'gone' | 'nobody';

/** What the desk does with calls: what any business server can. `update` and `finish` resolve to whether it was done. */
export interface CallActs {
  assign(callId: string, to: readonly string[]): Promise<Assignment>;
  update(
    callId: string,
    words: { readonly param: number; readonly text: string; readonly wait: Wait | null },
  ): Promise<boolean>;
  finish(callId: string, code: number, text: string): Promise<boolean>;
}

/** What was before: from the records, kept at hand so that no decision waits for it. */
export interface History {
  /** Who served this user last; null if nobody is known. */
  lastAgentOf(userId: string): string | null;
  /** How long the last calls of this queue took an agent, talk and wrap-up together, in ms; the newest last. */
  handledOf(queueId: string): readonly number[];
}

/** What the desk alone knows of a call: for its record. Times are epoch ms. */
export type DeskFact =
  | { readonly kind: 'visited'; readonly callId: string; readonly queueId: string; readonly visit: Visit | null }
  | {
      readonly kind: 'wrappedUp';
      readonly callId: string;
      readonly agentId: string;
      readonly queueId: string;
      readonly wrapUpMs: number;
      readonly at: number;
    }
  | {
      readonly kind: 'disposed';
      readonly callId: string;
      readonly agentId: string;
      /** Null: none was chosen, or it stays as it was. */
      readonly disposition: string | null;
      readonly notes: string;
      readonly at: number;
    }
  | {
      readonly kind: 'noted';
      readonly callId: string;
      readonly agentId: string;
      readonly notes: string;
      readonly at: number;
    };

/** Keeps what the desk tells of calls. Must neither throw nor wait. */
export type FactKeeper = (fact: DeskFact) => void;

export interface DeskClock {
  /** Epoch ms. */
  now(): number;
  /** Calls back at that time, epoch ms; returns its stop. */
  at(time: number, callback: () => void): () => void;
}
