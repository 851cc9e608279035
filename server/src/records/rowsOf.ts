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

/** The rows of an entry as JSON arrays, one after the other with commas; '' where there are none. */
export interface Rows {
  readonly call: string;
  readonly people: string;
  readonly events: string;
}

/** PostgreSQL holds no NUL, and neither database half a character; what programs and browsers send may have both. */
export function rowsOf({ seq, run, it }: RecordEntry): Rows {
  const { step, people, events } = it;
  const head = `[${JSON.stringify(it.callId)},`;
  return {
    call: step ? `${head}${seq},"${run}",${held(OF_STEP.map((column) => step[column]))}` : '',
    people: joined(people, ({ user_id, name, role }) => {
      return head + held([user_id, name, role, fold(`${name} ${user_id}`)]);
    }),
    events: joined(events, (event, at) => `${head}${seq + at},"${run}",${held([event.at, event.kind, event])}`),
  };
}

function joined<T>(all: readonly T[] | undefined, textOf: (each: T, at: number) => string): string {
  return all?.map(textOf).join(',') ?? '';
}

/** The values of a row as they stand behind others, with all in it as it can be held. */
function held(values: readonly unknown[]): string {
  const json = JSON.stringify(values);
  const isGood = !(json.includes('\\u0000') || json.includes('\\ud'));
  return (isGood ? json : JSON.stringify(cleaned(values))).slice(1);
}

/** With all text in it as a database can hold it. */
export function cleaned<T>(value: T): T {
  const clean = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'string' ? each.toWellFormed().replaceAll('\0', '') : each,
  );
  return JSON.parse(clean) as T;
}
