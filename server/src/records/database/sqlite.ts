import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from 'kysely';
import { SqliteThread } from './SqliteThread.js';
import { threadDialect } from './threadDialect.js';

/** SQLite in `DATA_DIR/records.db`. */
export function sqlite(dataDir: string): Dialect {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'records.db');
  makePrivate(file);
  return threadDialect(new SqliteThread(file));
}

/** For its owner alone: people's words are in it, and who is signed in. SQLite makes the files beside it like the one. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    // SQLite is about to say why, in its own words.
  }
}
