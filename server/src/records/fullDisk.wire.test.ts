import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordRow } from '@frontdesk/protocol';
import Sqlite from 'libsql';
import { afterAll, expect, it } from 'vitest';
import { Person } from '../../test/Person.js';
import { startServer, type TestServer, testToken } from '../../test/startServer.js';

/** A disk of 3 MiB in memory; null where this user may not mount one, said aloud. */
const disk = mount();
afterAll(() => {
  if (disk === null) return;
  // Lazily: the thread of the database may still have its file open.
  spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

function mount(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]).status === 0) return folder;
  rmSync(folder, { recursive: true });
  console.error('SKIPPED: the test of a full disk mounts a small one, for which it must be root.');
  return null;
}

/** Takes all the room that there is. */
function fill(file: string): void {
  const fd = openSync(file, 'w');
  for (const size of [65_536, 4_096, 64, 1]) {
    const bytes = Buffer.alloc(size);
    try {
      while (writeSync(fd, bytes) === size);
    } catch {
      // Full.
    }
  }
  closeSync(fd);
}

async function enter({ url }: TestServer, name: string): Promise<Person> {
  return Person.enter({ url, auth: { token: await testToken(name, name) } });
}

async function talk(caller: Person, callee: Person): Promise<string> {
  const requestId = `${caller.endpointId}.${Math.random()}`;
  const { callId } = await caller.does('call:request', { to: callee.userId, requestId, text: 'x'.repeat(500) });
  await callee.does('call:reply', { callId, code: 0 });
  await caller.does('call:finish', { callId, code: 3 });
  return callId;
}

it.skipIf(disk === null)(
  'on a full disk calls go on, the operator is told, and all is written once there is room',
  async () => {
    const dataDir = join(disk ?? '', 'data');
    const server = await startServer({ DATA_DIR: dataDir, RATE_COMMANDS: '0' });
    const [ann, ben] = [await enter(server, 'ann'), await enter(server, 'ben')];
    const health = async () => (await fetch(`${server.url}/healthz`)).json();
    const headers = { authorization: `Bearer ${await testToken('boss', 'Boss', 'admin')}` };
    const recorded = async () => {
      const answer = await fetch(`${server.url}/api/v1/records?limit=500`, { headers });
      return ((await answer.json()) as { records: RecordRow[] }).records;
    };
    const made = [await talk(ann, ben)];
    await expect.poll(recorded).toMatchObject([{ callId: made[0], code: 3 }]);
    fill(join(dataDir, 'filler'));
    while ((await health()).records !== 'behind' || made.length < 30) made.push(await talk(ann, ben));
    expect(await health()).toEqual({ status: 'ok', records: 'behind' });
    expect((await recorded()).length).toBeLessThan(made.length);
    const figures = await (await fetch(`${server.url}/metrics`, { headers })).text();
    expect(figures).toMatch(/frontdesk_records_faults_total [1-9]/);
    expect(figures).toMatch(/frontdesk_records_waiting [1-9]/);
    unlinkSync(join(dataDir, 'filler'));
    await expect.poll(async () => (await recorded()).length, { timeout: 10_000 }).toBe(made.length);
    expect((await recorded()).map(({ callId, state, code }) => [callId, state, code])).toEqual(
      expect.arrayContaining(made.map((callId) => [callId, 'finished', 3])),
    );
    expect(await health()).toEqual({ status: 'ok' });
    for (const { socket } of [ann, ben]) socket.disconnect();
    await server.close();
    const database = new Sqlite(join(dataDir, 'records.db'));
    expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  },
);
