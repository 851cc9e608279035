import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { installByApt, isRootOnDebian } from '../../e2e/apt.js';

/** A PostgreSQL to test with: its address, and the end of what was started for it. */
export interface FoundPostgres {
  readonly url: string;
  readonly stop: () => void;
}

/** Where one usually runs. */
const USUAL = 'postgres://postgres@127.0.0.1:5432/postgres';
/** Where Debian keeps the programs of each version. */
const PROGRAMS = '/usr/lib/postgresql';
/** The port of one that is started here. */
const PORT = 54_329;

/**
 * `FRONTDESK_TEST_POSTGRES`, one that runs on this machine, or one that is started now from Debian's package. Null where none can be
 * had, said aloud: the tests that need one are skipped then, which is a failure where everything must hold.
 */
export async function findPostgres(): Promise<FoundPostgres | null> {
  const given = process.env['FRONTDESK_TEST_POSTGRES'];
  if (given) return { url: given, stop: () => undefined };
  if (await answers(USUAL)) return { url: USUAL, stop: () => undefined };
  if (isRootOnDebian()) {
    if (!programs()) {
      console.error('No PostgreSQL was found; installing it …');
      installByApt('postgresql');
    }
    const started = await start();
    if (started) return started;
  }
  console.error(
    'SKIPPED: tests of the records need PostgreSQL. Start one, or set FRONTDESK_TEST_POSTGRES to its address.',
  );
  return null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function programs(): string | null {
  const versions = existsSync(PROGRAMS) ? readdirSync(PROGRAMS).sort((one, other) => Number(other) - Number(one)) : [];
  return (
    versions.map((version) => join(PROGRAMS, version, 'bin')).find((path) => existsSync(join(path, 'initdb'))) ?? null
  );
}

/** A cluster of its own, on loopback; PostgreSQL refuses to be run by root. */
async function start(): Promise<FoundPostgres | null> {
  const bin = programs();
  if (!bin) return null;
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-postgres-'));
  const id = Number(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout);
  chownSync(folder, id, id);
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]): boolean =>
    spawnSync('runuser', ['-u', 'postgres', '--', join(bin, program), '-D', data, ...args], { stdio: 'ignore' })
      .status === 0;
  const options = `-p ${PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  const isUp =
    run('initdb', '-U', 'postgres', '--auth=trust') &&
    run('pg_ctl', '-w', '-o', options, '-l', join(folder, 'log'), 'start');
  const stop = (): void => {
    run('pg_ctl', '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  };
  if (isUp) return { url: `postgres://postgres@127.0.0.1:${PORT}/postgres`, stop };
  stop();
  return null;
}
