import type { ColumnType, RawBuilder } from 'kysely';

/**
 * What is kept in tables. Times are epoch ms and lengths ms, ids are text, and what is read as a whole is JSON in text, so that
 * SQLite and PostgreSQL agree.
 */
export interface Tables {
  readonly calls: CallsTable;
  readonly call_people: CallPeopleTable;
  readonly call_events: CallEventsTable;
  readonly plan_queues: PlanTable;
  readonly plan_agents: PlanTable;
  readonly plan_words: PlanTable;
  readonly callbacks: CallbacksTable;
  readonly staff_users: StaffUsersTable;
  readonly staff_sessions: StaffSessionsTable;
  readonly staff_accounts: StaffAccountsTable;
  readonly staff_links: StaffLinksTable;
  readonly runs: RunsTable;
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

/** What a step of a call says of it: all that is written anew with each. */
export interface CallStepColumns {
  readonly call_id: string;
  /** Of the last step that was written: an older one never overwrites it. */
  readonly seq: number;
  /** The run of the server that wrote it: a call that lives is in this one's hands. */
  readonly run: string;
  readonly state: string;
  readonly caller_id: string;
  readonly caller_name: string;
  readonly caller_role: string | null;
  readonly callee_id: string;
  readonly callee_name: string;
  readonly callee_role: string | null;
  /** Of the staff, the one who had it last. */
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly agent_role: string | null;
  /** The queue that was called; null for a call to a person. */
  readonly queue_id: string | null;
  /** The call in whose room it was made, and how. */
  readonly room_call_id: string | null;
  readonly room_as: string | null;
  readonly code: number | null;
  readonly ended_by: string | null;
  readonly requested_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  /** Of a call that is over. */
  readonly ring_ms: number;
  readonly hold_ms: number;
}

/** One row for each call, whatever became of it. */
export interface CallsTable extends CallStepColumns {
  readonly wrap_up_ms: number | null;
  readonly stars: number | null;
  readonly comment: string | null;
  readonly disposition: string | null;
  readonly notes: string;
  /** JSON; null if nothing was asked. */
  readonly form: string | null;
  /** The notes and the form's values as they are searched, see `fold`. */
  readonly notes_words: string;
  readonly form_words: string;
  /** 0 or 1. */
  readonly has_chat: number;
}

/** Everybody who took part in a call. */
export interface CallPeopleTable {
  readonly call_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly role: string | null;
  /** Name and id as they are searched, see `fold`. */
  readonly words: string;
}

/** Everything that happened to a call: its timeline, in the order of `seq`. `seq` and `run` together are written once. */
export interface CallEventsTable {
  readonly call_id: string;
  readonly seq: number;
  readonly run: string;
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

/** Each time that a server ran: whether the calls that it left open can still be in anybody's hands. */
export interface RunsTable {
  readonly run: string;
  /** The installation, since two runs of one are never at once. */
  readonly home: string;
  readonly started_at: number;
  /** When it was there for certain, a few seconds old at most while it runs. */
  readonly seen_at: number;
  /** When it went down in good order; null of one that runs, or was killed. */
  readonly closed_at: number | null;
}
