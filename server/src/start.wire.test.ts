import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { talk } from '../test/calls.js';
import { Person } from '../test/Person.js';
import { endPrograms, type ServerProcess, startProgram } from '../test/startProgram.js';
import { TEST_SECRET, testToken } from '../test/startServer.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-start-'));
});
afterAll(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the program itself, on a port that is free, with this file's folder for everything. */
function start(environment: Readonly<Record<string, string>>): ServerProcess {
  return startProgram(folder, environment);
}

/** What it says when it refuses to start: on one stream or the other, nothing but that. */
async function refusal(environment: Readonly<Record<string, string>>): Promise<string[]> {
  const program = start(environment);
  expect(await program.ended, program.printed()).toEqual({ code: 1, signal: null });
  expect(program.printed()).not.toMatch(/^\s+at /m);
  return program.printed().trimEnd().split('\n');
}

describe.concurrent('a start that cannot be', () => {
  let other: Server;
  let taken: number;
  beforeAll(async () => {
    other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    taken = (other.address() as AddressInfo).port;
  });
  afterAll(() => other.close());

  it('for a port in use says so in one sentence, with what to do, and exits with 1', async () => {
    expect(await refusal({ PORT: String(taken) })).toEqual([
      `Port ${taken} is in use: stop the other program, or start with another port, such as PORT=${taken + 1} npm start.`,
    ]);
  });

  it('for a DATA_DIR that cannot be written says so in one sentence', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const dataDir = join(file, 'data');
    expect(await refusal({ DATA_DIR: dataDir })).toEqual([
      `DATA_DIR ${dataDir} can't be written (ENOTDIR): give this user the right to, or choose another folder.`,
    ]);
  });

  it('for a database that is not there, or is none, says so in one sentence, and no password', async () => {
    const away = { DATABASE_URL: 'postgres://me:my-password@127.0.0.1:1/desk', DATA_DIR: join(folder, 'away') };
    expect(await refusal(away)).toEqual([
      "The database that DATABASE_URL names, at 127.0.0.1:1, can't be used (ECONNREFUSED): connect ECONNREFUSED 127.0.0.1:1.",
    ]);
    const dataDir = join(folder, 'damaged');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'records.db'), 'no database, but of more bytes than a header has: '.repeat(10));
    expect(await refusal({ DATA_DIR: dataDir })).toEqual([
      expect.stringContaining(
        `The database ${join(dataDir, 'records.db')} can't be used (SQLITE_NOTADB): file is not a database.`,
      ),
    ]);
  });

  it('for bad settings says one sentence for each, naming it', async () => {
    const said = await refusal({ PORT: 'http', RING_MS: '1', DIRECTORY: 'all', DECIDE_MS: '1' });
    expect(said).toEqual([
      'PORT must be a whole number from 0 to 65535.',
      'DIRECTORY must be everyone, staff or none.',
      'RING_MS must be a whole number from 500 to 180000.',
      'DECIDE_MS must be a whole number from 100 to 60000.',
    ]);
  });
});

describe('a start', () => {
  it('prints its address and that it listens on this machine only; makes a secret, and prints it never', async () => {
    const dataDir = join(folder, 'made');
    const first = start({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' });
    const url = await first.url;
    expect(first.printed()).toContain('It listens on this machine only.');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const file = join(dataDir, 'auth-secret');
    const secret = readFileSync(file, 'utf8').trim();
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    const session = await fetch(`${url}/api/v1/sessions`, { method: 'POST', body: '{"name":"Ann"}' });
    const { token } = (await session.json()) as { token: string };
    const ann = await Person.enter({ url, auth: { token } });
    await ann.does('call:request', { to: 'nobody', requestId: 'r', text: 'a word in confidence' });
    first.process.kill('SIGTERM');
    await ann.isGone();
    expect(await first.ended).toEqual({ code: 0, signal: null });
    for (const unsaid of [secret, token, 'a word in confidence']) expect(first.printed()).not.toContain(unsaid);
    const second = start({ DATA_DIR: dataDir });
    const again = await Person.enter({ url: await second.url, auth: { token } });
    expect(readFileSync(file, 'utf8').trim()).toBe(secret);
    again.socket.disconnect();
  });
});

describe('the first admin', () => {
  const printedLink = (program: ServerProcess): string =>
    /\/console\/#first-admin=([\w-]{43})\n/.exec(program.printed())?.[1] ?? '';
  const come = (url: string, secret: string) =>
    fetch(`${url}/api/v1/staff/first-admin`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ secret, name: 'Bo', email: 'bo@example.com', password: 'correct horse battery' }),
    });

  it('[POST /api/v1/staff/first-admin] comes by a link that each start prints anew, until there is one; at rest its secret is nowhere', async () => {
    const dataDir = join(folder, 'staffed');
    const printed: string[] = [];
    for (const isLast of [false, true]) {
      const program = start({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' });
      const url = await program.url;
      await expect.poll(() => printedLink(program)).not.toBe('');
      printed.push(printedLink(program));
      if (isLast) {
        expect((await come(url, printed[0] ?? '')).status).toBe(410);
        expect((await come(url, printed[1] ?? '')).status).toBe(201);
      }
      program.process.kill('SIGTERM');
      await program.ended;
      expect(program.printed().split(printed.at(-1) ?? '')).toHaveLength(2);
    }
    for (const file of readdirSync(dataDir)) {
      expect(statSync(join(dataDir, file)).mode & 0o077, `${file} is its user's alone`).toBe(0);
      const content = statSync(join(dataDir, file)).isFile() ? readFileSync(join(dataDir, file), 'latin1') : '';
      for (const secret of [...printed, 'correct horse battery']) expect(content).not.toContain(secret);
    }
    const staffed = start({ DATA_DIR: dataDir });
    await staffed.url;
    staffed.process.kill('SIGTERM');
    await staffed.ended;
    expect(staffed.printed()).not.toContain('first-admin');
  });
});

describe('SIGTERM', () => {
  it('[news server:closing] in a live call tells every page “back in a moment”; the program ends in seconds, be a line dead or not', async () => {
    const dataDir = join(folder, 'given');
    const program = start({ AUTH_SECRET: TEST_SECRET, DATA_DIR: dataDir });
    const url = await program.url;
    const enter = async (name: string, transport: 'websocket' | 'polling' = 'websocket') =>
      Person.enter({ url, auth: { token: await testToken(name) }, transports: [transport] });
    const ann = await enter('ann');
    const bob = await enter('bob');
    const cid = await enter('cid', 'polling');
    const dan = await enter('dan');
    await talk(ann, bob);
    const thaw = dan.freeze();
    const sentAt = Date.now();
    program.process.kill('SIGTERM');
    for (const person of [ann, bob, cid]) {
      expect(await person.next('server:closing')).toEqual({});
      // Any reason but this one: clients of Socket.IO then come back by themselves.
      expect(await person.isGone()).not.toBe('io server disconnect');
    }
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - sentAt).toBeLessThan(6_000);
    thaw();
    expect(ann.news('call:finish')).toEqual([]);
    // The operator's secret is kept nowhere, and printed nowhere.
    expect(existsSync(join(dataDir, 'auth-secret'))).toBe(false);
    expect(program.printed()).not.toContain(TEST_SECRET);
  });
});
