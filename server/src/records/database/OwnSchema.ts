import { type DatabaseIntrospector, type Kysely, type SchemaMetadata, sql, type TableMetadata } from 'kysely';

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly kind: string;
  readonly column: string;
  readonly type: string;
  readonly type_schema: string;
  readonly is_required: boolean;
  readonly has_default: boolean;
  readonly is_identity: boolean;
}

/**
 * Which tables there are in the schema of a PostgreSQL that is ours.
 *
 * Kysely's own way asks of every column in every schema by what sequence it is numbered, and fails where another program drops a
 * table of its own at that moment: a server would not start.
 */
export class OwnSchema implements DatabaseIntrospector {
  readonly #db: Kysely<unknown>;

  constructor(db: Kysely<unknown>) {
    this.#db = db;
  }

  async getSchemas(): Promise<SchemaMetadata[]> {
    const { rows } = await sql<SchemaMetadata>`select current_schema() as name`.execute(this.#db);
    return rows;
  }

  async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<Row>`
      select ns.nspname as schema, c.relname as table, c.relkind::text as kind, a.attname as column,
        t.typname as type, tns.nspname as type_schema, a.attnotnull as is_required, a.atthasdef as has_default,
        a.attidentity <> '' as is_identity
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace ns on ns.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
      join pg_namespace tns on tns.oid = t.typnamespace
      where ns.nspname = current_schema() and c.relkind in ('r', 'v', 'p') and a.attnum > 0 and not a.attisdropped
      order by c.relname, a.attnum`.execute(this.#db);
    const tables = new Map<string, TableMetadata>();
    for (const row of rows) {
      const { schema, table: name } = row;
      const table = tables.get(name) ?? { name, schema, isView: row.kind === 'v', columns: [] };
      tables.set(name, table);
      table.columns.push({
        name: row.column,
        dataType: row.type,
        dataTypeSchema: row.type_schema,
        isNullable: !row.is_required,
        isAutoIncrementing: row.is_identity,
        hasDefaultValue: row.has_default,
      });
    }
    return [...tables.values()];
  }

  /** Asked by nobody any more. */
  async getMetadata(): Promise<{ readonly tables: TableMetadata[] }> {
    return { tables: await this.getTables() };
  }
}
