import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** How long a test waits for what must come, in ms: generous, since it is only spent when a test fails. */
const PATIENCE_MS = 15_000;

/** An example as an operator runs it: a process of its own. */
export class Example {
  /** All lines that it has printed. */
  readonly lines: string[] = [];
  /** Its exit code, once it has ended; null if it was killed. */
  readonly exit: Promise<number | null>;
  readonly #process: ChildProcess;
  #look: () => void = () => undefined;

  /** Runs until the test is over, if it is not ended before. */
  constructor(command: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#process = spawn(command, args, {
      cwd: resolve(import.meta.dirname, '..'),
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line);
        this.#look();
      });
    }
    this.exit = new Promise((resolve) => {
      this.#process.on('exit', (code) => {
        resolve(code);
        this.#look();
      });
    });
    onTestFinished(() => this.kill());
  }

  /** A TypeScript example of this folder, such as `router`. */
  static node(name: string, environment: Readonly<Record<string, string>>): Example {
    return new Example(process.execPath, ['--import', 'tsx', `${name}/main.ts`], environment);
  }

  /** Resolves with the first line that holds these words, printed or still to come. */
  says(words: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}; "${words}" was not said:\n${this.lines.join('\n')}`));
      const limit = setTimeout(() => fail('waited in vain'), PATIENCE_MS);
      this.#look = () => {
        const line = this.lines.find((each) => each.includes(words));
        if (line === undefined && this.#isRunning) return;
        clearTimeout(limit);
        if (line === undefined) fail('it has ended');
        else resolve(line);
      };
      this.#look();
    });
  }

  /** Ends it without a warning, as a power cut does. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.exit;
  }

  get #isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }
}
