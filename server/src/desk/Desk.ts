import { type CallSnapshot, CODES, type Decision, QUEUE_PREFIX } from '@frontdesk/protocol';
import { Line } from './Line.js';
import type { CallActs, DeskClock, History, Plan, Queue } from './ports.js';
import { obstacleAtEntry } from './routing/admit.js';
import { nextChange, type Offer, route } from './routing/route.js';
import type { Customer } from './routing/rules.js';
import { Seats } from './Seats.js';
import {
  choose,
  done,
  miss,
  reach,
  ring,
  type Seat,
  spare,
  talk,
  type Unreachable,
  type Wish,
  wrapUp,
} from './seat.js';

export interface DeskPorts {
  readonly plan: Plan;
  readonly acts: CallActs;
  readonly history: History;
  readonly clock: DeskClock;
  /** 0 up to 1. */
  readonly random: () => number;
  /** What an agent is doing has changed. */
  readonly onSeat: (seat: Seat) => void;
}

/** Places are told so long after they have changed, in ms, all at once. */
const PLACES_MS = 250;
/** From this place on it is told only when it has got better by a tenth: nobody counts, and each is told over the wire. */
const FAR = 20;

/** A call that rings at agents, and what each of them was doing before. */
interface Offered {
  readonly customer: Customer;
  readonly agentIds: readonly string[];
  /** Since when each was idle. */
  readonly idleSince: ReadonlyMap<string, number>;
}

/**
 * Our own business server (C4): lets who calls a queue wait, offers each to whoever should take it, and follows what the
 * agents are doing. It knows calls only by what any business server is told, and does only what any may.
 */
export class Desk {
  readonly #ports: DeskPorts;
  readonly #seats: Seats;
  readonly #line: Line;
  readonly #offered = new Map<string, Offered>();
  /** The calls of queues that have started: which queue, for the wrap-up. */
  readonly #served = new Map<string, Customer>();
  readonly #places = new Map<string, number>();
  readonly #rules: (queueId: string) => Queue | null;
  #cancelAlarm: () => void = () => undefined;
  #isTelling = false;

  constructor(ports: DeskPorts) {
    this.#ports = ports;
    this.#seats = new Seats(ports.plan, ports.onSeat);
    this.#rules = (queueId) => ports.plan.queue(queueId);
    this.#line = new Line(this.#rules);
  }

