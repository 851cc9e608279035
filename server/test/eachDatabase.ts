import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { findPostgres } from './findPostgres.js';

/** A database of its own for the tests of a file, as an operator would name it. */
export interface TestDatabase {
  readonly name: string;
  /** False where there is none of that kind here: its tests are skipped. */
  readonly isThere: boolean;
  /** Makes an empty one: the settings to start a server with. On SQLite each server's folder holds one. */
  make(): Promise<Readonly<Record<string, string>>>;
  /** Drops all that were made. */
  end(): Promise<void>;
}

/** SQLite and PostgreSQL, for `describe.each`. */
export async function eachDatabase(): Promise<readonly TestDatabase[]> {
  const postgres = await findPostgres();
  const schemas: string[] = [];
  return [
    { name: 'SQLite', isThere: true, make: async () => ({}), end: async () => undefined },
    {
      name: 'PostgreSQL',
      isThere: postgres !== null,
      make: async () => {
        const schema = `test_${randomUUID().replaceAll('-', '')}`;
        schemas.push(schema);
        await run(postgres?.url, `create schema ${schema}`);
        return { DATABASE_URL: `${postgres?.url}?options=-c%20search_path%3D${schema}` };
      },
      end: async () => {
        for (const schema of schemas) await run(postgres?.url, `drop schema ${schema} cascade`);
        postgres?.stop();
      },
    },
  ];
}

async function run(connectionString: string | undefined, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement);
  await client.end();
}
