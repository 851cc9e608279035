import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Role } from '@frontdesk/protocol';
import { installationSecret, keysOf } from '../server/src/auth/secret.js';
import { signToken } from '../server/src/auth/tokens.js';

const PROGRAM = resolve(import.meta.dirname, '../dist/server/main.js');

/** How long a server may take to say that it is ready, in ms; it takes a third of a second. */
const READY_MS = 20_000;
const HOUR_MS = 3_600_000;

type Settings = Readonly<Record<string, string>>;

/** A server as people run it: the built one, in a process of its own. */
export interface RunningServer {
  /** Where pages are, such as `http://localhost:41234`. */
  readonly url: string;
  /** Its `DATA_DIR`, gone after {@link stop}. */
  readonly dataDir: string;
  /** The one-time link by which its first admin comes; null where it had an admin when it was started. */
  readonly firstAdmin: string | null;
  /** A token of its installation, good for an hour. */
  token(user: { readonly userId: string; readonly name: string; readonly role: Role }): Promise<string>;
  /** Takes it away without a word, as a crash or a lost machine would; what it has on disk stays. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill} or {@link close}, on the same port with the same data. */
  start(): Promise<void>;
  /** Asks it to end, as an operator would, and waits until it has. */
  close(): Promise<void>;
  /** Ends it for good, and takes its data away. */
  stop(): Promise<void>;
}

/** Starts a server on a free port with a data folder of its own. */
export async function startServer(settings: Settings = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-e2e-'));
  let running = await run(folder, { PORT: '0', ...settings });
  const { url } = running;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    running.child.kill(signal);
    await running.ended;
  };
  const dataDir = join(folder, 'data');
  return {
    url,
    firstAdmin: running.firstAdmin,
    dataDir,
    token: (user) =>
      signToken(keysOf(installationSecret(settings['AUTH_SECRET'], dataDir), undefined), user, Date.now() + HOUR_MS),
    kill: () => end('SIGKILL'),
    start: async () => {
      running = await run(folder, { ...settings, PORT: new URL(url).port });
    },
    close: () => end('SIGTERM'),
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly firstAdmin: string | null;
  readonly ended: Promise<void>;
}

async function run(folder: string, settings: Settings): Promise<Running> {
  const child = spawn(process.execPath, [PROGRAM], {
    // Not the project's folder: a developer's `.env` must not change what is tested.
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'test', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
  });
  let output = '';
  const url = await new Promise<string>((ready, fail) => {
    const limit = setTimeout(() => fail(new Error(`The server did not say that it is ready: ${output}`)), READY_MS);
    const read = (chunk: string) => {
      output += chunk;
      const address = /ready: (\S+)/.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(limit);
      ready(address);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('exit', () => fail(new Error(`The server did not start: ${output}`)));
  });
  const firstAdmin = /\S+#first-admin=\S+/.exec(output)?.[0] ?? null;
  return { child, url, firstAdmin, ended };
}
