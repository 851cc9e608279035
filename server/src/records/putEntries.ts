import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { CallEventsTable, CallPeopleTable, CallStepColumns, Tables } from './database/tables.js';
import { lengthsOf, type Moment } from './lengths.js';
import { fold, type RecordEntry, type Written } from './RecordEntry.js';

/** How each column is read out of JSON. */
const STEP: { readonly [C in keyof CallStepColumns]: 'text' | 'bigint' } = {
  call_id: 'text',
  seq: 'bigint',
  run: 'text',
  state: 'text',
  caller_id: 'text',
  caller_name: 'text',
  caller_role: 'text',
  callee_id: 'text',
  callee_name: 'text',
  callee_role: 'text',
  agent_id: 'text',
  agent_name: 'text',
  agent_role: 'text',
  queue_id: 'text',
  room_call_id: 'text',
  room_as: 'text',
  code: 'bigint',
  ended_by: 'text',
  requested_at: 'bigint',
  started_at: 'bigint',
  finished_at: 'bigint',
  ring_ms: 'bigint',
  hold_ms: 'bigint',
};
const PEOPLE: { readonly [C in keyof CallPeopleTable]: 'text' } = {
  call_id: 'text',
  user_id: 'text',
  name: 'text',
  role: 'text',
  words: 'text',
};
/** An event's columns in an entry as it is in the journal: what is one text already is not written out again. */
const EVENT: { readonly [C in keyof CallEventsTable]: string } = {
  call_id: "cast(entry.value ->> 'callId' as text)",
  seq: "cast(entry.value ->> 'seq' as bigint)",
  run: "cast(entry.value ->> 'run' as text)",
  at: "cast(entry.value -> 'event' ->> 'at' as bigint)",
  kind: "cast(entry.value -> 'event' ->> 'kind' as text)",
  detail: "cast(entry.value ->> 'event' as text)",
};

/** What a call's lengths are made of. */
const COUNTED = ['offered', 'waiting', 'started', 'finished', 'held', 'resumed', 'handedOver'];

/**
 * Writes entries in one transaction. Written again, they change nothing.
 *
 * Rows go as one JSON text, which both databases take apart in the same words: a statement with a placeholder for each value
 * would be built and sent in the thread that carries the calls.
 */
export async function putEntries(db: Database, written: readonly Written[]): Promise<void> {
  const entries = written.map(({ entry }) => entry);
  const steps = lastSteps(entries);
  const people = entries.flatMap(({ callId, people = [] }) =>
    people.map((each) => ({ call_id: callId, ...each, words: fold(`${each.name} ${each.user_id}`) })),
  );
  const events = written.flatMap(({ entry, line }) => (entry.event ? [line] : []));
  await db.transaction().execute(async (trx) => {
    if (steps.length > 0) await insertInto(trx, 'calls', valuesOf(STEP), JSON.stringify(steps), UNLESS_OLDER);
    if (people.length > 0) {
      await insertInto(trx, 'call_people', valuesOf(PEOPLE), JSON.stringify(people), sql`do nothing`);
    }
    if (events.length > 0) await insertInto(trx, 'call_events', EVENT, `[${events.join(',')}]`, sql`do nothing`);
    for (const { callId, facts } of entries) {
      if (facts) await trx.updateTable('calls').set(facts).where('call_id', '=', callId).execute();
    }
    await measure(trx, new Set(entries.flatMap(({ callId, isToBeMeasured }) => (isToBeMeasured ? [callId] : []))));
  });
}

const UNLESS_OLDER = sql`(call_id) do update set ${sql.raw(
  Object.keys(STEP)
    .map((column) => `${column} = excluded.${column}`)
    .join(', '),
)} where excluded.seq > calls.seq`;

function valuesOf(columns: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const values = Object.entries(columns).map(([name, type]) => [name, `cast(entry.value ->> '${name}' as ${type})`]);
  return Object.fromEntries(values);
}

/** Each call once: a statement must not write a row twice. */
function lastSteps(entries: readonly RecordEntry[]): readonly CallStepColumns[] {
  const last = new Map<string, CallStepColumns>();
  for (const { callId, seq, run, step } of entries) if (step) last.set(callId, { ...step, seq, run });
  return [...last.values()];
}

/** `values`: how each column is made of a row, `entry.value`; `json`: the rows. */
async function insertInto(
  db: Kysely<Tables>,
  table: string,
  values: Readonly<Record<string, string>>,
  json: string,
  onConflict: RawBuilder<unknown>,
): Promise<void> {
  const names = sql.raw(Object.keys(values).join(', '));
  const made = sql.raw(Object.values(values).join(', '));
  // Without a condition SQLite would take `on conflict` for that of a join.
  await sql`insert into ${sql.raw(table)} (${names}) select ${made} from ${rowsOf(db, json)} where true on conflict ${onConflict}`.execute(
    db,
  );
}

/** As rows with one column, `entry.value`. */
function rowsOf(db: Kysely<Tables>, json: string): RawBuilder<unknown> {
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? sql`json_array_elements(cast(${json} as json)) as entry(value)`
    : sql`json_each(${json}) as entry`;
}

/** How long calls that are over rang and were on hold, by their timeline, whichever run wrote which part of it. */
export async function measure(db: Kysely<Tables>, callIds: ReadonlySet<string>): Promise<void> {
  if (callIds.size === 0) return;
  const events = await db
    .selectFrom('call_events')
    .select(['call_id', 'at', 'kind', 'detail'])
    .where('call_id', 'in', [...callIds])
    .where('kind', 'in', COUNTED)
    .orderBy('call_id')
    .orderBy('seq')
    .execute();
  const byCall = new Map<string, Moment[]>();
  for (const { call_id, at, kind, detail } of events) {
    const moments = byCall.get(call_id) ?? [];
    byCall.set(call_id, moments);
    moments.push({ at, kind, who: holderIn(kind, detail) });
  }
  const rows = [...byCall].map(([callId, moments]) => {
    const { ringMs, holdMs } = lengthsOf(moments);
    return { call_id: callId, ring_ms: ringMs, hold_ms: holdMs };
  });
  await sql`update calls set ring_ms = cast(entry.value ->> 'ring_ms' as bigint), hold_ms = cast(entry.value ->> 'hold_ms' as bigint) from ${rowsOf(db, JSON.stringify(rows))} where calls.call_id = entry.value ->> 'call_id'`.execute(
    db,
  );
}

function holderIn(kind: string, detail: string): string | null {
  if (!['held', 'resumed', 'handedOver'].includes(kind)) return null;
  const { by, from } = JSON.parse(detail) as { by?: { userId?: string }; from?: { userId?: string } };
  return by?.userId ?? from?.userId ?? null;
}
