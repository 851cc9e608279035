import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve(import.meta.dirname, '../dist/server/main.js');

/** How long a server may take to say that it is ready, in ms; it takes a third of a second. */
const READY_MS = 20_000;

/** A server as people run it: the built one, in a process of its own. */
export interface RunningServer {
  /** Where pages are, such as `http://localhost:41234`. */
  readonly url: string;
  /** Asks it to end, as an operator would, and waits until it has. */
  stop(): Promise<void>;
  /** Takes it away without a word. */
  kill(): Promise<void>;
}

/** Starts a server on a free port, or on the one that `environment` names, with a data folder that goes with it. */
export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-e2e-'));
  const child = spawn(process.execPath, [PROGRAM], {
    // Not the project's folder: a developer's `.env` must not change what is tested.
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      done();
    });
  });
  const end = (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    return ended;
  };
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
  return { url, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
