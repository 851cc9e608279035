import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres } from './findPostgres.js';

/** Somewhere to keep records in: as `DATA_DIR` and `DATABASE_URL` say. */
export interface Place {
  readonly name: string;
  /** Whether this machine has it; tests that need it are skipped otherwise. */
  readonly isThere: boolean;
  /** An empty one, and its end. */
  readonly make: () => Promise<{ folder: string; url: string | undefined; remove: () => Promise<void> }>;
}

const postgres = await findPostgres();
process.once('exit', () => postgres?.stop());

/** SQLite in a folder of its own, and PostgreSQL in a schema of its own. */
export const PLACES: readonly Place[] = [
  { name: 'SQLite', isThere: true, make: async () => place(undefined, async () => undefined) },
  {
    name: 'PostgreSQL',
    isThere: postgres !== null,
    make: async () => {
      const schema = `test_${randomUUID().replaceAll('-', '')}`;
      await inPostgres(`create schema ${schema}`);
      const url = `${postgres?.url}?options=-c%20search_path%3D${schema}`;
      return place(url, () => inPostgres(`drop schema ${schema} cascade`));
    },
  },
];

function place(url: string | undefined, end: () => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-records-'));
  const remove = async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, url, remove };
}

async function inPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres?.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
