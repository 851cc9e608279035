import type { Kysely } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { Tables } from './database/tables.js';
import { isPostgres, together } from './database/together.js';
import { lengthsOf, type Moment } from './lengths.js';
import type { RecordEntry } from './RecordEntry.js';
import { CALL_ROW, callRows, cleaned, EVENT_ROW, eventRows, PERSON_ROW, peopleRows } from './rows.js';

/** What a call's lengths are made of. */
const COUNTED = ['offered', 'waiting', 'started', 'finished', 'held', 'resumed', 'handedOver', 'left'];

const UNLESS_OLDER = `(call_id) do update set ${Object.keys(CALL_ROW)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')} where excluded.seq > calls.seq`;

/**
 * Writes entries. Written again, they change nothing.
 *
 * Rows go as JSON arrays, all of a table as one text, which both databases take apart in the same words: a statement with a
 * placeholder for each value would be built and sent in the thread that carries the calls.
 */
export async function putEntries(db: Database, entries: readonly RecordEntry[]): Promise<void> {
  // Each call once: a statement must not write a row twice.
  const last = new Map(entries.filter(({ it }) => it.step).map((entry) => [entry.it.callId, entry]));
  const tables = [
    { text: insert(db, 'calls', CALL_ROW, UNLESS_OLDER), rows: [...last.values()].flatMap(callRows) },
    { text: insert(db, 'call_people', PERSON_ROW, 'do nothing'), rows: entries.flatMap(peopleRows) },
    { text: insert(db, 'call_events', EVENT_ROW, 'do nothing'), rows: entries.flatMap(eventRows) },
  ];
  const statements = tables.flatMap(({ text, rows }) =>
    rows.length > 0 ? [{ text, value: `[${rows.join(',')}]` }] : [],
  );
  if (statements.length > 0) await together(db, statements);
  await putRest(db, entries);
}

/** What is not written as rows. */
async function putRest(db: Database, entries: readonly RecordEntry[]): Promise<void> {
  const rest = entries.flatMap(({ it }) => (it.facts || it.isToBeMeasured ? [it] : []));
  if (rest.length === 0) return;
  await db.transaction().execute(async (trx) => {
    for (const { callId, facts } of rest) {
      if (facts) await trx.updateTable('calls').set(cleaned(facts)).where('call_id', '=', callId).execute();
    }
    await measure(trx, new Set(rest.flatMap(({ callId, isToBeMeasured }) => (isToBeMeasured ? [callId] : []))));
  });
}

/** A statement whose parameter is a JSON array of rows. */
function insert(db: Database, table: string, columns: Readonly<Record<string, string>>, onConflict: string): string {
  const from = isPostgres(db) ? 'json_array_elements(cast($1 as json)) as entry(value)' : 'json_each(?) as entry';
  const values = Object.values(columns).map((type, at) => `cast(entry.value ->> ${at} as ${type})`);
  const into = `insert into ${table} (${Object.keys(columns).join(', ')})`;
  // Without a condition SQLite would take `on conflict` for that of a join.
  return `${into} select ${values.join(', ')} from ${from} where true on conflict ${onConflict}`;
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
