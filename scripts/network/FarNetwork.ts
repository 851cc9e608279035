import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long a helper program may take to be ready, in ms. */
const READY_MS = 10_000;

export type Host = 'here' | 'there';

/** What the line between the two hosts does to packets, each way. */
export interface Line {
  /** One way, in ms. */
  readonly delay?: number;
  readonly jitter?: number;
  /** Percent. */
  readonly loss?: number;
  /** Rate in kbit/s; 0 or none is unlimited. */
  readonly kbit?: number;
  /** How much of a limited rate may wait, in ms. */
  readonly queue?: number;
}

/** Where each host is for the other. */
export const ADDRESS: Readonly<Record<Host, string>> = { here: '10.77.0.1', there: '10.77.0.2' };
const MOVED = '10.77.0.3';

/**
 * Two hosts on this machine, in network namespaces of their own, with a line between them that can be bad. Linux, root and
 * python3.
 *
 * Programs are started on a host by its {@link wrapper}. A page must come from `localhost` to have a camera, so a server that
 * listens on the loopback of one host is reached from the other's by {@link publish}.
 */
export class FarNetwork {
  readonly #names: Readonly<Record<Host, string>>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'frontdesk-network-'));
  readonly #children: ChildProcess[] = [];
  #shaper: ChildProcess | null = null;
  #isMoved = false;

  private constructor(isHereThisMachine: boolean) {
    this.#names = { here: isHereThisMachine ? '' : `fd${process.pid}a`, there: `fd${process.pid}b` };
  }

  /** With `isHereThisMachine`, one of the hosts is this machine as it is: what is started without a wrapper runs there. */
  static async open(line: Line, { isHereThisMachine = false } = {}): Promise<FarNetwork> {
    const network = new FarNetwork(isHereThisMachine);
    const { here, there } = network.#names;
    for (const name of [here, there]) if (name !== '') ip('netns', 'add', name);
    network.#shaper = spawn('python3', [join(import.meta.dirname, 'shape.py'), here, there], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await isReady(network.#shaper);
    for (const host of ['here', 'there'] as const) {
      if (network.#names[host] !== '') network.#ip(host, 'link', 'set', 'lo', 'up');
      network.#ip(host, 'address', 'add', `${ADDRESS[host]}/24`, 'dev', 'far');
      network.#ip(host, 'link', 'set', 'far', 'up');
    }
    network.set(line);
    return network;
  }

  /** Changes the line. */
  set(line: Line): void {
    this.#shaper?.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  /** The far host gets another address in place of its own, as by a walk from one network into the next. */
  moveThere(): void {
    const [old, next] = this.#isMoved ? [MOVED, ADDRESS.there] : [ADDRESS.there, MOVED];
    this.#isMoved = !this.#isMoved;
    this.#ip('there', 'address', 'delete', `${old}/24`, 'dev', 'far');
    this.#ip('there', 'address', 'add', `${next}/24`, 'dev', 'far');
  }

  /** A program that runs another one on a host: give it where a program's path is wanted. */
  wrapper(host: Host, program: string): string {
    const path = join(this.#folder, `${host}-${this.#children.length}-${Math.random().toString(36).slice(2)}`);
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${this.#names[host]} '${program}' "$@"\n`);
    chmodSync(path, 0o700);
    return path;
  }

  /** Lets the other host reach, on its own loopback, what listens on this host's loopback. */
  async publish(host: Host, port: number): Promise<void> {
    const other = host === 'here' ? 'there' : 'here';
    await this.#forward(host, ADDRESS[host], port, '127.0.0.1');
    await this.#forward(other, '127.0.0.1', port, ADDRESS[host]);
  }

  /** Ends what was started here, and takes the hosts away. Programs of others on them should have ended. */
  close(): void {
    for (const child of this.#children) child.kill();
    this.#shaper?.stdin?.end();
    for (const name of Object.values(this.#names)) if (name !== '') ip('netns', 'delete', name);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #ip(host: Host, ...args: string[]): void {
    const name = this.#names[host];
    ip(...(name === '' ? [] : ['-n', name]), ...args);
  }

  async #forward(host: Host, listenOn: string, port: number, to: string): Promise<void> {
    const script = join(import.meta.dirname, 'forward.mjs');
    const args = ['netns', 'exec', this.#names[host], process.execPath, script, listenOn, `${port}`, to, `${port}`];
    const child = spawn('ip', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    await isReady(child);
  }
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${child.spawnfile} is not ready`)), READY_MS);
    child.stdout?.once('data', () => {
      clearTimeout(limit);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`${child.spawnfile} ended with ${code}`));
    });
  });
}
