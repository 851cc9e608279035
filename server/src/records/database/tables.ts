import type { ColumnType, RawBuilder } from 'kysely';

/**
 * What is kept in tables. Times are epoch ms and lengths ms, ids are text, and what is read as a whole is JSON in text, so that
 * SQLite and PostgreSQL agree.
 */
export interface Tables {
  readonly calls: CallsTable;
  readonly call_events: CallEventsTable;
  readonly plan_queues: PlanTable;
  readonly plan_agents: PlanTable;
  readonly plan_words: PlanTable;
  readonly callbacks: CallbacksTable;
  readonly staff_users: StaffUsersTable;
  readonly staff_sessions: StaffSessionsTable;
  readonly staff_accounts: StaffAccountsTable;
  readonly staff_links: StaffLinksTable;
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

/** A time of better-auth's: ISO 8601 in SQLite, a timestamp in PostgreSQL. Both take ISO 8601, and `new Date` reads what both give. */
type Time = ColumnType<Date | string, string, string>;

/** Someone who works here. */
export interface StaffUsersTable {
  readonly id: string;
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  /** To be written as SQL's `true`, which both understand. */
  readonly email_verified: ColumnType<boolean | number, RawBuilder<boolean>, never>;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly role: 'agent' | 'supervisor' | 'admin';
  /** Epoch ms since when they may not sign in; null if they may. */
  readonly disabled_at: number | null;
}

/** A browser that is signed in. */
export interface StaffSessionsTable {
  readonly id: string;
  readonly token: string;
  readonly user_id: string;
  readonly expires_at: Time;
}

/** A way to sign in: `credential` with a hashed password and the user's own id as `account_id`, or `oidc` with the provider's subject. */
export interface StaffAccountsTable {
  readonly id: string;
  readonly account_id: string;
  readonly provider_id: string;
  readonly user_id: string;
  readonly password: string | null;
  readonly created_at: Time;
  readonly updated_at: Time;
}

/** A link that is good once; of its secret only the hash is kept. It is gone when it was used. */
export interface StaffLinksTable {
  readonly hash: string;
  /** What an admin calls it by. */
  readonly link_id: string;
  readonly kind: 'firstAdmin' | 'invitation' | 'reset';
  /** Whose password it sets; null for a link that makes an account. */
  readonly user_id: string | null;
  /** Whom an invitation is for. */
  readonly email: string | null;
  readonly name: string | null;
  readonly role: 'agent' | 'supervisor' | 'admin' | null;
  readonly expires_at: number;
}
