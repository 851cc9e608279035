import type { Kysely, TableMetadata } from 'kysely';
import type { Database } from './database/openDatabase.js';
import { schemaOf } from './database/openDatabase.js';
import { isPostgres } from './database/together.js';

/** What the migrations write of themselves. */
const OF_MIGRATIONS: ReadonlySet<string> = new Set(['kysely_migration', 'kysely_migration_lock']);

/** Every table that Frontdesk has in this database, whoever wrote it, but for those of the migrations. */
export async function ownTables(db: Database): Promise<readonly TableMetadata[]> {
  const tables = await db.introspection.getTables();
  const schema = isPostgres(db) ? await schemaOf(db) : undefined;
  return tables.filter(
    (table) => !table.isView && !OF_MIGRATIONS.has(table.name) && (schema === undefined || table.schema === schema),
  );
}

/** The names of the migrations that this database has had, the oldest first; none of one that is new. */
export async function migrationsOf(db: Database): Promise<readonly string[]> {
  const all = await db.introspection.getTables({ withInternalKyselyTables: true });
  const schema = isPostgres(db) ? await schemaOf(db) : undefined;
  const isThere = all.some(
    ({ name, schema: its }) => name === 'kysely_migration' && (schema === undefined || its === schema),
  );
  if (!isThere) return [];
  const plain = db as unknown as Kysely<{ kysely_migration: { name: string } }>;
  const rows = await plain.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}
