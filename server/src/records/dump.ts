import { type Kysely, sql } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { Tables } from './database/tables.js';
import { isPostgres } from './database/together.js';
import { migrationsOf, ownTables } from './ownTables.js';

/** Rows that are read together. */
const PAGE = 1_000;

/** No server has ever had this database: whoever backs it up has named another than they meant. */
export class NothingToBackUp extends Error {}

/** The first line of a backup. */
export interface Head {
  readonly frontdesk: 'backup';
  readonly format: 1;
  /** When it was made, epoch ms. */
  readonly at: number;
  /** What its tables had been through, by which they are made again. */
  readonly migrations: readonly string[];
}

/** Before the rows of a table, of which each is a line, an array in the order of these. */
export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}

/** The last line: without it something is missing. */
export interface End {
  readonly end: true;
  readonly rows: number;
}

/**
 * Everything that is in a database as it is at one moment, in lines of JSON that either database takes. A server may go on
 * writing meanwhile, and does not wait.
 *
 * Throws {@link NothingToBackUp} before the first line.
 */
export async function* dump(db: Database, now: number): AsyncGenerator<string> {
  const migrations = await migrationsOf(db);
  if (migrations.length === 0) throw new NothingToBackUp();
  const tables = await ownTables(db);
  const head: Head = { frontdesk: 'backup', format: 1, at: now, migrations };
  yield JSON.stringify(head);
  let rows = 0;
  const { connection, release } = await oneConnection(db);
  try {
    await sql.raw(isPostgres(db) ? 'begin isolation level repeatable read read only' : 'begin').execute(connection);
    for (const { name, columns } of tables) {
      const names = columns.map((column) => column.name);
      const tableHead: TableHead = { table: name, columns: names };
      yield JSON.stringify(tableHead);
      for await (const row of rowsOf(connection, name)) {
        rows += 1;
        yield JSON.stringify(names.map((column) => row[column]));
      }
    }
  } finally {
    await sql.raw('rollback').execute(connection);
    release();
  }
  const end: End = { end: true, rows };
  yield JSON.stringify(end);
}

type Row = Readonly<Record<string, unknown>>;

/** A page at a time, each found at once however many there are. */
async function* rowsOf(db: Kysely<Tables>, table: string): AsyncGenerator<Row> {
  const name = sql.table(table);
  if (isPostgres(db)) {
    await sql`declare of_table no scroll cursor for select * from ${name}`.execute(db);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(PAGE)} from of_table`.execute(db);
      if (rows.length === 0) break;
      yield* rows;
    }
    await sql`close of_table`.execute(db);
    return;
  }
  for (let last = -1; ; ) {
    const { rows } = await sql<
      Row & { row_of_table: number }
    >`select rowid as row_of_table, * from ${name} where rowid > ${last} order by rowid limit ${PAGE}`.execute(db);
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = end.row_of_table;
  }
}

/** Held until it is released, so that all is read in one transaction. */
async function oneConnection(db: Database): Promise<{ connection: Kysely<Tables>; release: () => void }> {
  return new Promise((resolve, reject) => {
    db.connection()
      .execute((connection) => new Promise<void>((release) => resolve({ connection, release })))
      .catch(reject);
  });
}
