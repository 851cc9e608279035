import { type ColumnDefinitionBuilder, type Kysely, type Migration, PostgresAdapter, sql } from 'kysely';

/**
 * Staff accounts. The first four tables are better-auth's, as version 1.7 wants them (a test compares): made here and not by its own
 * migrations, so that everything is brought up to date under one lock. Its times and truths differ between the databases; where
 * both have to be written the same, see `auth/staff`.
 */
export const staffMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const time = isPostgres ? 'timestamptz' : 'date';
    const now = (column: Column): Column =>
      isPostgres ? column.notNull().defaultTo(sql`current_timestamp`) : column.notNull();
    const { schema } = db;
    await schema
      .createTable('staff_users')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('email', 'text', (column) => column.notNull().unique())
      .addColumn('email_verified', isPostgres ? 'boolean' : 'integer', (column) => column.notNull())
      .addColumn('image', 'text')
      .addColumn('created_at', time, now)
      .addColumn('updated_at', time, now)
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('disabled_at', 'bigint')
      .execute();
    await schema
      .createTable('staff_sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('expires_at', time, (column) => column.notNull())
      .addColumn('token', 'text', (column) => column.notNull().unique())
      .addColumn('created_at', time, now)
      .addColumn('updated_at', time, (column) => column.notNull())
      .addColumn('ip_address', 'text')
      .addColumn('user_agent', 'text')
      .addColumn('user_id', 'text', (column) => column.notNull().references('staff_users.id').onDelete('cascade'))
      .execute();
    await schema
      .createTable('staff_accounts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('provider_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull().references('staff_users.id').onDelete('cascade'))
      .addColumn('access_token', 'text')
      .addColumn('refresh_token', 'text')
      .addColumn('id_token', 'text')
      .addColumn('access_token_expires_at', time)
      .addColumn('refresh_token_expires_at', time)
      .addColumn('scope', 'text')
      .addColumn('password', 'text')
      .addColumn('created_at', time, now)
      .addColumn('updated_at', time, (column) => column.notNull())
      // Ours: two people who sign in by the same identity at the same moment are one.
      .addUniqueConstraint('staff_accounts_identity', ['provider_id', 'account_id'])
      .execute();
    await makeVerifications(db, time, now);
    await makeLinks(db);
  },
};

type Column = ColumnDefinitionBuilder;

/** What a sign-in by other means than a password would wait for; ours keep that in a cookie. And what better-auth looks up by. */
async function makeVerifications(
  { schema }: Kysely<unknown>,
  time: 'timestamptz' | 'date',
  now: (column: Column) => Column,
): Promise<void> {
  await schema
    .createTable('staff_verifications')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('identifier', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expires_at', time, (column) => column.notNull())
    .addColumn('created_at', time, now)
    .addColumn('updated_at', time, now)
    .execute();
  for (const [table, column] of [
    ['staff_sessions', 'user_id'],
    ['staff_accounts', 'user_id'],
    ['staff_verifications', 'identifier'],
  ] as const) {
    await schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute();
  }
}

/** One-time links; not a table of better-auth's. */
async function makeLinks({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('staff_links')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('link_id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('email', 'text')
    .addColumn('name', 'text')
    .addColumn('role', 'text')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
}
