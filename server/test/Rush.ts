import type { Wait } from '@frontdesk/protocol';
import type { Queue } from '../src/desk/ports.js';
import { Hall, queueOf } from './Hall.js';
import { Random } from './simulate/Random.js';
import { settled } from './VirtualClock.js';

const MINUTE = 60_000;
/** Calls of each queue before. */
const BEFORE = 50;

/** What a customer was told when they came into line, and what came of it. */
export interface Promised {
  readonly queueId: string;
  readonly priority: number;
  readonly place: number;
  /** How many agents served the queue, and how long its last calls took, in ms. */
  readonly agents: number;
  readonly handled: readonly number[];
  readonly wait: Wait | null;
  readonly toldAt: number;
  /** When it rang; null if it has not. */
  rangAt: number | null;
}

export interface RushPlan {
  readonly seed: number;
  /** How many steps of priority a queue may have; 0: all are alike. */
  readonly mostPriority: number;
}

/** Some hours at a desk whose agents serve several queues each, when more come than can be served at once. */
export class Rush {
  readonly promised = new Map<string, Promised>();
  /** How often anybody was told anything. */
  told = 0;
  readonly #random: Random;
  readonly #load: number;
  readonly #hall: Hall;
  readonly #queues: readonly Queue[];
  readonly #means = new Map<string, number>();
  readonly #handled = new Map<string, readonly number[]>();

  constructor({ seed, mostPriority }: RushPlan) {
    const random = new Random(seed);
    this.#random = random;
    this.#load = 0.7 + 0.4 * random.next();
    const count = random.between(2, 5);
    this.#queues = Array.from({ length: count }, (_, index) =>
      queueOf(`q${index}`, {
        tiers: [{ afterMs: 0, groups: [`g${index}`], easeBy: 0 }],
        priority: random.between(0, mostPriority),
        wrapUpMs: 0,
        maxWaitMs: 1_000 * MINUTE,
      }),
    );
    for (const { queueId } of this.#queues) {
      const mean = random.between(1, 6) * MINUTE;
      this.#means.set(queueId, mean);
      this.#handled.set(
        queueId,
        Array.from({ length: BEFORE }, () => random.after(mean)),
      );
    }
    const agents = Array.from({ length: random.between(2, 12) }, () => ({
      groups: this.#queues.flatMap((_, index) => (random.isLucky(0.6) ? [`g${index}`] : [])),
    }));
    this.#hall = new Hall(this.#queues, agents);
    this.#hall.handledOf = (queueId) => this.#handled.get(queueId) ?? [];
    this.#hall.onTold = (callId, place, wait) => this.#isTold(callId, place, wait);
  }

  /** Customers come by waves for so long, and then all who stand in line are served. */
  async run(ms: number): Promise<void> {
    const { clock } = this.#hall;
    for (const { queueId } of this.#queues) this.#comeSoon(queueId, clock.now() + ms);
    for (let next = clock.next; next !== null && next < 10 * ms; next = clock.next) {
      clock.ring();
      await settled();
      for (const callId of [...this.#hall.ringing.keys()]) this.#answer(callId);
    }
  }

  #comeSoon(queueId: string, until: number): void {
    const queue = this.#queues.find((each) => each.queueId === queueId);
    const { clock, desk } = this.#hall;
    const agents = queue ? desk.lineOf(queue).agents : 0;
    if (agents === 0) return;
    const share = this.#queues.length * 0.6;
    // In waves of half an hour: now more come than can be served, now fewer.
    const load = this.#load * (clock.now() % (60 * MINUTE) < 30 * MINUTE ? 1.4 : 0.6);
    const each = ((this.#means.get(queueId) ?? MINUTE) * share) / agents / load;
    const at = clock.now() + this.#random.after(each);
    if (at > until) return;
    clock.at(at, () => {
      this.#hall.call(queueId);
      this.#comeSoon(queueId, until);
    });
  }

  #isTold(callId: string, place: number, wait: Wait | null): void {
    this.told += 1;
    const call = this.#hall.calls.get(callId);
    const queue = this.#queues.find(({ queueId }) => queueId === call?.queueId);
    if (!queue || this.promised.has(callId)) return;
    const { queueId, priority } = queue;
    const { agents } = this.#hall.desk.lineOf(queue);
    const handled = this.#handled.get(queueId) ?? [];
    this.promised.set(callId, {
      queueId,
      priority,
      place,
      agents,
      handled,
      wait,
      toldAt: this.#hall.clock.now(),
      rangAt: null,
    });
  }

  #answer(callId: string): void {
    const { clock } = this.#hall;
    const call = this.#hall.calls.get(callId);
    const [agentId] = call?.targets ?? [];
    if (!call || agentId === undefined) return;
    const queueId = call.queueId ?? '';
    const promised = this.promised.get(callId);
    if (promised) promised.rangAt = clock.now();
    this.#hall.accept(callId, agentId);
    const took = this.#random.after(this.#means.get(queueId) ?? MINUTE);
    clock.at(clock.now() + took, () => {
      this.#handled.set(queueId, [...(this.#handled.get(queueId) ?? []), took].slice(-BEFORE));
      this.#hall.end(callId);
    });
  }
}
