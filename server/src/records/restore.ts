import { type ColumnMetadata, type Kysely, type Migrator, sql } from 'kysely';
import type { Database } from './database/openDatabase.js';
import { isPostgres } from './database/together.js';
import type { End, Head, TableHead } from './dump.js';
import { migrationsOf, ownTables } from './ownTables.js';
import { Runs } from './Runs.js';

/** Rows that are written together; PostgreSQL takes 65,535 values in one statement, and SQLite half of that. */
const VALUES = 20_000;

/** Why a backup is not restored, in a sentence for the operator. */
export class RestoreRefused extends Error {}

/** A backup, line by line; may be read more than once. */
export type Lines = () => AsyncIterable<string>;

export interface RestoreParts {
  readonly db: Database;
  readonly migrator: Migrator;
  /** The migrations that this version knows. */
  readonly known: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  /** Whether what is in the database may go. */
  readonly mayReplace: boolean;
}

/**
 * Makes a database what it was when the backup was made, of whichever kind that was, and brings its tables up to date. Resolves with
 * the number of rows. The backup is read to its end before anything is changed.
 *
 * Throws {@link RestoreRefused}, with nothing changed.
 */
export async function restore(lines: Lines, parts: RestoreParts): Promise<number> {
  const { db, migrator, mayReplace } = parts;
  const { head, rows } = await examine(lines, parts.known);
  await refuseWhileInUse(parts);
  const tables = await ownTables(db);
  for (const { name } of tables) {
    if (mayReplace || (await isEmpty(db, name))) continue;
    throw new RestoreRefused(`There are rows in ${name} already: give --replace if all that is there may go.`);
  }
  for (const { name } of [...tables, { name: 'kysely_migration' }, { name: 'kysely_migration_lock' }]) {
    await sql`drop table if exists ${sql.table(name)} ${sql.raw(isPostgres(db) ? 'cascade' : '')}`.execute(db);
  }
  const last = head.migrations.at(-1);
  if (last !== undefined) await succeed(migrator.migrateTo(last));
  await load(db, lines);
  await succeed(migrator.migrateToLatest());
  return rows;
}

/** Reads it to its end: what is cut off or of another program changes nothing. */
async function examine(lines: Lines, known: readonly string[]): Promise<{ head: Head; rows: number }> {
  let head: Head | null = null;
  let end: End | null = null;
  let rows = 0;
  try {
    for await (const line of lines()) {
      const value = JSON.parse(line) as Head | TableHead | End | readonly unknown[];
      if (Array.isArray(value)) rows += 1;
      else if ('frontdesk' in value) head = value;
      else if ('end' in value) end = value;
    }
  } catch (error) {
    throw new RestoreRefused(`This is no backup, or it is damaged: ${error instanceof Error ? error.message : error}.`);
  }
  if (head?.format !== 1) throw new RestoreRefused('This is no backup of Frontdesk, or one of a newer version.');
  if (end?.rows !== rows) throw new RestoreRefused('This backup is cut off: its end is missing.');
  const unknown = head.migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new RestoreRefused(`This backup is of a newer version of Frontdesk: it has ${unknown.join(', ')}.`);
  }
  return { head, rows };
}

async function refuseWhileInUse({ db, now }: RestoreParts): Promise<void> {
  // Tables of before the records have no runs.
  if (!(await migrationsOf(db)).includes('0002-records')) return;
  const seenAt = await Runs.alive(db, now);
  if (seenAt === null) return;
  const seconds = Math.ceil((now - seenAt) / 1_000);
  throw new RestoreRefused(
    `A server runs on this database, or was killed just now (it was there ${seconds} s ago): stop it, or wait for 30 s.`,
  );
}

async function isEmpty(db: Database, table: string): Promise<boolean> {
  // Runs of the server are no reason to keep it from being restored.
  if (table === 'runs') return true;
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  return rows.length === 0;
}

async function succeed(migration: ReturnType<Migrator['migrateToLatest']>): Promise<void> {
  const { error } = await migration;
  if (error !== undefined) throw error;
}

type Plain = Kysely<Record<string, Record<string, unknown>>>;

/** All tables in one transaction, and what refers to what is looked at when all is there. */
async function load(db: Database, lines: Lines): Promise<void> {
  const tables = new Map((await ownTables(db)).map(({ name, columns }) => [name, columns]));
  const plain = db as unknown as Plain;
  const references = isPostgres(db) ? await referencesIn(plain) : [];
  for (const each of references) await sql.raw(`${each} deferrable initially deferred`).execute(db);
  await plain.transaction().execute(async (trx) => {
    if (!isPostgres(db)) await sql`pragma defer_foreign_keys = on`.execute(trx);
    for (const name of tables.keys()) await trx.deleteFrom(name).execute();
    let head: TableHead | null = null;
    let batch: Record<string, unknown>[] = [];
    const write = async () => {
      if (head && batch.length > 0) await trx.insertInto(head.table).values(batch).execute();
      batch = [];
    };
    let convert: ((row: readonly unknown[]) => Record<string, unknown>) | null = null;
    for await (const line of lines()) {
      const value = JSON.parse(line) as Head | TableHead | End | readonly unknown[];
      if (isRow(value)) {
        if (convert) batch.push(convert(value));
        if (batch.length * (head?.columns.length ?? 1) >= VALUES) await write();
      } else if ('table' in value) {
        await write();
        head = value;
        convert = converter(value, tables.get(value.table) ?? []);
      }
    }
    await write();
  });
  for (const each of references) await sql.raw(`${each} not deferrable`).execute(db);
}

function isRow(value: Head | TableHead | End | readonly unknown[]): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The foreign keys of PostgreSQL, each as the beginning of a statement that changes it: as they are, they want their rows in order. */
async function referencesIn(db: Plain): Promise<readonly string[]> {
  const { rows } = await sql<{ start: string }>`
    select 'alter table ' || conrelid::regclass::text || ' alter constraint ' || quote_ident(conname) as start
    from pg_constraint
    where contype = 'f' and not condeferrable and connamespace = current_schema()::regnamespace`.execute(db);
  return rows.map(({ start }) => start);
}

/** The two databases write yes and no differently. */
function converter(
  { columns }: TableHead,
  there: readonly ColumnMetadata[],
): (row: readonly unknown[]) => Record<string, unknown> {
  const types = new Map(there.map(({ name, dataType }) => [name, dataType.toLowerCase()]));
  const unknown = columns.filter((column) => !types.has(column));
  if (unknown.length > 0) throw new RestoreRefused(`There is no place for ${unknown.join(', ')} in this version.`);
  return (row) =>
    Object.fromEntries(columns.map((column, index) => [column, converted(row[index], types.get(column) ?? '')]));
}

function converted(value: unknown, type: string): unknown {
  if (type.startsWith('bool') && typeof value === 'number') return value !== 0;
  if (typeof value === 'boolean' && !type.startsWith('bool')) return value ? 1 : 0;
  return value ?? null;
}
