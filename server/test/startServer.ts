import { mkdtempSync } from 'node:fs';
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
}

/** A real server on a free port of loopback; `environment` as an operator would set it. */
export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-'));
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
  const pages = join(import.meta.dirname, '../../dist/call');
  const running = await serve(settings, { log, version: 'test', pages });
  return { ...running, dataDir };
}

/** A token that such a server believes; good for an hour unless said otherwise. */
export function testToken(userId: string, name = userId, role: Role = 'caller', lifeMs = 3_600_000): Promise<string> {
  return signToken(keysOf(TEST_SECRET, undefined), { userId, name, role }, Date.now() + lifeMs);
}
