import { type Action, actionsOf, type Race, racesOf, run, type ServerAction } from './actions.js';
import { choose, hearPlain, type PageAction } from './choices.js';
import { House } from './House.js';
import { restFaults, serverFaults } from './invariants.js';
import { keyOf } from './key.js';
import { begin, type State, type WorldSpec } from './state.js';
import { describe } from './story.js';

/** States whose next steps run side by side: one turn of the event loop serves them all. */
const CHUNK = 64;

/** What an exploration came to. */
export interface Found {
  readonly world: string;
  readonly states: number;
  readonly steps: number;
  /** The longest of the shortest ways to a state. */
  readonly depth: number;
  /** Whether nothing was left to be explored. */
  readonly isWhole: boolean;
  readonly violation: Violation | null;
}

export interface Violation {
  readonly faults: readonly string[];
  /** What had to happen for it, from the beginning, in words; no shorter story leads to one. */
  readonly story: readonly string[];
  /** How many things had to happen. */
  readonly length: number;
}

interface Step {
  readonly from: number;
  readonly state: State;
  readonly action: Action;
}

interface Job extends Step {
  readonly house: House;
}

/** All states that were seen, and how each was reached first. */
class Trail {
  readonly #seen = new Set<number>();
  readonly #parents: number[] = [];
  readonly #actions: (Action | null)[] = [];

