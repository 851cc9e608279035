import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from 'kysely';
import { SqliteThread } from './SqliteThread.js';
import { threadDialect } from './threadDialect.js';

/** SQLite in `DATA_DIR/records.db`. */
export function sqlite(dataDir: string): Dialect {
  mkdirSync(dataDir, { recursive: true });
  return threadDialect(new SqliteThread(join(dataDir, 'records.db')));
}
