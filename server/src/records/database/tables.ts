/**
 * What is kept of calls. Times are epoch ms and lengths ms, ids are text, and what is read as a whole is JSON in text, so that
 * SQLite and PostgreSQL agree.
 */
export interface Tables {
  readonly calls: CallsTable;
  readonly call_events: CallEventsTable;
  readonly plan_queues: PlanTable;
  readonly plan_agents: PlanTable;
  readonly plan_words: PlanTable;
  readonly callbacks: CallbacksTable;
}

/** What an operator has set up, each as the JSON that the API takes, by its key. */
export interface PlanTable {
  readonly key: string;
  readonly settings: string;
}

/** Wishes to be called back. */
export interface CallbacksTable {
  readonly id: string;
  readonly queue_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly contact: string;
  readonly note: string;
  readonly form: string;
  readonly at: number;
  readonly state: string;
  readonly done_by: string | null;
  readonly done_at: number | null;
}

/** One row for each call, whatever became of it. */
export interface CallsTable {
  readonly call_id: string;
  /** Of the last step that was written: an older one never overwrites it. */
  readonly version: number;
  readonly state: string;
  readonly caller_id: string;
  readonly caller_name: string;
  readonly callee_id: string;
  readonly callee_name: string;
  /** The queue that was called; null for a call to a person. */
  readonly queue_id: string | null;
  readonly code: number | null;
  readonly ended_by: string | null;
  readonly requested_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
}

/** Each step of a call, in their order: a call's timeline. */
export interface CallEventsTable {
  readonly call_id: string;
  readonly version: number;
  readonly at: number;
  readonly kind: string;
  /** JSON: what the page of a call needs to say it in words. */
  readonly detail: string;
}
