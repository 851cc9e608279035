import type { CallEventsTable, CallPeopleTable, CallStepColumns } from './database/tables.js';
import type { CallFacts, CallStep, ToKeep } from './RecordEntry.js';

/** What a row of each table holds, in this order, and of which type: entries wait and travel as JSON arrays of it. */
export const CALL_ROW = {
  ...{ call_id: 'text', seq: 'bigint', run: 'text', state: 'text' },
  ...{ caller_id: 'text', caller_name: 'text', caller_role: 'text' },
  ...{ callee_id: 'text', callee_name: 'text', callee_role: 'text' },
  ...{ agent_id: 'text', agent_name: 'text', agent_role: 'text' },
  ...{ queue_id: 'text', room_call_id: 'text', room_as: 'text', code: 'bigint', ended_by: 'text' },
  ...{ requested_at: 'bigint', started_at: 'bigint', finished_at: 'bigint', ring_ms: 'bigint', hold_ms: 'bigint' },
} satisfies RowOf<CallStepColumns>;
export const EVENT_ROW = {
  ...{ call_id: 'text', seq: 'bigint', run: 'text', at: 'bigint', kind: 'text', detail: 'text' },
} satisfies RowOf<CallEventsTable>;
export const PERSON_ROW = {
  ...{ call_id: 'text', user_id: 'text', name: 'text', role: 'text', words: 'text' },
} satisfies RowOf<CallPeopleTable>;

type RowOf<T> = { readonly [C in keyof T]: 'text' | 'bigint' };

/** Those of a step that it says itself; `call_id`, `seq` and `run` stand before them. */
const OF_STEP = Object.keys(CALL_ROW).slice(3) as (keyof CallStep)[];

/** An entry as it waits, its rows as JSON. */
export interface Written {
  readonly callId: string;
  /** Grows over all runs: where it stands among all. */
  readonly seq: number;
  readonly event: string | null;
  readonly step: string | null;
  /** One after the other, with commas. */
  readonly people: string;
  /** What is not written as rows. */
  readonly rest: Rest | null;
}

export interface Rest {
  readonly facts?: CallFacts;
  readonly isToBeMeasured?: boolean;
}

/**
 * What is kept, as rows: made once, and in the thread that carries the calls, so as cheaply as can be. PostgreSQL holds no NUL, and
 * neither database half a character; what programs and browsers send may have both.
 */
export function written(it: ToKeep, seq: number, run: string): Written {
  const made = rowsOf(it, seq, run);
  return isHeld(made) ? made : rowsOf(cleaned(it), seq, run);
}

function rowsOf({ callId, event, step, people, facts, isToBeMeasured }: ToKeep, seq: number, run: string): Written {
  const id = JSON.stringify(callId);
  const head = `[${id},${seq},"${run}",`;
  let others = '';
  for (const { user_id, name, role, words } of people ?? []) {
    others += `${others && ','}[${id},${JSON.stringify([user_id, name, role, words]).slice(1)}`;
  }
  return {
    callId,
    seq,
    event: event && `${head}${event.at},"${event.kind}",${JSON.stringify(event)}]`,
    step: step ? head + JSON.stringify(OF_STEP.map((column) => step[column])).slice(1) : null,
    people: others,
    rest: facts || isToBeMeasured ? { ...(facts && { facts }), ...(isToBeMeasured && { isToBeMeasured }) } : null,
  };
}

function isHeld({ event, step, people, rest }: Written): boolean {
  return isGood(event) && isGood(step) && isGood(people) && (rest === null || isGood(JSON.stringify(rest)));
}

function isGood(json: string | null): boolean {
  return json === null || !(json.includes('\\u0000') || json.includes('\\ud'));
}

function cleaned(it: ToKeep): ToKeep {
  const clean = JSON.stringify(it, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value,
  );
  return JSON.parse(clean) as ToKeep;
}

/** A line of the journal. */
export function lineOf({ callId, seq, event, step, people, rest }: Written): string {
  return `[${JSON.stringify(callId)},${seq},${event},${step},[${people}],${JSON.stringify(rest)}]`;
}

/** What a line of the journal holds; none if it was cut off by a full disk, before a line that was written later. */
export function entryOf(line: string): readonly Written[] {
  try {
    const [callId, seq, event, step, people, rest] = JSON.parse(line) as Line;
    const rows = { event: event && JSON.stringify(event), step: step && JSON.stringify(step) };
    return [{ callId, seq, ...rows, people: people.map((row) => JSON.stringify(row)).join(','), rest }];
  } catch {
    return [];
  }
}

type Row = readonly unknown[];
type Line = readonly [string, number, Row | null, Row | null, readonly Row[], Rest | null];
