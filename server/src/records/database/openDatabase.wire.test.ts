import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/eachDatabase.js';
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
});
