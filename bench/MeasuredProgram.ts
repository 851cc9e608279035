import { type ChildProcess, spawn } from 'node:child_process';

/** What a program under measurement says of itself; memory, in bytes, after a garbage collection if that is what was asked for. */
export interface Probe {
  readonly cpuMicros: number;
  readonly rss: number;
  /** The heap and what hangs on it. */
  readonly used: number;
}

/** A server in a process of its own, that can be asked for what it has used. */
export class MeasuredProgram {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** Starts it and waits for the address that it prints. `node`: what runs it, where that is not this process's own. */
  static start(
    file: string,
    env: Readonly<Record<string, string>>,
    cwd: string,
    node = process.execPath,
  ): Promise<MeasuredProgram> {
    const probe = new URL('probe.mjs', import.meta.url).href;
    const child = spawn(node, ['--expose-gc', '--import', probe, file], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    return new Promise((resolve, reject) => {
      let output = '';
      child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready: ${output}`)));
      // Read to the end: a program whose output nobody takes stands still.
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        if (output.length > 10_000) return;
        output += chunk;
        const url = /ready: (\S+)/.exec(output)?.[1];
        if (url !== undefined) resolve(new MeasuredProgram(url, child));
      });
    });
  }

  probe(question: 'cpu' | 'memory'): Promise<Probe> {
    return new Promise((resolve) => {
      this.#child.once('message', (message) => resolve(message as Probe));
      this.#child.send(question);
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.kill('SIGKILL');
    });
  }
}
