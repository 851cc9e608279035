import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Callback } from '@frontdesk/protocol';
import { agentSettingsSchema, queueSettingsSchema } from '@frontdesk/protocol/schemas/desk';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../test/findPostgres.js';
import { CallbackTable } from './CallbackTable.js';
import { type Database, openDatabase } from './database/openDatabase.js';
import { eraseBefore } from './erase.js';
import { PlanTables } from './PlanTables.js';

const postgres = await findPostgres();
afterAll(() => postgres?.stop());

const queue = (queueId: string, name = queueId) => queueSettingsSchema.parse({ queueId, name });
const agent = (login: string) => agentSettingsSchema.parse({ login });

async function inPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres?.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe.each([
  { name: 'SQLite', server: null, isThere: true },
  { name: 'PostgreSQL', server: postgres?.url ?? '', isThere: postgres !== null },
])('on $name', ({ server, isThere }) => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-plan-'));
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const url = server === null ? undefined : `${server}?options=-c%20search_path%3D${schema}`;
  let db: Database;

  beforeAll(async () => {
    if (!isThere) return;
    if (url !== undefined) await inPostgres(`create schema ${schema}`);
    db = await openDatabase(folder, url);
  });

  afterAll(async () => {
    if (isThere) await db.destroy();
    if (isThere && url !== undefined) await inPostgres(`drop schema ${schema} cascade`);
    rmSync(folder, { recursive: true, force: true });
  });

  it.runIf(isThere)('the plan is kept: of two that begin at once the first, and each change of it', async () => {
    const plan = new PlanTables(db);
    expect(await plan.load()).toBeNull();
    await plan.begin({ queues: [queue('b'), queue('a')], agents: [agent('ines')], breaks: ['Lunch'] });
    await plan.begin({ queues: [queue('other')], agents: [], breaks: [] });
    const first = { queues: [queue('a'), queue('b')], agents: [agent('ines')], breaks: ['Lunch'] };
    expect(await plan.load()).toEqual(first);
    await plan.putQueue(queue('a', 'A anew'));
    await plan.deleteQueue('b');
    await plan.putAgent(agent('omar'));
    await plan.deleteAgent('ines');
    expect(await plan.load()).toEqual({ queues: [queue('a', 'A anew')], agents: [agent('omar')], breaks: ['Lunch'] });
  });

  it.runIf(isThere)('wishes to be called back are kept, counted, listed and marked', async () => {
    const callbacks = new CallbackTable(db);
    const wish = (at: number, more: Partial<Callback> = {}): Callback => {
      const id = `00000000-0000-4000-8000-00000000000${at}`;
      const who = { queueId: 'support', userId: 'zoe', name: 'Zoë', contact: '+49 30', note: '' };
      const form = [{ label: 'topic', value: 'My “bill”' }];
      return { id, number: `0000-000${at}`, ...who, form, at, state: 'open', doneBy: null, doneAt: null, ...more };
    };
    const [one, two, three] = [wish(1), wish(2, { userId: 'ann' }), wish(3, { queueId: 'sales' })];
    for (const each of [one, two, three]) await callbacks.add(each);
    expect(await callbacks.open('support', 'zoe')).toEqual({ ofUser: 2, ofQueue: 2 });
    expect(await callbacks.list({ state: null, after: null, limit: 2 })).toEqual([three, two]);
    expect(await callbacks.list({ state: null, after: two, limit: 2 })).toEqual([one]);
    const done = { ...one, state: 'done', doneBy: 'Ines', doneAt: 9 };
    expect(await callbacks.mark(one.id, 'done', 'Ines', 9)).toEqual(done);
    expect(await callbacks.list({ state: 'done', after: null, limit: 9 })).toEqual([done]);
    expect(await callbacks.open('support', 'zoe')).toEqual({ ofUser: 1, ofQueue: 1 });
    expect(await callbacks.mark(one.id, 'open', 'Ines', 10)).toEqual(one);
    expect(await callbacks.mark('nowhere', 'done', 'Ines', 10)).toBeNull();
  });

  it.runIf(isThere)('wishes that were done are erased in time, and open ones never', async () => {
    const callbacks = new CallbackTable(db);
    const before = await callbacks.list({ state: null, after: null, limit: 9 });
    const [three, two, one] = before;
    if (!three || !two || !one) throw new Error('there were three');
    await callbacks.mark(two.id, 'done', 'Ines', 100);
    await callbacks.mark(three.id, 'done', 'Ines', 200);
    await eraseBefore(db, 150);
    const left = await callbacks.list({ state: null, after: null, limit: 9 });
    expect(left.map(({ id }) => id)).toEqual([three.id, one.id]);
  });
});
