import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, outdated } from './bundle.js';
import { exploreIn, inTurns, print } from './crew.js';
import { DEEP_WORLDS } from './deepWorlds.js';
import type { Found, Violation } from './explore.js';
import type { Mutant } from './Mutant.js';
import { MUTANTS } from './mutants.js';
import { WORLDS } from './worlds.js';

/** What must be explored at least, in distinct states. */
const ENOUGH = 250_000;

/** A mutant that no world has killed after so many states of each lives. */
const MUTANT_STATES = 60_000;

/** How long a mutant may take for one world, in ms. */
const MUTANT_MS = 120_000;

const WORKER = join(import.meta.dirname, 'worker.ts');

const { values: flags } = parseArgs({
  options: {
    /** Sow faults instead, and see that each is found. */
    mutants: { type: 'boolean', default: false },
    /** Only worlds, or mutants, whose name has this in it. */
    only: { type: 'string', default: '' },
    /** The large worlds too: they take minutes. */
    deep: { type: 'boolean', default: false },
    /** Stop each world after so many states. */
    limit: { type: 'string', default: '5000000' },
  },
});

const hands = Math.max(1, Math.min(4, availableParallelism()));
const scratch = mkdtempSync(join(tmpdir(), 'frontdesk-explore-'));
try {
  const [passed, failed] = flags.mutants ? await hunt() : await exploreAll();
  print(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Explores every world whole. */
async function exploreAll(): Promise<[passed: number, failed: number]> {
  const since = performance.now();
  const file = await bundle(scratch, 'explorer', WORKER);
  const worlds = (flags.deep || flags.only !== '' ? [...WORLDS, ...DEEP_WORLDS] : WORLDS).filter(({ name }) =>
    name.includes(flags.only),
  );
  const found = await inTurns(worlds, hands, async ({ name }) => {
    const begun = performance.now();
    const each = await exploreIn(file, { world: name, limit: Number(flags.limit) });
    print(lineOf(name, each, performance.now() - begun));
    if (each?.violation) print(storyOf(each.violation));
    return each;
  });
  const states = found.reduce((sum, each) => sum + (each?.states ?? 0), 0);
  const violations = found.filter((each) => each?.violation).length;
  const partly = found.filter((each) => !each || (!each.isWhole && !each.violation)).length;
  const isEnough = flags.only !== '' || states >= ENOUGH;
  print(
    `${states} distinct states in ${worlds.length} worlds, ${violations} violations, ${seconds(performance.now() - since)}${
      isEnough ? '' : `: fewer than ${ENOUGH}`
    }`,
  );
  const failed = violations + partly + (isEnough ? 0 : 1);
  return [worlds.length - violations - partly, failed];
}

function lineOf(name: string, found: Found | null, ms: number): string {
  if (!found) return `✗ ${name.padEnd(20)} did not come to its end`;
  const { states, steps, depth, isWhole, violation } = found;
  const speed = `${seconds(ms)} ${String(Math.round(states / (ms / 1000))).padStart(6)} states/s`;
  const extent = violation ? '' : isWhole ? 'whole' : 'NOT whole';
  const size = `${String(states).padStart(8)} states ${String(steps).padStart(9)} steps ${String(depth).padStart(3)} deep`;
  return `${isWhole ? '✓' : '✗'} ${name.padEnd(20)}${size} ${speed} ${extent}`;
}

function storyOf({ faults, story }: Violation): string {
  return [...faults.map((fault) => `  VIOLATION ${fault}`), ...story.map((line) => `  ${line}`)].join('\n');
}

/** Sows one fault after the other; each must be found. */
async function hunt(): Promise<[passed: number, failed: number]> {
  const mutants = MUTANTS.filter(({ name }) => name.includes(flags.only));
  const deaths = await inTurns(mutants, hands, async (mutant) => {
    const begun = performance.now();
    const death = await deathOf(mutant, mutants.indexOf(mutant));
    print(`${death.isDead ? '✓' : '✗'} ${mutant.name.padEnd(62)}${death.how} (${seconds(performance.now() - begun)})`);
    return death.isDead;
  });
  const dead = deaths.filter(Boolean).length;
  return [dead, mutants.length - dead];
}

async function deathOf(mutant: Mutant, index: number): Promise<{ isDead: boolean; how: string }> {
  const old = outdated(mutant);
  if (old.length > 0) return { isDead: false, how: `cannot be sown: ${old.join('; ')}` };
  const file = await bundle(scratch, `mutant-${index}`, WORKER, mutant);
  const others = WORLDS.map(({ name }) => name).filter((name) => !mutant.worlds.includes(name));
  for (const world of [...mutant.worlds, ...others]) {
    const found = await exploreIn(file, { world, limit: MUTANT_STATES }, MUTANT_MS);
    if (!found) return { isDead: false, how: `does not come to its end in ${world}` };
    if (!found.violation) continue;
    const { faults, length } = found.violation;
    return { isDead: true, how: `${idOf(faults[0] ?? '')} after ${length} steps in ${world}, ${found.states} states` };
  }
  return { isDead: false, how: 'LIVES' };
}

function idOf(fault: string): string {
  return fault.slice(0, fault.indexOf(']') + 1);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
