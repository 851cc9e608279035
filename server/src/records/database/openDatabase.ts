import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import type { CustomTypesConfig } from 'pg';
import { DatabaseUnavailable } from './DatabaseUnavailable.js';
import { MIGRATIONS } from './migrations.js';
import { OwnSchema } from './OwnSchema.js';
import { sqlite } from './sqlite.js';
import type { Tables } from './tables.js';

export type Database = Kysely<Tables>;

/** `int8` comes as text, since it may be too large for a number: none of ours is. */
const INT8 = 20;

/** How long a PostgreSQL may take to answer before it counts as not there, in ms. */
const CONNECT_MS = 10_000;

/**
 * What is kept in tables: SQLite in `DATA_DIR/records.db`, or PostgreSQL where `url` (`postgres://…`) is given. Its tables are
 * brought up to date first, by one process at a time.
 *
 * Rejects with `DatabaseUnavailable` if it can't be opened, or is of a newer version than this server.
 */
export async function openDatabase(dataDir: string, url: string | undefined): Promise<Database> {
  const { db, migrator } = await connectDatabase(dataDir, url);
  try {
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return db;
  } catch (error) {
    await db.destroy();
    throw new DatabaseUnavailable(error);
  }
}

/** The same as it is, whatever its tables are; and what brings them up to date. */
export async function connectDatabase(
  dataDir: string,
  url: string | undefined,
): Promise<{ readonly db: Database; readonly migrator: Migrator }> {
  let db: Database | undefined;
  try {
    db = new Kysely<Tables>({ dialect: url === undefined ? sqlite(dataDir) : await postgres(url) });
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
      ...(url === undefined ? {} : { migrationTableSchema: await schemaOf(db) }),
    });
    return { db, migrator };
  } catch (error) {
    await db?.destroy();
    throw new DatabaseUnavailable(error);
  }
}

/** Where tables go. Unless Kysely is told, it takes those of any other schema in the same PostgreSQL for ours. */
export async function schemaOf(db: Database): Promise<string> {
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db);
  return rows[0]?.schema ?? 'public';
}

class OwnDialect extends PostgresDialect {
  override createIntrospector(db: Kysely<unknown>): OwnSchema {
    return new OwnSchema(db);
  }
}

/** Its driver is loaded where it is needed: it would be a third of the time that opening the database takes. */
async function postgres(connectionString: string): Promise<PostgresDialect> {
  const { default: pg } = await import('pg');
  const types = {
    getTypeParser: (id: number, format?: 'text' | 'binary') =>
      id === INT8 ? Number : pg.types.getTypeParser(id, format),
  };
  const pool = new pg.Pool({
    connectionString,
    connectionTimeoutMillis: CONNECT_MS,
    types: types as CustomTypesConfig,
  });
  // Said of a connection that nobody uses just now, such as when PostgreSQL starts anew: the next question opens another, or tells.
  pool.on('error', () => undefined);
  // Of one in use it is said on the connection itself, beside the answer to whoever asks: unheard, it would end this process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new OwnDialect({ pool });
}
