import type { Kysely, Migration } from 'kysely';

/** What an operator has set up, and the wishes to be called back. */
export const PLAN_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of ['plan_queues', 'plan_agents', 'plan_words']) {
      await db.schema
        .createTable(table)
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('settings', 'text', (column) => column.notNull())
        .execute();
    }
    await db.schema
      .createTable('callbacks')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('queue_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('contact', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('form', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('done_by', 'text')
      .addColumn('done_at', 'bigint')
      .execute();
    await db.schema.createIndex('callbacks_at').on('callbacks').columns(['at', 'id']).execute();
    await db.schema.createIndex('callbacks_queue_id').on('callbacks').columns(['queue_id', 'state']).execute();
    await db.schema.createIndex('callbacks_user_id').on('callbacks').columns(['user_id', 'state']).execute();
  },
};
