import { Desk } from '../server/src/desk/Desk.js';
import type { DeskCall, Queue } from '../server/src/desk/ports.js';
import { VirtualClock } from '../server/test/VirtualClock.js';
import type { Figure } from './Figure.js';
import { median } from './median.js';
import { percentile } from './percentile.js';

const QUEUES = 20;
/** Steps that are measured, after as many that are not. */
const STEPS = 5_000;
/** Steps in a second of the clock: about what 1,000 agents do. */
const STEPS_PER_SECOND = 20;
const ROUNDS = 5;
const HOUR_MS = 3_600_000;

/** How long the desk takes for one thing that happens, with all the decisions that follow from it. */
export async function routing(): Promise<readonly Figure[]> {
  const [large, small]: [number[], number[]] = [[], []];
  for (let each = 0; each < ROUNDS; each += 1) {
    small.push(await p99({ agents: 100, waiting: 1_000 }));
    large.push(await p99({ agents: 1_000, waiting: 10_000 }));
  }
  const ours = median(large);
  return [
    {
      name: 'routing, p99, 1,000 agents, 10,000 waiting',
      unit: 'ms',
      ours,
      reference: null,
      bound: 5,
      goal: 1,
    },
    {
      name: 'the same beside 100 agents, 1,000 waiting',
      unit: 'ms',
      ours,
      reference: median(small),
      bound: 12,
      goal: 10,
    },
  ];
}

/** In ms. */
async function p99(size: Size): Promise<number> {
  const floor = new Floor(size);
  await floor.begin();
  const times: number[] = [];
  for (let step = 0; step < 2 * STEPS; step += 1) {
    const took = floor.step(step);
    if (step >= STEPS) times.push(took);
    // What is carried out comes in a turn of its own, as in the server.
    await floor.settle();
    if (step % STEPS_PER_SECOND === 0) await floor.pass();
  }
  return percentile(times, 0.99);
}

interface Size {
  readonly agents: number;
  readonly waiting: number;
}

/**
 * A full house: as many come as are served, in twenty queues with tiers, skills and priorities of their own. A tenth of the agents know
 * too little for anyone, and are free all the time.
 */
class Floor {
  readonly #clock = new VirtualClock(1_000 * HOUR_MS);
  readonly #size: Size;
  readonly #desk: Desk;
  readonly #calls = new Map<string, DeskCall>();
  readonly #talking: string[] = [];
  readonly #rung: string[] = [];
  #count = 0;

  constructor(size: Size) {
    this.#size = size;
    const queues = new Map(Array.from({ length: QUEUES }, (_, index) => [`q${index}`, queueOf(index)]));
    const profiles = new Map(Array.from({ length: size.agents }, (_, index) => [`a${index}`, profileOf(index)]));
    this.#desk = new Desk({
      plan: {
        queue: (queueId) => queues.get(queueId) ?? null,
        profile: (agentId) => profiles.get(agentId) ?? null,
      },
      acts: {
        assign: async (callId, to) => {
          await Promise.resolve();
          this.#rings(callId, to);
          return 'rings';
        },
        update: async () => true,
        finish: async () => true,
      },
      history: { lastAgentOf: () => null, handledOf: () => [60_000, 90_000, 120_000, 45_000, 200_000] },
      clock: this.#clock,
      random: Math.random,
      onSeat: () => undefined,
      onFact: () => undefined,
    });
  }

  /** Everybody is there: the line has grown for an hour, and four of five agents talk. */
  async begin(): Promise<void> {
    const { agents, waiting } = this.#size;
    for (let each = 0; each < waiting + agents; each += 1) {
      this.#come(this.#clock.now() - HOUR_MS * (1 - each / (waiting + agents)));
    }
    for (let index = 0; index < agents; index += 1) {
      this.#desk.sit(`a${index}`);
      this.#desk.reach(`a${index}`, null);
      this.#desk.choose(`a${index}`, 'available', null);
    }
    await this.settle();
    for (let each = 0; each < 0.8 * agents; each += 1) this.#answer();
  }

  /** Somebody comes, is answered, or is done, or an agent lets it ring; the ms that the desk took for it. */
  step(number: number): number {
    const begun = performance.now();
    const what = number % 3;
    if (what === 0) this.#come(this.#clock.now());
    else if (what === 1) this.#end();
    else if (number % 40 === 1) this.#decline();
    else this.#answer();
    return performance.now() - begun;
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
  }

  /** A second, in which wrap-ups end and places are told; not measured. */
  pass(): Promise<void> {
    return this.#clock.pass(1_000);
  }

  #come(requestedAt: number): void {
    this.#count += 1;
    const callId = `c${this.#count}`;
    const queueId = `q${(this.#count * 13) % QUEUES}`;
    const caller = { userId: `u${this.#count}`, name: 'Zoe' };
    const rest = { callee: null, targets: [], startedAt: null, isAway: false, room: null, visit: null };
    const call: DeskCall = { callId, state: 'deciding', queueId, caller, requestedAt, ...rest };
    if (!('hold' in this.#desk.decide(call))) throw new Error('a customer was turned away');
    this.#set({ ...call, state: 'waiting' });
  }

  #rings(callId: string, targets: readonly string[]): void {
    const call = this.#calls.get(callId);
    if (call?.state !== 'waiting') return;
    this.#rung.push(callId);
    this.#set({ ...call, state: 'ringing', targets });
  }

  #answer(): void {
    const call = this.#calls.get(this.#rung.shift() ?? '');
    const [agentId] = call?.targets ?? [];
    if (!call || agentId === undefined) return;
    this.#talking.push(call.callId);
    const callee = { userId: agentId, name: agentId };
    this.#set({ ...call, state: 'started', callee, targets: [], startedAt: this.#clock.now() });
  }

  #end(): void {
    const call = this.#calls.get(this.#talking.shift() ?? '');
    if (!call) return;
    this.#calls.delete(call.callId);
    this.#desk.happened({ ...call, state: 'finished' });
  }

  #decline(): void {
    const call = this.#calls.get(this.#rung.shift() ?? '');
    if (call) this.#set({ ...call, state: 'waiting', targets: [] });
  }

  #set(call: DeskCall): void {
    this.#calls.set(call.callId, call);
    this.#desk.happened(call);
  }
}

function profileOf(index: number) {
  const groups = [`g${index % QUEUES}`, `g${(index * 7 + 3) % QUEUES}`];
  return { agentId: `a${index}`, groups, skills: { language: index % 10 === 0 ? 1 : 6 + (index % 5) }, rank: index };
}

function queueOf(index: number): Queue {
  return {
    queueId: `q${index}`,
    name: `Queue ${index}`,
    strategy: (['longestIdle', 'fewestCalls', 'roundRobin', 'leastTalk'] as const)[index % 4] ?? 'longestIdle',
    skills: { language: 4 + (index % 5) },
    tiers: [
      { afterMs: 0, groups: [`g${index}`], easeBy: 0 },
      { afterMs: 60_000, groups: [`g${(index + 1) % QUEUES}`], easeBy: 2 },
    ],
    priority: index % 3,
    lastAgentMs: 20_000,
    hours: null,
    maxLength: null,
    mayWaitForNobody: true,
    wrapUpMs: 2_000,
    maxWaitMs: 10 * HOUR_MS,
    form: [],
    consent: null,
  };
}
