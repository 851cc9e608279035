import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { bundle } from '../explore/bundle.js';
import { print } from '../explore/crew.js';
import type { TownReport } from './simulate.js';
import type { TownPlan } from './Town.js';

const { values: flags } = parseArgs({
  options: {
    /** How many towns, one for each seed. */
    seeds: { type: 'string', default: '2000' },
    /** The first seed. With nothing else said, only this one. */
    seed: { type: 'string' },
    users: { type: 'string', default: '10' },
    hours: { type: 'string', default: '1' },
  },
});

const first = Number(flags.seed ?? 1);
const count = flags.seed !== undefined && !process.argv.includes('--seeds') ? 1 : Number(flags.seeds);
const plans = Array.from({ length: count }, (_, index): TownPlan => {
  return { seed: first + index, users: Number(flags.users), hours: Number(flags.hours) };
});
const scratch = mkdtempSync(join(tmpdir(), 'frontdesk-simulate-'));
try {
  process.exitCode = (await simulateAll()) ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function simulateAll(): Promise<boolean> {
  const since = performance.now();
  const file = await bundle(scratch, 'simulation', resolve(import.meta.dirname, 'worker.ts'));
  const hands = Math.max(1, Math.min(4, availableParallelism(), plans.length));
  const reports: TownReport[] = [];
  const share = (hand: number): TownPlan[] => plans.filter((_, index) => index % hands === hand);
  await Promise.all(
    Array.from({ length: hands }, (_, hand) => liveIn(file, share(hand), (each) => reports.push(each))),
  );
  const sum = (of: (report: TownReport) => number): number => reports.reduce((total, each) => total + of(each), 0);
  const faulty = reports.filter(({ fault }) => fault).sort((one, two) => one.seed - two.seed);
  for (const report of faulty.slice(0, 3)) print(storyOf(report));
  print(
    `${reports.length} towns of ${flags.users} people, ${flags.hours} h each: ${sum(({ calls }) => calls)} calls, ${sum(({ talks }) => talks)} talks, ` +
      `${sum(({ resumed }) => resumed)} taken up after a restart, ${sum(({ events }) => events)} events, ` +
      `${faulty.length} violations, ${((performance.now() - since) / 1000).toFixed(1)} s`,
  );
  if (reports.length === 1) print(`trace ${reports[0]?.trace}`);
  const missing = plans.length - reports.length;
  const failed = faulty.length + missing;
  print(`${failed === 0 ? 1 : 0} passed, ${failed} failed`);
  return failed === 0;
}

function liveIn(file: string, share: readonly TownPlan[], onReport: (report: TownReport) => void): Promise<void> {
  const worker = new Worker(file);
  return new Promise((done) => {
    worker.on('message', (report: TownReport | null) => {
      if (report) return onReport(report);
      void worker.terminate();
      done();
    });
    worker.once('error', (error) => {
      print(String(error));
      done();
    });
    worker.postMessage(share);
  });
}

function storyOf({ seed, fault }: TownReport): string {
  const again = `npm run simulate -- --seed ${seed} --users ${flags.users} --hours ${flags.hours}`;
  return [`seed ${seed}: ${fault?.what}`, ...(fault?.tail ?? []).map((line) => `  ${line}`), `  again: ${again}`].join(
    '\n',
  );
}
