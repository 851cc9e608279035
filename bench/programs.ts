import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keysOf } from '../server/src/auth/secret.js';
import { signToken } from '../server/src/auth/tokens.js';
import { MeasuredProgram } from './MeasuredProgram.js';

const SECRET = 'a secret for figures, 32 characters or more';

/** Frontdesk as people run it: the built server with its defaults, but for the limits, which 50 busy pairs would meet. */
export function startFrontdesk(): Promise<MeasuredProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-bench-'));
  const env = { PORT: '0', DATA_DIR: join(folder, 'data'), AUTH_SECRET: SECRET, RATE_COMMANDS: '0' };
  return MeasuredProgram.start(resolve(import.meta.dirname, '../dist/server/main.js'), env, folder);
}

/** The reference. */
export function startRelay(): Promise<MeasuredProgram> {
  return MeasuredProgram.start(resolve(import.meta.dirname, 'relay.mjs'), {}, tmpdir());
}

/** A token that Frontdesk believes. */
export function tokenOf(userId: string): Promise<string> {
  const user = { userId, name: userId, role: 'caller' } as const;
  return signToken(keysOf(SECRET, undefined), user, Date.now() + 3_600_000);
}