  /** Decides on a call before it rings. Whoever is called by name is simply rung. */
  decide(call: CallSnapshot): Decision {
    const queueId = queueOf(call);
    if (queueId === null) return { code: CODES.ok, text: '' };
    const queue = this.#ports.plan.queue(queueId);
    if (!queue) return { code: CODES.offline, text: '' };
    const length = this.#line.lengthOf(queueId);
    const obstacle = obstacleAtEntry(queue, { agents: this.#serving(queue), length, now: this.#ports.clock.now() });
    return obstacle === null ? { hold: true } : { code: CODES.queueClosed, text: obstacle };
  }

  /** A call waits: it has just been let in, or nobody took what was offered. */
  waits(call: CallSnapshot): void {
    const { callId, caller, requestedAt } = call;
    const offered = this.#offered.get(callId);
    const queueId = queueOf(call) ?? offered?.customer.queueId ?? null;
    if (offered) this.#notTaken(offered);
    else if (queueId !== null && !this.#places.has(callId)) {
      const lastAgentId = this.#ports.history.lastAgentOf(caller.userId);
      const customer = { callId, queueId, enteredAt: requestedAt, priority: 0, skills: {}, lastAgentId };
      this.#places.set(callId, 0);
      this.#line.add({ ...customer, passedBy: new Set() });
    }
    this.#decideAnew();
  }

  /** A call has started between these two: whoever sits here is in it. */
  started(call: CallSnapshot): void {
    const { callId, caller, callee } = call;
    const now = this.#ports.clock.now();
    const offered = this.#offered.get(callId);
    this.#offered.delete(callId);
    this.#forget(callId);
    if (offered) {
      this.#served.set(callId, offered.customer);
      for (const agentId of offered.agentIds) {
        if (agentId !== callee.userId) this.#spare(agentId, callId, offered);
      }
    }
    for (const { userId } of [caller, callee]) this.#seats.change(userId, (seat) => talk(seat, callId, now));
    this.#decideAnew();
  }

  /** A call is over, in whatever state it was. */
  ended({ callId }: CallSnapshot): void {
    const now = this.#ports.clock.now();
    const offered = this.#offered.get(callId);
    this.#offered.delete(callId);
    for (const agentId of offered?.agentIds ?? []) this.#spare(agentId, callId, offered);
    const served = this.#served.get(callId);
    const wrapUpMs = (served && this.#ports.plan.queue(served.queueId)?.wrapUpMs) ?? 0;
    for (const { agentId } of [...this.#seats.all]) {
      this.#seats.change(agentId, (seat) =>
        seat.callId === callId && seat.status === 'inCall' ? wrapUp(seat, wrapUpMs, now) : seat,
      );
    }
    this.#served.delete(callId);
    this.#forget(callId);
    this.#decideAnew();
  }

  /** An agent comes to the desk; null for someone whom the operator has not set up. */
  sit(agentId: string): Seat | null {
    return this.#seats.open(agentId, this.#ports.clock.now());
  }

  /** An agent chooses. */
  choose(agentId: string, wish: Wish, reason: string | null): void {
    this.#change(agentId, (seat, now) => choose(seat, wish, reason, now));
  }

  /** What an agent's console has found out about itself; null: it can ring and be heard. */
  reach(agentId: string, unreachable: Unreachable | null): void {
    this.#change(agentId, (seat, now) => reach(seat, unreachable, now));
  }

  /** An agent is done with the wrap-up. */
  done(agentId: string): void {
    this.#change(agentId, done);
  }

  #change(agentId: string, rule: (seat: Seat, now: number) => Seat): void {
    const now = this.#ports.clock.now();
    this.#seats.change(agentId, (seat) => rule(seat, now));
    this.#decideAnew();
  }

  /** Everything that is due, the offers that can be made, and when to look again. */
  #decideAnew(): void {
    const { clock, random } = this.#ports;
    const now = clock.now();
    this.#endWrapUps(now);
    this.#endWaits(now);
    const { ranks } = this.#line;
    const isPresent = (agentId: string): boolean => this.#seats.isPresent(agentId);
    const offers = route({ ranks, free: this.#seats.free, rules: this.#rules, isPresent, now, random });
    for (const offer of offers) this.#offer(offer, now);
    this.#setAlarm(now);
    if (!this.#isTelling) clock.at(now + PLACES_MS, () => this.#tellPlaces());
    this.#isTelling = true;
  }

  #offer({ callId, agentIds }: Offer, now: number): void {
    const customer = this.#line.take(callId);
    if (!customer) return;
    const idleSince = new Map(agentIds.map((agentId) => [agentId, this.#seats.get(agentId)?.since ?? now]));
    const offered = { customer, agentIds, idleSince };
    this.#offered.set(callId, offered);
    for (const agentId of agentIds) this.#seats.change(agentId, (seat) => ring(seat, callId, now));
    void this.#ports.acts.assign(callId, agentIds).then((isDone) => {
      if (isDone || this.#offered.get(callId) !== offered) return;
      // None of them has a page, or the call is gone: that is told by itself.
      for (const agentId of agentIds) {
        this.#seats.change(agentId, (seat) => reach(seat, 'noPage', this.#ports.clock.now()));
        this.#spare(agentId, callId, offered);
      }
      this.#offered.delete(callId);
      if (this.#places.has(callId)) this.#line.add(customer, true);
      this.#decideAnew();
    });
  }

  /** Whom it rang alone has missed it; where all were rung, nobody has. The customer is where the wait has brought them. */
  #notTaken(offered: Offered): void {
    const { customer, agentIds } = offered;
    const now = this.#ports.clock.now();
    this.#offered.delete(customer.callId);
    const isOne = agentIds.length === 1;
    for (const agentId of agentIds) {
      if (!isOne) this.#spare(agentId, customer.callId, offered);
      else this.#seats.change(agentId, (seat) => (seat.callId === customer.callId ? miss(seat, now) : seat));
    }
    this.#line.add({ ...customer, passedBy: new Set([...customer.passedBy, ...agentIds]) }, true);
  }

  #spare(agentId: string, callId: string, offered: Offered | undefined): void {
    const now = this.#ports.clock.now();
    this.#seats.change(agentId, (seat) =>
      seat.callId === callId && seat.status === 'ringing'
        ? spare(seat, offered?.idleSince.get(agentId) ?? now, now)
        : seat,
    );
  }

  #endWrapUps(now: number): void {
    for (const { agentId, until } of [...this.#seats.all]) {
      if (until !== null && until <= now) this.#seats.change(agentId, (seat) => done(seat, now));
    }
  }

  /** Whoever has waited for too long is told so; the call's end brings them out of the line. */
  #endWaits(now: number): void {
    for (const rank of [...this.#line.ranks]) {
      for (let first = rank[0]; first && this.#endOfWait(first) <= now; first = rank[0]) {
        this.#line.take(first.callId);
        void this.#ports.acts.finish(first.callId, CODES.timeout, '');
      }
    }
  }

  /** Epoch ms. */
  #endOfWait({ queueId, enteredAt }: Customer): number {
    return enteredAt + (this.#rules(queueId)?.maxWaitMs ?? Number.POSITIVE_INFINITY);
  }

  /** Each who waits is told the place, if it is worth it. */
  #tellPlaces(): void {
    this.#isTelling = false;
    const queueIds = new Set([...this.#line.ranks].map(([first]) => first?.queueId ?? ''));
    for (const queueId of queueIds) {
      for (const [index, { callId }] of this.#line.inOrder(queueId).entries()) {
        const [told, place] = [this.#places.get(callId) ?? 0, index + 1];
        if (told === place || !isWorthTelling(told, place)) continue;
        this.#places.set(callId, place);
        void this.#ports.acts.update(callId, { param: place, text: '' });
      }
    }
  }

  #setAlarm(now: number): void {
    this.#cancelAlarm();
    let next = nextChange({ ranks: this.#line.ranks, rules: this.#rules, now }) ?? Number.POSITIVE_INFINITY;
    for (const { until } of this.#seats.all) if (until !== null) next = Math.min(next, until);
    for (const [first] of this.#line.ranks) if (first) next = Math.min(next, this.#endOfWait(first));
    if (Number.isFinite(next)) this.#cancelAlarm = this.#ports.clock.at(next, () => this.#decideAnew());
  }

  #forget(callId: string): void {
    this.#line.take(callId);
    this.#places.delete(callId);
  }

  /** How many agents serve this queue now, free or not. */
  #serving(queue: Queue): number {
    const groups = new Set(queue.tiers.flatMap((tier) => tier.groups));
    return [...this.#seats.all].filter(
      ({ agentId }) =>
        this.#seats.isPresent(agentId) && this.#ports.plan.profile(agentId)?.groups.some((each) => groups.has(each)),
    ).length;
  }
}

/** The id of the queue that was called; null for a person. */
function queueOf({ callee }: CallSnapshot): string | null {
  return callee.userId.startsWith(QUEUE_PREFIX) ? callee.userId.slice(QUEUE_PREFIX.length) : null;
}

function isWorthTelling(told: number, place: number): boolean {
  return told === 0 || place <= FAR || told - place >= told / 10;
}