  /** The number of a state that was not seen before; null of one that was. */
  add(state: State, parent: number, action: Action | null): number | null {
    const key = keyOf(state);
    if (this.#seen.has(key)) return null;
    this.#seen.add(key);
    this.#parents.push(parent);
    this.#actions.push(action);
    return this.#parents.length - 1;
  }

  get size(): number {
    return this.#parents.length;
  }

  /** What happened on the way to a state. */
  way(index: number): Action[] {
    const way: Action[] = [];
    for (let at = index; at > 0; at = this.#parents[at] ?? 0) {
      const action = this.#actions[at];
      if (action) way.push(action);
    }
    return way.reverse();
  }
}

/** Walks through all states of a world, the nearest first; stops at the first violation, or after so many states. */
export async function explore(world: WorldSpec, limit: number): Promise<Found> {
  const trail = new Trail();
  const first = begin(world);
  let level = [{ state: first, index: trail.add(first, 0, null) ?? 0 }];
  let depth = 0;
  let steps = 0;
  for (; level.length > 0 && trail.size < limit; depth += 1) {
    const next: typeof level = [];
    for (let at = 0; at < level.length; at += CHUNK) {
      const todo = level
        .slice(at, at + CHUNK)
        .flatMap(({ state, index }) => actionsOf(world, state).map((action) => ({ from: index, state, action })));
      const taken = await takeSteps(world, todo);
      steps += taken.length;
      for (const { from, action, state, faults } of taken) {
        if (faults.length > 0) {
          const violation = await tellStory(world, [...trail.way(from), action], faults);
          return { world: world.name, states: trail.size, steps, depth, isWhole: false, violation };
        }
        const index = trail.add(state, from, action);
        if (index !== null) next.push({ state, index });
      }
    }
    level = next;
  }
  return { world: world.name, states: trail.size, steps, depth, isWhole: level.length === 0, violation: null };
}

type Taken = Step & { readonly faults: readonly string[] };

async function takeSteps(world: WorldSpec, todo: readonly Step[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  const jobs: Job[] = [];
  for (const step of todo) {
    if (isAtPage(step.action)) {
      const state = hearPlain(world, choose(world, step.state, step.action));
      taken.push({ ...step, state, faults: restFaults(world, state) });
    } else jobs.push({ ...step, house: new House(world, step.state) });
  }
  const done = await runAll(jobs);
  if (world.races) done.push(...(await runAll(racesAmong(world, done))));
  for (const { from, action, house } of done) {
    const state = hearPlain(world, house.state());
    const faults = [...house.witness.faults, ...serverFaults(house), ...restFaults(world, state)];
    taken.push({ from, action, state, faults });
  }
  return taken;
}

/** Of what was done alone from the same state, any two at once. */
function racesAmong(world: WorldSpec, done: readonly Job[]): Job[] {
  const byState = new Map<State, { readonly from: number; readonly writes: Map<ServerAction, number> }>();
  for (const { state, from, action, house } of done) {
    if (isAtPage(action) || action.type === 'race') continue;
    const { writes } = byState.get(state) ?? { writes: new Map<ServerAction, number>() };
    byState.set(state, { from, writes: writes.set(action, house.gate.count) });
  }
  return [...byState].flatMap(([state, { from, writes }]) =>
    racesOf(world, state, writes).map((action) => ({ from, state, action, house: new House(world, state) })),
  );
}

/** Runs them side by side; if something failed unseen, once more one after the other, to know what it was. */
async function runAll(jobs: readonly Job[]): Promise<Job[]> {
  const done = await runTogether(jobs);
  if (!takeUnseen()) return done;
  for (const job of jobs) {
    const again = { ...job, house: new House(job.house.world, job.state) };
    await runTogether([again]);
    const unseen = takeUnseen();
    if (unseen) job.house.fault(`[no-throw] ${unseen}`);
  }
  return done;
}

/** What was thrown where nobody waits for it: by a clock, or by an effect. */
let unseen: string | null = null;

process.on('unhandledRejection', (error) => {
  unseen = String(error);
});

function takeUnseen(): string | null {
  const taken = unseen;
  unseen = null;
  return taken;
}

/** Each in a house of its own; a race in three acts. Answers those that could happen. */
async function runTogether(jobs: readonly Job[]): Promise<Job[]> {
  for (const { house, action } of jobs) {
    if (action.type === 'race') beginRace(house, action);
    else if (!isAtPage(action)) start(house, action);
  }
  await settled();
  const races = jobs.filter(({ action }) => action.type === 'race' && action.gap > 0);
  if (races.length === 0) return [...jobs];
  const isVain = new Set<Job>();
  for (const job of races) {
    const { house, action } = job;
    if (action.type !== 'race') continue;
    house.gate.disarm();
    if (house.gate.isHolding) start(house, action.second);
    else isVain.add(job);
  }
  await settled();
  for (const { house } of races) house.gate.release();
  await settled();
  return jobs.filter((job) => !isVain.has(job));
}

function beginRace(house: House, { first, second, gap }: Race): void {
  house.isRace = true;
  house.gate.arm(gap);
  start(house, first);
  if (gap === 0) start(house, second);
}

function start(house: House, action: ServerAction): void {
  run(house, action).catch((error: unknown) => house.fault(`[no-throw] ${String(error)}`));
}

function isAtPage(action: Action): action is PageAction {
  return PAGE_ACTIONS.has(action.type);
}

const PAGE_ACTIONS: ReadonlySet<string> = new Set<PageAction['type']>([
  'hear',
  'dial',
  'giveUp',
  'again',
  'accept',
  'reject',
  'hangUp',
  'signal',
  'alert',
  'callIn',
  'join',
  'transfer',
  'meddle',
  'lose',
]);

/** Until every promise that is under way has come to its end: nothing here waits for anything else. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Goes the way once more, and says what happens on it. */
async function tellStory(world: WorldSpec, way: readonly Action[], faults: readonly string[]): Promise<Violation> {
  const story: string[] = [];
  let state = begin(world);
  for (const [index, action] of way.entries()) {
    story.push(`${String(index + 1).padStart(3)}. ${describe(world, state, action)}`);
    if (isAtPage(action)) {
      state = hearPlain(world, choose(world, state, action));
      continue;
    }
    const house = new House(world, state);
    house.note = (line) => {
      story.push(`     ${line}`);
    };
    await runAll([{ from: 0, state, action, house }]);
    state = hearPlain(world, house.state());
  }
  return { faults, story, length: way.length };
}
