import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import Sqlite from 'libsql';

/** How long a transaction waits for another process that writes to the same file, in ms. */
const BUSY_MS = 10_000;

/** How long of that SQLite may hold up this whole process at a time, in ms: calls go on meanwhile. */
const BLOCKED_MS = 100;

/** SQLite in `DATA_DIR/records.db`. WAL, so that who reads never waits for who writes; FULL, so that what is acknowledged is on disk. */
export function sqlite(dataDir: string): SqliteDialect {
  mkdirSync(dataDir, { recursive: true });
  const database = new Sqlite(join(dataDir, 'records.db'), { timeout: BUSY_MS });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`busy_timeout = ${BLOCKED_MS}`);
  return new WritingDialect(database);
}

/**
 * Takes SQLite's lock for writing when a transaction begins, not at its first write: by then another process may have written,
 * and SQLite refuses the transaction at once instead of waiting. Two processes that start together would make the same table.
 */
class WritingDriver extends SqliteDriver {
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    super({ database: database as unknown as SqliteDatabase });
    this.#database = database;
  }

  override async beginTransaction(): Promise<void> {
    const until = Date.now() + BUSY_MS;
    for (;;) {
      try {
        // Not by a prepared statement: one that was refused stays open, and then nothing can be committed.
        this.#database.exec('begin immediate');
        return;
      } catch (error) {
        const isBusy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
        if (!isBusy || Date.now() > until) throw error;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }
}

/** What Kysely does not count on: SQLite makes tables in a transaction like anything else, so no migration is left half done. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class WritingDialect extends SqliteDialect {
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    super({ database: database as unknown as SqliteDatabase });
    this.#database = database;
  }

  override createDriver(): WritingDriver {
    return new WritingDriver(this.#database);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}
