import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BusinessClientEvents, BusinessServerEvents, CallSnapshot, Decision, Role } from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { keysOf } from '../server/src/auth/secret.js';
import { signToken } from '../server/src/auth/tokens.js';
import { MeasuredProgram } from './MeasuredProgram.js';

const SECRET = 'a secret for figures, 32 characters or more';

/** A folder of its own for one server. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'frontdesk-bench-'));
}

/** Frontdesk as people run it: the built server with its defaults, but for the limits, which 50 busy pairs would meet. */
export function startFrontdesk(
  settings: Readonly<Record<string, string>> = {},
  folder = newFolder(),
  node = process.execPath,
): Promise<MeasuredProgram> {
  const env = { PORT: '0', DATA_DIR: join(folder, 'data'), AUTH_SECRET: SECRET, RATE_COMMANDS: '0', ...settings };
  return MeasuredProgram.start(resolve(import.meta.dirname, '../dist/server/main.js'), env, folder, node);
}

/** The reference. */
export function startRelay(node = process.execPath): Promise<MeasuredProgram> {
  return MeasuredProgram.start(resolve(import.meta.dirname, 'relay.mjs'), {}, tmpdir(), node);
}

/** A business server of the operator's, here in this process, that decides on each call. */
export async function startBusinessServer(
  url: string,
  decide: (call: CallSnapshot) => Decision | Promise<Decision>,
): Promise<Socket<BusinessServerEvents, BusinessClientEvents>> {
  const auth = { token: await tokenOf('business', 'business'), decides: true };
  const socket: Socket<BusinessServerEvents, BusinessClientEvents> = io(`${url}/business`, {
    auth,
    transports: ['websocket'],
    forceNew: true,
  });
  socket.on('call:decide', async ({ call }, answer) => answer(await decide(call)));
  await new Promise<void>((ready) => socket.once('connect', ready));
  return socket;
}

/** A token that Frontdesk believes. */
export function tokenOf(userId: string, role: Role = 'caller'): Promise<string> {
  return signToken(keysOf(SECRET, undefined), { userId, name: userId, role }, Date.now() + 3_600_000);
}
