import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES } from '../../test/recordsOn.js';
import { endPrograms, startProgram } from '../../test/startProgram.js';
import { MIGRATIONS } from './database/migrations.js';
import { connectDatabase, type Database, openDatabase } from './database/openDatabase.js';
import { dump } from './dump.js';
import { ownTables } from './ownTables.js';
import { RestoreRefused, restore } from './restore.js';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const SCRIPTS = join(import.meta.dirname, '../../../scripts');

type Place = Awaited<ReturnType<(typeof PLACES)[number]['make']>>;

/** What a command prints, and with which code it ends. */
function run(
  place: Place,
  script: 'backup' | 'restore',
  ...args: string[]
): Promise<{ code: number; printed: string }> {
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: join(place.folder, 'data'),
    ...(place.url === undefined ? {} : { DATABASE_URL: place.url }),
  };
  return new Promise((resolve) => {
    const command = ['--import', TSX, join(SCRIPTS, `${script}.ts`), ...args];
    execFile(process.execPath, command, { cwd: place.folder, env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), printed: out + err });
    });
  });
}

async function within<T>(place: Place, act: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(join(place.folder, 'data'), place.url);
  try {
    return await act(db);
  } finally {
    await db.destroy();
  }
}

/** Every row of every table, as texts. */
function everything(place: Place): Promise<Readonly<Record<string, readonly string[]>>> {
  return within(place, async (db) => {
    const tables = await ownTables(db);
    const found = await Promise.all(
      tables.map(async ({ name }) => {
        const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
        return [name, rows.map((row) => JSON.stringify(row)).toSorted()] as const;
      }),
    );
    return Object.fromEntries(found);
  });
}

const COUNT = 2_500;

async function fillUp(place: Place): Promise<void> {
  await within(place, async (db) => {
    const names = ['Zoë', "O'Neil", 'a\nb', '“quoted”', '漢字 😀', ''];
    for (let from = 0; from < COUNT; from += 500) {
      const rows = Array.from({ length: 500 }, (_, each) => ({
        call_id: randomUUID(),
        user_id: `user-${from + each}`,
        name: names[each % names.length] ?? '',
        role: each % 2 ? 'caller' : null,
        words: 'x',
      }));
      await db.insertInto('call_people').values(rows).execute();
    }
    const run = { run: 'an-old-run', home: 'here', started_at: 1, seen_at: 1_795_000_000_000, closed_at: null };
    await db.insertInto('runs').values(run).execute();
  });
}

afterAll(() => endPrograms());

/** In this process: the commands take most of their time to start. */
async function backup(place: Place): Promise<readonly string[]> {
  const { db } = await connectDatabase(join(place.folder, 'data'), place.url);
  try {
    const lines: string[] = [];
    for await (const line of dump(db, 1_795_000_000_000)) lines.push(line);
    return lines;
  } finally {
    await db.destroy();
  }
}

async function restoreInto(place: Place, lines: readonly string[], mayReplace = false): Promise<number | string> {
  const { db, migrator } = await connectDatabase(join(place.folder, 'data'), place.url);
  const known = Object.keys(MIGRATIONS);
  const read = async function* () {
    yield* lines;
  };
  try {
    return await restore(read, { db, migrator, known, now: Date.now(), mayReplace });
  } catch (error) {
    if (error instanceof RestoreRefused) return error.message;
    throw error;
  } finally {
    await db.destroy();
  }
}

