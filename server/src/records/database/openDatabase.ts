import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, Migrator, PostgresDialect, type SqliteDatabase, SqliteDialect } from 'kysely';
import Sqlite from 'libsql';
import pg from 'pg';
import { MIGRATIONS } from './migrations.js';
import type { Tables } from './tables.js';

export type Database = Kysely<Tables>;

/** `int8` comes as text, since it may be too large for a number: none of ours is. */
const INT8 = 20;

/** How long to wait for another process that writes to the same SQLite file, in ms. */
const BUSY_MS = 10_000;

/**
 * The records: SQLite in `DATA_DIR/records.db`, or PostgreSQL where `url` (`postgres://…`) is given. Its tables are brought up to
 * date first, by one process at a time.
 *
 * Rejects with the system's or the database's own error if it can't be opened, or is of a newer version than this server.
 */
export async function openDatabase(dataDir: string, url: string | undefined): Promise<Database> {
  const db: Database = new Kysely<Tables>({ dialect: url === undefined ? sqlite(dataDir) : postgres(url) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return db;
  await db.destroy();
  throw error;
}

/** WAL, so that who reads never waits for who writes; FULL, so that what is acknowledged is on disk. */
function sqlite(dataDir: string): SqliteDialect {
  mkdirSync(dataDir, { recursive: true });
  const database = new Sqlite(join(dataDir, 'records.db'), { timeout: BUSY_MS });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return new SqliteDialect({ database: database as unknown as SqliteDatabase });
}

function postgres(connectionString: string): PostgresDialect {
  const types = {
    getTypeParser: (id: number, format?: 'text' | 'binary') =>
      id === INT8 ? Number : pg.types.getTypeParser(id, format),
  };
  return new PostgresDialect({ pool: new pg.Pool({ connectionString, types: types as pg.CustomTypesConfig }) });
}
