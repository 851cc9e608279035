import type { Plan, Queue } from './ports.js';
import { type IsPresent, mayServe, obstacleOf } from './routing/eligible.js';
import type { FreeAgent } from './routing/rules.js';
import { isFree, newSeat, type Seat } from './seat.js';

/** Agents at work, free or not, who serve the same queues. */
export interface Crew {
  readonly queueIds: ReadonlySet<string>;
  readonly agentIds: readonly string[];
}

/** Everybody who has a place at the desk, and what each is doing. Who is free, and who serves a queue, is kept and not looked for. */
export class Seats {
  readonly #plan: Plan;
  readonly #onChange: (seat: Seat) => void;
  readonly #onServing: () => void;
  readonly #seats = new Map<string, Seat>();
  readonly #free = new Map<string, FreeAgent>();
  /** The free who may serve each queue that was asked about. */
  readonly #freeFor = new Map<string, Map<string, FreeAgent>>();
  readonly #wrappingUp = new Set<string>();
  /** Who cannot be rung just now, and until when that is believed. */
  readonly #paused = new Map<string, number>();
  readonly #serving = new Map<string, number>();
  /** The queues by which the crews are told apart: all that were asked about. */
  readonly #toldApart = new Set<string>();
  #crews: readonly Crew[] | null = null;

  /** `onServing`: somebody has come to the desk or has gone, so {@link serving} may be another. */
  constructor(plan: Plan, onChange: (seat: Seat) => void, onServing: () => void) {
    this.#plan = plan;
    this.#onChange = onChange;
    this.#onServing = onServing;
  }

  get all(): Iterable<Seat> {
    return this.#seats.values();
  }

  get(agentId: string): Seat | undefined {
    return this.#seats.get(agentId);
  }

