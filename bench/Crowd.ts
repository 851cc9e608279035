import { type ChildProcess, spawn } from 'node:child_process';
import type { CrowdAnswer, CrowdOrder } from './crowdOrders.js';

/** As many processes as people connect from, so that they are not slower than the server that they measure. */
const PROCESSES = 2;

/** People in processes of their own, who connect to a server and call each other. */
export class Crowd {
  readonly #processes: readonly ChildProcess[];

  private constructor(processes: readonly ChildProcess[]) {
    this.#processes = processes;
  }

  /** Connects so many people. */
  static async gather(url: string, people: number): Promise<Crowd> {
    const file = new URL('crowdProcess.ts', import.meta.url).pathname;
    const processes = Array.from({ length: PROCESSES }, () =>
      spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
    );
    const crowd = new Crowd(processes);
    await crowd.#ask((index) => ({ type: 'gather', url, prefix: `p${index}`, people: people / PROCESSES }));
    return crowd;
  }

  /** So many calls are set up in each second; how long each took from the request to its ringing, in ms. */
  async call(perSecond: number, seconds: number): Promise<readonly number[]> {
    return (await this.#ask(() => ({ type: 'call', perSecond: perSecond / PROCESSES, seconds }))).flatMap(
      ({ rings }) => rings,
    );
  }

  leave(): void {
    for (const each of this.#processes) each.kill('SIGKILL');
  }

  #ask(orderFor: (index: number) => CrowdOrder): Promise<readonly CrowdAnswer[]> {
    return Promise.all(
      this.#processes.map(
        (each, index) =>
          new Promise<CrowdAnswer>((resolve, reject) => {
            each.once('message', (answer) => resolve(answer as CrowdAnswer));
            each.once('exit', (code) => reject(new Error(`people left with ${code}`)));
            each.send(orderFor(index));
          }),
      ),
    );
  }
}
