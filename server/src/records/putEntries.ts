import type { Kysely } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { CallEventsTable, CallPeopleTable, CallStepColumns, Tables } from './database/tables.js';
import { isPostgres, type Statement, together } from './database/together.js';
import { lengthsOf, type Moment } from './lengths.js';
import type { Written } from './RecordEntry.js';

/** How each column is read out of an entry, `entry.value`. */
const STEP = {
  seq: "cast(entry.value ->> 'seq' as bigint)",
  run: "cast(entry.value ->> 'run' as text)",
  ...within('step', ['requested_at', 'started_at', 'finished_at', 'code', 'ring_ms', 'hold_ms'], 'bigint'),
  ...within('step', ['call_id', 'state', 'ended_by', 'queue_id', 'room_call_id', 'room_as'], 'text'),
  ...within('step', ['caller_id', 'caller_name', 'caller_role'], 'text'),
  ...within('step', ['callee_id', 'callee_name', 'callee_role'], 'text'),
  ...within('step', ['agent_id', 'agent_name', 'agent_role'], 'text'),
} satisfies { readonly [C in keyof CallStepColumns]: string };
const EVENT = {
  call_id: "cast(entry.value ->> 'callId' as text)",
  seq: STEP.seq,
  run: STEP.run,
  ...within('event', ['at'], 'bigint'),
  ...within('event', ['kind'], 'text'),
  detail: "cast(entry.value ->> 'event' as text)",
} satisfies { readonly [C in keyof CallEventsTable]: string };
/** The same of one of its people. */
const PERSON = {
  call_id: EVENT.call_id,
  user_id: "cast(person.value ->> 'user_id' as text)",
  name: "cast(person.value ->> 'name' as text)",
  role: "cast(person.value ->> 'role' as text)",
  words: "cast(person.value ->> 'words' as text)",
} satisfies { readonly [C in keyof CallPeopleTable]: string };

function within<C extends string>(part: string, columns: readonly C[], type: string): Readonly<Record<C, string>> {
  const values = columns.map((column) => [column, `cast(entry.value -> '${part}' ->> '${column}' as ${type})`]);
  return Object.fromEntries(values) as Record<C, string>;
}

/** What a call's lengths are made of. */
const COUNTED = ['offered', 'waiting', 'started', 'finished', 'held', 'resumed', 'handedOver', 'left'];

/** How each database takes a JSON array of entries apart, and the people of each. */
const SQLITE = { entries: 'json_each(?) as entry', people: "json_each(entry.value, '$.people') as person" };
const POSTGRES = {
  entries: 'json_array_elements(cast($1 as json)) as entry(value)',
  people: "json_array_elements(entry.value -> 'people') as person(value)",
};
const UNLESS_OLDER = `(call_id) do update set ${Object.keys(STEP)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')} where excluded.seq > calls.seq`;

/**
 * Writes entries. Written again, they change nothing.
 *
 * They go as the lines of JSON that they are in the journal, which both databases take apart in the same words: a statement with a
 * placeholder for each value would be built and sent in the thread that carries the calls.
 */
export async function putEntries(db: Database, written: readonly Written[]): Promise<void> {
  // Each call once: a statement must not write a row twice.
  const last = new Map<string, string>();
  for (const { callId, line, hasStep } of written) if (hasStep) last.set(callId, line);
  const all = arrayOf(written.map(({ line }) => line));
  const { entries, people } = isPostgres(db) ? POSTGRES : SQLITE;
  const statements: Statement[] = [
    { text: insert('call_people', PERSON, `${entries}, ${people} where true`, 'do nothing'), value: all },
    {
      text: insert('call_events', EVENT, `${entries} where entry.value ->> 'event' is not null`, 'do nothing'),
      value: all,
    },
  ];
  // Without a condition SQLite would take `on conflict` for that of a join.
  const text = insert('calls', STEP, `${entries} where true`, UNLESS_OLDER);
  if (last.size > 0) statements.unshift({ text, value: arrayOf([...last.values()]) });
  await together(db, statements);
  await putRest(db, written);
}

/** What is not written by lines alone. */
async function putRest(db: Database, written: readonly Written[]): Promise<void> {
  const rest = written.filter(({ facts, isToBeMeasured }) => facts !== undefined || isToBeMeasured);
  if (rest.length === 0) return;
  await db.transaction().execute(async (trx) => {
    for (const { callId, facts } of rest) {
      if (facts) await trx.updateTable('calls').set(facts).where('call_id', '=', callId).execute();
    }
    await measure(trx, new Set(rest.flatMap(({ callId, isToBeMeasured }) => (isToBeMeasured ? [callId] : []))));
  });
}

function arrayOf(lines: readonly string[]): string {
  return `[${lines.join(',')}]`;
}

function insert(table: string, columns: Readonly<Record<string, string>>, from: string, onConflict: string): string {
  const names = Object.keys(columns).join(', ');
  return `insert into ${table} (${names}) select ${Object.values(columns).join(', ')} from ${from} on conflict ${onConflict}`;
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
  for (const { call_id, ...lengths } of rows) {
    await db.updateTable('calls').set(lengths).where('call_id', '=', call_id).execute();
  }
}

function holderIn(kind: string, detail: string): string | null {
  if (!['held', 'resumed', 'handedOver', 'left'].includes(kind)) return null;
  const { by, from, who } = JSON.parse(detail) as Partial<Record<'by' | 'from' | 'who', { userId?: string }>>;
  return (by ?? from ?? who)?.userId ?? null;
}
