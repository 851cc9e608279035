import { type ColumnDefinitionBuilder, type Kysely, type Migration, sql } from 'kysely';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const none = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);
const silent = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo('');

/**
 * The whole record of a call. What 0001 made is taken away with its rows: no version that was released has written any, and its
 * timeline could hold nothing but steps of the call machine.
 */
export const RECORDS: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('call_events').execute();
    await db.schema.dropTable('calls').execute();
    await calls(db);
    await people(db);
    await events(db);
    await db.schema
      .createTable('runs')
      .addColumn('run', 'text', (column) => column.primaryKey())
      .addColumn('home', 'text', required)
      .addColumn('started_at', 'bigint', required)
      .addColumn('seen_at', 'bigint', required)
      .addColumn('closed_at', 'bigint')
      .execute();
  },
};

async function calls(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('calls')
    .addColumn('call_id', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'bigint', required)
    .addColumn('run', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('caller_id', 'text', required)
    .addColumn('caller_name', 'text', required)
    .addColumn('caller_role', 'text')
    .addColumn('callee_id', 'text', required)
    .addColumn('callee_name', 'text', required)
    .addColumn('callee_role', 'text')
    .addColumn('agent_id', 'text')
    .addColumn('agent_name', 'text')
    .addColumn('agent_role', 'text')
    .addColumn('queue_id', 'text')
    .addColumn('room_call_id', 'text')
    .addColumn('room_as', 'text')
    .addColumn('code', 'bigint')
    .addColumn('ended_by', 'text')
    .addColumn('requested_at', 'bigint', required)
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('ring_ms', 'bigint', none)
    .addColumn('hold_ms', 'bigint', none)
    .addColumn('wrap_up_ms', 'bigint')
    .addColumn('stars', 'bigint')
    .addColumn('comment', 'text')
    .addColumn('disposition', 'text')
    .addColumn('notes', 'text', silent)
    .addColumn('form', 'text')
    .addColumn('notes_words', 'text', silent)
    .addColumn('form_words', 'text', silent)
    .addColumn('has_chat', 'bigint', none)
    .execute();
  await db.schema.createIndex('calls_requested_at').on('calls').columns(['requested_at', 'call_id']).execute();
  await db.schema.createIndex('calls_queue_id').on('calls').columns(['queue_id', 'requested_at', 'call_id']).execute();
  // Those that live are few among many: what a run left open is found at once.
  await db.schema
    .createIndex('calls_live')
    .on('calls')
    .column('run')
    .where(sql`state`, '<>', sql`'finished'`)
    .execute();
}

async function people(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('call_people')
    .addColumn('call_id', 'text', required)
    .addColumn('user_id', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('role', 'text')
    .addColumn('words', 'text', required)
    .addPrimaryKeyConstraint('call_people_key', ['call_id', 'user_id'])
    .execute();
  await db.schema.createIndex('call_people_user_id').on('call_people').columns(['user_id', 'call_id']).execute();
}

async function events(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('call_events')
    .addColumn('call_id', 'text', required)
    .addColumn('seq', 'bigint', required)
    .addColumn('run', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('kind', 'text', required)
    .addColumn('detail', 'text', required)
    .addPrimaryKeyConstraint('call_events_key', ['call_id', 'seq', 'run'])
    .execute();
}
