import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/eachDatabase.js';
import { ownTables } from '../ownTables.js';
import { openDatabase } from './openDatabase.js';

const [, postgres] = await eachDatabase();

describe('PostgreSQL', () => {
  afterAll(() => postgres?.end());

  it.skipIf(!postgres?.isThere)('that starts anew takes this process not along, and is asked again', async () => {
    const { DATABASE_URL = '' } = (await postgres?.make()) ?? {};
    const db = await openDatabase('', `${DATABASE_URL}&application_name=to_be_cut`);
    const ask = async () => (await sql<{ one: number }>`select 1 as one`.execute(db)).rows;
    expect(await ask()).toEqual([{ one: 1 }]);
    const other = new pg.Client({ connectionString: DATABASE_URL });
    await other.connect();
    const cut = 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1';
    expect((await other.query(cut, ['to_be_cut'])).rowCount).toBe(1);
    await expect.poll(() => ask().catch(() => null)).toEqual([{ one: 1 }]);
    await other.end();
    await db.destroy();
  });

  it.skipIf(!postgres?.isThere)('nor when it is cut off in the middle of a transaction', async () => {
    const { DATABASE_URL = '' } = (await postgres?.make()) ?? {};
    const db = await openDatabase('', DATABASE_URL);
    const uncaught: unknown[] = [];
    const note = (error: unknown): void => void uncaught.push(error);
    process.prependListener('uncaughtExceptionMonitor', note);
    const cutting = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      const [asked] = await Promise.allSettled([
        sql`select pg_sleep(60)`.execute(trx),
        sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db),
      ]);
      // Whoever asks is told first; the connection itself ends a moment later, while the transaction is still open.
      expect(asked).toMatchObject({ status: 'rejected' });
      const ask = () => sql`select 1`.execute(trx).then(() => 'ok', String);
      await expect.poll(ask).toContain('not queryable');
    });
    await expect(cutting).rejects.toThrow();
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    process.off('uncaughtExceptionMonitor', note);
    expect(uncaught).toEqual([]);
    await db.destroy();
  });

  it.skipIf(!postgres?.isThere)('can be opened while other programs drop tables of theirs', async () => {
    const { DATABASE_URL = '' } = (await postgres?.make()) ?? {};
    const elsewhere = (await postgres?.make())?.['DATABASE_URL'];
    const other = new pg.Client({ connectionString: elsewhere });
    await other.connect();
    const db = await openDatabase('', DATABASE_URL);
    let isOver = false;
    const dropping = (async () => {
      const names = Array.from({ length: 30 }, (_, each) => `other_${each}`);
      while (!isOver) {
        await other.query(names.map((name) => `create table ${name} (one int)`).join(';'));
        for (const name of names) await other.query(`drop table ${name}`);
      }
    })();
    for (let each = 0; each < 30; each += 1) {
      const tables = (await ownTables(db)).map(({ name }) => name);
      expect(tables).toContain('calls');
      expect(tables.filter((name) => name.startsWith('other_'))).toEqual([]);
    }
    isOver = true;
    await dropping;
    await other.end();
    await db.destroy();
  });
});
