import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@frontdesk/protocol';
import { pino } from 'pino';
import { keysOf } from '../src/auth/secret.js';
import { signToken } from '../src/auth/tokens.js';
import { type Running, serve } from '../src/serve.js';
import { readSettings } from '../src/settings/readSettings.js';

/** The secret of servers that tests start. */
export const TEST_SECRET = 'a secret for tests, 32 characters or more';

export interface TestServer extends Running {
  readonly dataDir: string;
  /** The folder that it serves: an `index.html` and `assets/app-abc123.js`. */
  readonly pages: string;
}

/** A real server on a free port of loopback, with a page of its own; `environment` as an operator would set it. */
export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-'));
  const dataDir = join(folder, 'data');
  const pages = makePages(folder);
  const read = readSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATA_DIR: dataDir,
    AUTH_SECRET: TEST_SECRET,
    LOG_LEVEL: 'silent',
    ...environment,
  });
  if (!read.ok) throw new Error(read.problems.join(' '));
  const { settings } = read;
  const log = pino({ level: settings.logLevel });
  const running = await serve(settings, { log, version: 'test', pages });
  return {
    ...running,
    dataDir,
    pages,
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makePages(folder: string): string {
  const pages = join(folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>A page</title>');
  writeFileSync(join(pages, 'assets', 'app-abc123.js'), 'export {};');
  return pages;
}

/** A token that such a server believes; good for an hour unless said otherwise. */
export function testToken(userId: string, name = userId, role: Role = 'caller', lifeMs = 3_600_000): Promise<string> {
  return signToken(keysOf(TEST_SECRET, undefined), { userId, name, role }, Date.now() + lifeMs);
}
