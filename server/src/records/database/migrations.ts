import type { Kysely, Migration } from 'kysely';
import { PLAN_MIGRATION } from './planMigration.js';
import { RECORDS } from './recordsMigration.js';
import { staffMigration } from './staffMigration.js';

/** In the order of their names; what has been released is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-calls': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('calls')
        .addColumn('call_id', 'text', (column) => column.primaryKey())
        .addColumn('version', 'bigint', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('caller_id', 'text', (column) => column.notNull())
        .addColumn('caller_name', 'text', (column) => column.notNull())
        .addColumn('callee_id', 'text', (column) => column.notNull())
        .addColumn('callee_name', 'text', (column) => column.notNull())
        .addColumn('queue_id', 'text')
        .addColumn('code', 'bigint')
        .addColumn('ended_by', 'text')
        .addColumn('requested_at', 'bigint', (column) => column.notNull())
        .addColumn('started_at', 'bigint')
        .addColumn('finished_at', 'bigint')
        .execute();
      for (const column of ['requested_at', 'caller_id', 'callee_id', 'queue_id']) {
        await db.schema.createIndex(`calls_${column}`).on('calls').columns([column, 'call_id']).execute();
      }
      await db.schema
        .createTable('call_events')
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('version', 'bigint', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('detail', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('call_events_key', ['call_id', 'version'])
        .execute();
    },
  },
  '0003-plan': PLAN_MIGRATION,
  '0004-staff': staffMigration,
  '0002-records': RECORDS,
};
