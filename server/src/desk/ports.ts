import type { Entry } from './routing/admit.js';
import type { QueueRules, Skills } from './routing/rules.js';

/** A queue as the operator has set it up. */
export interface Queue extends QueueRules, Entry {
  readonly name: string;
  /** How long an agent has after a call, in ms; 0: no wrap-up. */
  readonly wrapUpMs: number;
  /** How long anyone may wait, in ms. */
  readonly maxWaitMs: number;
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
  profile(agentId: string): Profile | null;
}

/** What the desk does with calls: what any business server can. Each resolves to whether it was done. */
export interface CallActs {
  assign(callId: string, to: readonly string[]): Promise<boolean>;
  update(callId: string, words: { readonly param: number; readonly text: string }): Promise<boolean>;
  finish(callId: string, code: number, text: string): Promise<boolean>;
}

/** What was before: read from the records. */
export interface History {
  /** Who served this user last; null if nobody is known. */
  lastAgentOf(userId: string): string | null;
}

export interface DeskClock {
  /** Epoch ms. */
  now(): number;
  /** Calls back at that time, epoch ms; returns its stop. */
  at(time: number, callback: () => void): () => void;
}
