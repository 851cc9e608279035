import type { CallStore, CallWatcher, Chance, Clock, Decider, Endpoints, Grants, Ledger, Watchers } from './ports.js';
import type { Directory, Preconnect } from './rules.js';

/** What the calls need of the outside. */
export interface CallPorts {
  readonly store: CallStore;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly grants: Grants;
  readonly decider: Decider;
  /** Business servers. */
  readonly watchers: Watchers;
  readonly ledger: Ledger;
  /** Those in this program: metrics, logs, presence. */
  readonly observers: readonly CallWatcher[];
}

/** The times and policies of section 6; all times in ms. */
export interface CallSettings {
  readonly ringMs: number;
  readonly graceRingingMs: number;
  readonly graceCallMs: number;
  readonly graceWaitingMs: number;
  /** How long a held call may wait to be assigned. */
  readonly waitMs: number;
  /** How long a business server may think about a call. */
  readonly decideMs: number;
  /** What holds if it says nothing (C4). */
  readonly decideDefault: 'allow' | 'deny';
  /** Whether that holds too when none is attached; otherwise calls then ring undecided. */
  readonly isDecisionRequired: boolean;
  readonly directory: Directory;
  /** Where links may be made while it rings (C22). */
  readonly preconnect: Preconnect;
}
