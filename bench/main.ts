import { cpus } from 'node:os';
import { FIRST_LOAD_BOUND, firstLoad } from '../scripts/firstLoad.js';
import { acceptToFrame } from './acceptToFrame.js';
import { callsInACrowd } from './callsInACrowd.js';
import { cpuPerCall } from './cpuPerCall.js';
import type { Figure } from './Figure.js';
import { memoryPerConnection } from './memoryPerConnection.js';
import { recordsCost } from './recordsCost.js';
import { restart } from './restart.js';
import { routing } from './routing.js';
import { slowBusiness } from './slowBusiness.js';

const FIGURES: Readonly<Record<string, () => Figure | Promise<Figure | readonly Figure[]>>> = {
  cpu: () => cpuPerCall({ isBatched: true, isDecided: false }),
  'cpu-unbatched': () => cpuPerCall({ isBatched: false, isDecided: false }),
  'cpu-business': () => cpuPerCall({ isBatched: true, isDecided: true }),
  'calls-5000': callsInACrowd,
  records: recordsCost,
  restart,
  routing,
  'slow-business': slowBusiness,
  frame: () => acceptToFrame({ name: 'accept click → first remote frame', bound: 0.65, goal: 0.58 }),
  'frame-warm': () => acceptToFrame({ name: 'the same, cameras open before', isWarm: true, bound: 0.55, goal: 0.53 }),
  'frame-far': () =>
    acceptToFrame({ name: 'the same, 100 ms of round trip', line: { delay: 50 }, bound: 0.5, goal: 0.5 }),
  memory: memoryPerConnection,
  load: () => ({
    name: 'first-load JavaScript of /',
    unit: 'kB gzip',
    ours: firstLoad().total / 1_000,
    reference: null,
    bound: FIRST_LOAD_BOUND / 1_000,
    goal: null,
  }),
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(FIGURES);
const rows: string[][] = [['figure', 'ours', 'reference', 'ratio', 'bound', 'goal', '']];
for (const name of chosen) {
  const measure = FIGURES[name];
  if (!measure) {
    console.error(`No such figure: ${name}. There are: ${Object.keys(FIGURES).join(', ')}.`);
    process.exit(1);
  }
  rows.push(...[await measure()].flat().map(rowOf));
}
const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
const [cpu] = cpus();
console.log(`${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}, medians of interleaved rounds\n`);
for (const row of rows)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
// Something that was measured may still hold a connection open.
process.exit(0);

function rowOf({ name, unit, ours, reference, bound, goal }: Figure): string[] {
  const ratio = reference === null ? null : ours / reference;
  const isHeld = (ratio ?? ours) <= bound;
  return [
    name,
    `${ours.toFixed(1)} ${unit}`,
    reference === null ? '–' : `${reference.toFixed(1)} ${unit}`,
    ratio === null ? '–' : ratio.toFixed(2),
    `≤ ${bound}`,
    goal === null ? '–' : String(goal),
    isHeld ? 'held' : 'MISSED',
  ];
}
