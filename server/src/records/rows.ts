import type { CallEventsTable, CallPeopleTable, CallStepColumns } from './database/tables.js';
import { type CallStep, fold, type RecordEntry } from './RecordEntry.js';

type RowOf<T> = { readonly [C in keyof T]: 'text' | 'bigint' };

/** What a row of each table holds, in this order, and of which type: rows go to the database as JSON arrays of it. */
export const CALL_ROW = {
  ...{ call_id: 'text', seq: 'bigint', run: 'text', state: 'text' },
  ...{ caller_id: 'text', caller_name: 'text', caller_role: 'text' },
  ...{ callee_id: 'text', callee_name: 'text', callee_role: 'text' },
  ...{ agent_id: 'text', agent_name: 'text', agent_role: 'text' },
  ...{ queue_id: 'text', room_call_id: 'text', room_as: 'text', code: 'bigint', ended_by: 'text' },
  ...{ requested_at: 'bigint', started_at: 'bigint', finished_at: 'bigint', ring_ms: 'bigint', hold_ms: 'bigint' },
} satisfies RowOf<CallStepColumns>;
export const PERSON_ROW = {
  ...{ call_id: 'text', user_id: 'text', name: 'text', role: 'text', words: 'text' },
} satisfies RowOf<CallPeopleTable>;
export const EVENT_ROW = {
  ...{ call_id: 'text', seq: 'bigint', run: 'text', at: 'bigint', kind: 'text', detail: 'text' },
} satisfies RowOf<CallEventsTable>;

/** Those that a step says itself; `call_id`, `seq` and `run` stand before them. */
const OF_STEP = Object.keys(CALL_ROW).slice(3) as (keyof CallStep)[];

/** What an entry says of its call, as a row; none if it is no step. */
export function callRows({ seq, run, it: { callId, step } }: RecordEntry): readonly string[] {
  return step ? [held([callId, seq, run, ...OF_STEP.map((column) => step[column])])] : [];
}

/** Who takes part since an entry, as rows. */
export function peopleRows({ it: { callId, people = [] } }: RecordEntry): readonly string[] {
  return people.map(({ user_id, name, role }) => held([callId, user_id, name, role, fold(`${name} ${user_id}`)]));
}

/** What happened, as rows. */
export function eventRows({ seq, run, it: { callId, events } }: RecordEntry): readonly string[] {
  return events.map((event, at) => held([callId, seq + at, run, event.at, event.kind, event]));
}

/** PostgreSQL holds no NUL, and neither database half a character; what programs and browsers send may have both. */
function held(row: readonly unknown[]): string {
  const json = JSON.stringify(row);
  const isGood = !(json.includes('\\u0000') || json.includes('\\ud'));
  return isGood ? json : JSON.stringify(cleaned(row));
}

/** With all text in it as a database can hold it. */
export function cleaned<T>(value: T): T {
  const clean = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'string' ? each.toWellFormed().replaceAll('\0', '') : each,
  );
  return JSON.parse(clean) as T;
}
