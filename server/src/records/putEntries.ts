import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { CallEventsTable, CallPeopleTable, CallStepColumns, Tables } from './database/tables.js';
import { lengthsOf, type Moment } from './lengths.js';
import { fold, type RecordEntry } from './RecordEntry.js';

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
const EVENT: { readonly [C in keyof CallEventsTable]: 'text' | 'bigint' } = {
  call_id: 'text',
  seq: 'bigint',
  run: 'text',
  at: 'bigint',
  kind: 'text',
  detail: 'text',
};

/** What a call's lengths are made of. */
const COUNTED = ['offered', 'waiting', 'started', 'finished', 'held', 'resumed', 'handedOver'];

/**
 * Writes entries in one transaction. Written again, they change nothing.
 *
 * Rows go as one JSON text, which both databases take apart in the same words: a statement with a placeholder for each value
 * would be built and sent in the thread that carries the calls.
 */
export async function putEntries(db: Database, entries: readonly RecordEntry[]): Promise<void> {
  const steps = lastSteps(entries);
  const people = entries.flatMap(({ callId, people = [] }) =>
    people.map((each) => ({ call_id: callId, ...each, words: fold(`${each.name} ${each.user_id}`) })),
  );
  const events = entries.flatMap(({ callId, seq, run, event }) => {
    if (!event) return [];
    const { at, kind, ...detail } = event;
    return [{ call_id: callId, seq, run, at, kind, detail: JSON.stringify(detail) }];
  });
  await db.transaction().execute(async (trx) => {
    if (steps.length > 0) {
      const set = sql.raw(
        Object.keys(STEP)
          .map((column) => `${column} = excluded.${column}`)
          .join(', '),
      );
      const otherwise = sql`(call_id) do update set ${set} where excluded.seq > calls.seq`;
      await insertInto(trx, 'calls', STEP, steps, otherwise);
    }
    if (people.length > 0) await insertInto(trx, 'call_people', PEOPLE, people, sql`do nothing`);
    if (events.length > 0) await insertInto(trx, 'call_events', EVENT, events, sql`do nothing`);
    for (const { callId, facts } of entries) {
      if (facts) await trx.updateTable('calls').set(facts).where('call_id', '=', callId).execute();
    }
    await measure(trx, new Set(entries.flatMap(({ callId, isToBeMeasured }) => (isToBeMeasured ? [callId] : []))));
  });
}

/** Each call once: a statement must not write a row twice. */
function lastSteps(entries: readonly RecordEntry[]): readonly CallStepColumns[] {
  const last = new Map<string, CallStepColumns>();
  for (const { callId, seq, run, step } of entries) if (step) last.set(callId, { ...step, seq, run });
  return [...last.values()];
}

async function insertInto(
  db: Kysely<Tables>,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly object[],
  onConflict: RawBuilder<unknown>,
): Promise<void> {
  const names = Object.keys(columns);
  const values = names.map((name) => `cast(entry.value ->> '${name}' as ${columns[name]})`).join(', ');
  // Without a condition SQLite would take `on conflict` for that of a join.
  await sql`insert into ${sql.raw(table)} (${sql.raw(names.join(', '))}) select ${sql.raw(values)} from ${entriesOf(db, rows)} where true on conflict ${onConflict}`.execute(
    db,
  );
}

/** As rows with one column, `entry.value`. */
function entriesOf(db: Kysely<Tables>, rows: readonly object[]): RawBuilder<unknown> {
  const json = JSON.stringify(rows);
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
  await sql`update calls set ring_ms = cast(entry.value ->> 'ring_ms' as bigint), hold_ms = cast(entry.value ->> 'hold_ms' as bigint) from ${entriesOf(db, rows)} where calls.call_id = entry.value ->> 'call_id'`.execute(
    db,
  );
}

function holderIn(kind: string, detail: string): string | null {
  if (!['held', 'resumed', 'handedOver'].includes(kind)) return null;
  const { by, from } = JSON.parse(detail) as { by?: { userId?: string }; from?: { userId?: string } };
  return by?.userId ?? from?.userId ?? null;
}