  /** The seat of someone who comes to the desk; null for someone whom the operator has not set up. */
  open(agentId: string, now: number): Seat | null {
    if (!this.#plan.profile(agentId)) return null;
    return this.#seats.get(agentId) ?? this.#put(newSeat(agentId, now));
  }

  /** Lets a rule change what an agent is doing; someone without a seat is left alone. Answers the seat before, if it has changed. */
  change(agentId: string, rule: (seat: Seat) => Seat): Seat | null {
    const before = this.#seats.get(agentId);
    if (!before) return null;
    const after = rule(before);
    if (after === before) return null;
    this.#put(after);
    return before;
  }

  /** A customer may wait for exactly this one. */
  readonly isPresent: IsPresent = (agentId, customer, rules, tier) => {
    const seat = this.#seats.get(agentId);
    const profile = seat && isAtWork(seat) ? this.#plan.profile(agentId) : null;
    return profile !== null && obstacleOf(customer, profile, rules, tier, false) === null;
  };

  get free(): Iterable<FreeAgent> {
    return this.#free.values();
  }

  /** Those of the free who may serve this queue, now or for customers who have waited long enough. */
  freeFor(queueId: string): Iterable<FreeAgent> {
    const known = this.#freeFor.get(queueId);
    if (known) return known.values();
    const made = new Map<string, FreeAgent>();
    this.#freeFor.set(queueId, made);
    for (const [agentId, agent] of this.#free) if (this.#mayServe(agent, queueId)) made.set(agentId, agent);
    return made.values();
  }

  /** Nothing is offered to this one until then, epoch ms. */
  pause(agentId: string, until: number): void {
    this.#paused.set(agentId, until);
    this.#index(agentId);
  }

  /** Those whose wrap-up or pause ends by then, epoch ms; pauses are over with that. */
  due(now: number): readonly Seat[] {
    for (const [agentId, until] of this.#paused) {
      if (until > now) continue;
      this.#paused.delete(agentId);
      this.#index(agentId);
    }
    return [...this.#wrappingUp].flatMap((agentId) => {
      const seat = this.#seats.get(agentId);
      return seat && seat.until !== null && seat.until <= now ? [seat] : [];
    });
  }

  /** When the next wrap-up or pause ends, epoch ms; infinite if none does. */
  get next(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const until of this.#paused.values()) next = Math.min(next, until);
    for (const agentId of this.#wrappingUp) next = Math.min(next, this.#seats.get(agentId)?.until ?? next);
    return next;
  }

  /** How many agents serve this queue now, free or not. */
  serving(queue: Queue): number {
    const known = this.#serving.get(queue.queueId);
    if (known !== undefined) return known;
    let count = 0;
    for (const seat of this.#seats.values()) {
      const profile = isAtWork(seat) ? this.#plan.profile(seat.agentId) : null;
      if (profile && mayServe(profile, queue)) count += 1;
    }
    this.#serving.set(queue.queueId, count);
    return count;
  }

  /** Everybody at work who serves any of these queues, told apart by these queues at least. */
  crews(queues: readonly Queue[]): readonly Crew[] {
    for (const { queueId } of queues) {
      if (this.#toldApart.has(queueId)) continue;
      this.#toldApart.add(queueId);
      this.#crews = null;
    }
    this.#crews ??= this.#crewsOf([...this.#toldApart].flatMap((queueId) => this.#plan.queue(queueId) ?? []));
    return this.#crews;
  }

  /** The operator has set up something else. */
  planChanged(): void {
    this.#forgetServing();
    this.#toldApart.clear();
    this.#freeFor.clear();
    for (const agentId of this.#seats.keys()) this.#index(agentId);
  }

  #crewsOf(queues: readonly Queue[]): readonly Crew[] {
    const crews = new Map<string, { readonly queueIds: ReadonlySet<string>; readonly agentIds: string[] }>();
    for (const seat of this.#seats.values()) {
      const profile = isAtWork(seat) ? this.#plan.profile(seat.agentId) : null;
      if (!profile) continue;
      const queueIds = queues.filter((queue) => mayServe(profile, queue)).map(({ queueId }) => queueId);
      if (queueIds.length === 0) continue;
      const key = queueIds.join();
      const crew = crews.get(key) ?? { queueIds: new Set(queueIds), agentIds: [] };
      crew.agentIds.push(seat.agentId);
      crews.set(key, crew);
    }
    return [...crews.values()];
  }

  #forgetServing(): void {
    this.#serving.clear();
    this.#crews = null;
  }

  #put(seat: Seat): Seat {
    const before = this.#seats.get(seat.agentId);
    const isOther = (before !== undefined && isAtWork(before)) !== isAtWork(seat);
    if (isOther) this.#forgetServing();
    this.#seats.set(seat.agentId, seat);
    this.#index(seat.agentId);
    this.#onChange(seat);
    if (isOther) this.#onServing();
    return seat;
  }

  #index(agentId: string): void {
    const seat = this.#seats.get(agentId);
    if (!seat) return;
    if (seat.until === null) this.#wrappingUp.delete(agentId);
    else this.#wrappingUp.add(agentId);
    const profile = isFree(seat) && !this.#paused.has(agentId) ? this.#plan.profile(agentId) : null;
    const before = this.#free.get(agentId);
    if (!profile) {
      this.#free.delete(agentId);
      if (before) for (const agents of this.#freeFor.values()) agents.delete(agentId);
      return;
    }
    const agent = { ...profile, ...seat, idleSince: seat.since };
    this.#free.set(agentId, agent);
    for (const [queueId, agents] of this.#freeFor) {
      if (before ? agents.has(agentId) : this.#mayServe(agent, queueId)) agents.set(agentId, agent);
    }
  }

  #mayServe(agent: FreeAgent, queueId: string): boolean {
    const queue = this.#plan.queue(queueId);
    return queue !== null && mayServe(agent, queue);
  }
}

function isAtWork({ unreachable, wish }: Seat): boolean {
  return unreachable === null && wish === 'available';
}
