import { Worker } from 'node:worker_threads';
import type { Found } from './explore.js';
import type { Task } from './worker.js';

/** How long one world may take, in ms; a fault may also show itself in that it never comes to rest. */
const LIMIT_MS = 300_000;

/** Explores a world in a thread of its own, with the bundle of this file. Null: it hung, or the thread died. */
export function exploreIn(file: string, task: Task, limitMs: number = LIMIT_MS): Promise<Found | null> {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 4_096 } });
  return new Promise((resolve) => {
    const settle = (found: Found | null): void => {
      clearTimeout(late);
      void worker.terminate();
      resolve(found);
    };
    const late = setTimeout(() => settle(null), limitMs);
    worker.once('message', settle);
    worker.once('error', () => settle(null));
    worker.postMessage(task);
  });
}

/** Does all this, so many at a time; answers in the order of the jobs. */
export async function inTurns<T, R>(jobs: readonly T[], hands: number, work: (job: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    for (;;) {
      const index = next;
      next += 1;
      const job = jobs[index];
      if (job === undefined) return;
      results[index] = await work(job);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
  return results;
}

/** A line of what a program has found. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
