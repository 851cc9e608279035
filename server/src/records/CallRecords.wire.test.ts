import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallSnapshot } from '@frontdesk/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../test/findPostgres.js';
import { CallRecords, type CallStep } from './CallRecords.js';
import { type Database, openDatabase } from './database/openDatabase.js';

/** Its tables live in a schema of this run. */
const postgres = await findPostgres();

afterAll(() => postgres?.stop());

function step(callId: string, version: number, more: Partial<CallSnapshot> = {}, kind = 'step'): CallStep {
  const party = { role: 'caller', endpointId: null } as const;
  const call = {
    callId,
    version,
    state: 'ringing',
    caller: { ...party, userId: 'ann', name: 'Ann' },
    callee: { ...party, userId: 'ben', name: '' },
    code: null,
    endedBy: null,
    requestedAt: 1_700_000_000_000,
    startedAt: null,
    finishedAt: null,
    ...more,
  } as CallSnapshot;
  return { call, queueId: null, kind, at: 1_700_000_000_000 + version, detail: { version } };
}

describe.each([
  { name: 'SQLite', server: null, isThere: true },
  { name: 'PostgreSQL', server: postgres?.url ?? '', isThere: postgres !== null },
])('on $name', ({ server, isThere }) => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-records-'));
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const url = server === null ? undefined : `${server}?options=-c%20search_path%3D${schema}`;
  const faults: unknown[] = [];
  let db: Database;
  let records: CallRecords;

  const open = async (): Promise<void> => {
    db = await openDatabase(folder, url);
    records = new CallRecords({ db, onFault: (error) => faults.push(error), pause: async () => undefined });
  };

  beforeAll(async () => {
    if (!isThere) return;
    if (url !== undefined) await inPostgres(`create schema ${schema}`);
    await open();
  });

  afterAll(async () => {
    if (!isThere) return;
    await db.destroy();
    if (url !== undefined) await inPostgres(`drop schema ${schema} cascade`);
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(!isThere)('keeps a call once, as its last step left it, with its timeline', async () => {
    const callId = randomUUID();
    for (const version of [1, 2, 3]) records.keep(step(callId, version, {}, `kind-${version}`));
    records.keep(step(callId, 4, { state: 'finished', code: 0, finishedAt: 5 }, 'finished'));
    // What is repeated, and what comes late, changes nothing.
    records.keep(step(callId, 2, {}, 'late'));
    await records.close();
    const [row, ...others] = await records.search({ userId: 'ben', limit: 10 });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ call_id: callId, version: 4, state: 'finished', code: 0, finished_at: 5 });
    expect((await records.timeline(callId)).map((each) => [each.version, each.kind])).toEqual([
      [1, 'kind-1'],
      [2, 'kind-2'],
      [3, 'kind-3'],
      [4, 'finished'],
    ]);
  });

  it.skipIf(!isThere)('finds what is asked for, in pages, the newest first', async () => {
    for (let each = 0; each < 25; each += 1) {
      const caller = { userId: 'zoe', name: 'Zoe', role: 'caller', endpointId: null } as const;
      const call = { caller, requestedAt: 1_800_000_000_000 + (each >> 1), code: each % 2 };
      records.keep({ ...step(`page-${String(each).padStart(2, '0')}`, 1, call), queueId: each < 5 ? 'few' : 'many' });
    }
    await records.close();
    const seen: string[] = [];
    let after: { requestedAt: number; callId: string } | undefined;
    for (;;) {
      const page = await records.search({ userId: 'zoe', limit: 10, ...(after ? { after } : {}) });
      const last = page.at(-1);
      if (!last) break;
      seen.push(...page.map((row) => row.call_id));
      after = { requestedAt: last.requested_at, callId: last.call_id };
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, each) => `page-${String(24 - each).padStart(2, '0')}`));
    expect(await records.search({ queueId: 'few', limit: 10 })).toHaveLength(5);
    expect(
      await records.search({ userId: 'zoe', code: 1, from: 1_800_000_000_002, to: 1_800_000_000_004, limit: 9 }),
    ).toHaveLength(2);
  });

  it.skipIf(!isThere)('waits for a database that refuses, and loses nothing', async () => {
    const callId = randomUUID();
    await db.schema.alterTable('call_events').renameTo('gone').execute();
    let isBack: () => void = () => undefined;
    const patient = new CallRecords({
      db,
      onFault: (error) => faults.push(error),
      pause: () => new Promise((go) => (isBack = () => go(undefined))),
    });
    patient.keep(step(callId, 1));
    await expect.poll(() => faults.length).toBe(1);
    patient.keep(step(callId, 2));
    await db.schema.alterTable('gone').renameTo('call_events').execute();
    expect(await patient.timeline(callId)).toEqual([]);
    isBack();
    await patient.close();
    expect(await patient.timeline(callId)).toHaveLength(2);
  });

  it.skipIf(!isThere)('is there again after the process, and its tables are brought up to date once', async () => {
    const [before] = await records.search({ userId: 'ben', limit: 1 });
    await db.destroy();
    await open();
    expect(await records.search({ userId: 'ben', limit: 1 })).toEqual([before]);
    const others = await Promise.all([1, 2, 3].map(() => openDatabase(folder, url)));
    await Promise.all(others.map((other) => other.destroy()));
  });

  it.skipIf(!isThere)('is made once by servers that start at the same time', async () => {
    const fresh = `${schema}_fresh`;
    if (url !== undefined) await inPostgres(`create schema ${fresh}`);
    const open = () => openDatabase(join(folder, 'fresh'), url?.replace(schema, fresh));
    const opened = await Promise.all([open(), open(), open()]);
    await Promise.all(opened.map((each) => each.destroy()));
    if (url !== undefined) await inPostgres(`drop schema ${fresh} cascade`);
  });
});

async function inPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres?.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
