import type { Database } from './database/openDatabase.js';

/** Calls that are erased in one transaction, so that nothing waits for long behind it. */
const BATCH = 200;

/**
 * Erases all that is kept of calls that were requested before this, epoch ms, and says of how many. One that lives stays. With them
 * go wishes to be called back that were done before: people's numbers are in them.
 */
export async function eraseBefore(db: Database, before: number): Promise<number> {
  let erased = 0;
  for (;;) {
    const rows = await db
      .selectFrom('calls')
      .select('call_id')
      .where('requested_at', '<', before)
      .where('state', '=', 'finished')
      .orderBy('requested_at')
      .limit(BATCH)
      .execute();
    const ids = rows.map(({ call_id }) => call_id);
    if (ids.length === 0) break;
    await db.transaction().execute(async (trx) => {
      for (const table of ['call_events', 'call_people', 'calls'] as const) {
        await trx.deleteFrom(table).where('call_id', 'in', ids).execute();
      }
    });
    erased += ids.length;
  }
  await db.deleteFrom('callbacks').where('state', '=', 'done').where('done_at', '<', before).execute();
  await db.deleteFrom('runs').where('seen_at', '<', before).execute();
  return erased;
}
