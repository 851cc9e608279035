import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The built one, which `buildProgram.ts` sees to: it starts in a fifth of the time that its sources need. */
const PROGRAM = join(import.meta.dirname, '../../dist/server/main.js');

/** The server as a process of its own, as an operator starts it. */
export interface ServerProcess {
  readonly process: ChildProcess;
  /** Everything printed so far, on both streams. */
  readonly printed: () => string;
  /** The address it says; rejects if it ends before. */
  readonly url: Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

const programs: ChildProcess[] = [];

/** Ends every program that still runs. */
export function endPrograms(): void {
  for (const each of programs) if (each.exitCode === null) each.kill('SIGKILL');
}

/** Starts the program itself, on a port that is free unless the environment says which, with everything in `folder`. */
export function startProgram(folder: string, environment: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, [PROGRAM], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      FRONTDESK_PAGES: folder,
      ...environment,
    },
  });
  programs.push(child);
  let printed = '';
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const url = new Promise<string>((resolve, reject) => {
    const read = (part: Buffer) => {
      printed += part.toString();
      const address = /Frontdesk is ready: (\S+)/.exec(printed)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(`ended: ${printed}`)));
  });
  // Only tests of a program that stays wait for it.
  url.catch(() => undefined);
  return { process: child, printed: () => printed, url, ended };
}