describe.each(PLACES)('a backup of $name', (from) => {
  let place: Place;
  let lines: readonly string[];
  beforeAll(async () => {
    if (!from.isThere) return;
    place = await from.make();
    await fillUp(place);
    lines = await backup(place);
  });
  afterAll(() => (from.isThere ? place.remove() : undefined));

  it.each(PLACES)('is restored into $name, row for row, and never over rows unless that is said', async (to) => {
    if (!from.isThere || !to.isThere) return;
    const other = await to.make();
    expect(await restoreInto(other, lines)).toBe(COUNT + 1);
    const restored = await everything(other);
    expect(restored).toEqual(await everything(place));
    expect(restored['call_people']).toHaveLength(COUNT);
    expect(await restoreInto(other, lines)).toMatch(/^There are rows in call_people already: give --replace/);
    await within(other, (db) => db.deleteFrom('call_people').where('user_id', '<>', 'user-1').execute());
    expect(await restoreInto(other, lines, true)).toBe(COUNT + 1);
    expect(await everything(other)).toEqual(restored);
    await other.remove();
  });

  it.skipIf(!from.isThere)('that is cut off, of a newer version or of something else changes nothing', async () => {
    const before = await everything(place);
    const refusals = [
      lines.slice(0, -1),
      lines.toSpliced(10, 1),
      ['not at all'],
      ['{"frontdesk":"backup","format":2}', '{"end":true,"rows":0}'],
      ['{"frontdesk":"backup","format":1,"at":1,"migrations":["9999-later"]}', '{"end":true,"rows":0}'],
    ].map((bad) => restoreInto(place, bad, true));
    expect(await Promise.all(refusals)).toEqual([
      expect.stringMatching(/cut off/),
      expect.stringMatching(/cut off/),
      expect.stringMatching(/^This is no backup, or it is damaged/),
      expect.stringMatching(/newer version/),
      expect.stringMatching(/newer version of Frontdesk: it has 9999-later/),
    ]);
    expect(await everything(place)).toEqual(before);
  });
});

it.each(PLACES)(
  'there is no backup of nothing, in $name: it would be found out on the day it is needed',
  async (each) => {
    if (!each.isThere) return;
    const place = await each.make();
    const file = join(place.folder, 'backup.gz');
    const { code, printed } = await run(place, 'backup', file);
    expect({ code, printed }).toEqual({ code: 1, printed: expect.stringContaining('There is nothing to back up') });
    expect(readdirSync(place.folder).filter((name) => name.startsWith('backup'))).toEqual([]);
    await place.remove();
  },
  20_000,
);

it('the commands: while the server runs a backup is made, for nobody else to read, and none is restored under it', async () => {
  const [from, to] = PLACES.map((each) => (each.isThere ? each : PLACES[0]));
  if (!from || !to) return;
  const place = await from.make();
  await fillUp(place);
  expect(statSync(join(place.folder, 'data', 'records.db')).mode & 0o777).toBe(0o600);
  const server = startProgram(place.folder, { LOG_LEVEL: 'silent' });
  await server.url;
  await expect.poll(async () => (await everything(place))['runs']?.length).toBe(2);
  const file = join(place.folder, 'backup.gz');
  expect(await run(place, 'backup', file)).toEqual({
    code: 0,
    printed: expect.stringMatching(/backup\.gz: \d+ lines/),
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = await to.make();
  const [again, under, restored] = await Promise.all([
    run(place, 'backup', file),
    run(place, 'restore', '--replace', file),
    run(other, 'restore', file),
  ]);
  expect(again).toEqual({ code: 1, printed: expect.stringContaining('is there already') });
  expect(under).toEqual({ code: 1, printed: expect.stringContaining('A server runs on this database') });
  // The two runs, and the first admin's link.
  expect(restored).toEqual({ code: 0, printed: `${COUNT + 3} rows are restored.\n` });
  server.process.kill('SIGTERM');
  await server.ended;
  truncateSync(file, Math.floor(statSync(file).size / 2));
  const [cutOff, none] = await Promise.all([
    run(other, 'restore', '--replace', file),
    run(other, 'restore', 'nowhere'),
  ]);
  expect(cutOff).toEqual({ code: 1, printed: expect.stringContaining('damaged') });
  expect(none).toEqual({ code: 1, printed: 'There is no nowhere.\n' });
  expect((await everything(other))['call_people']).toHaveLength(COUNT);
  await Promise.all([place, other].map((each) => each.remove()));
}, 40_000);
