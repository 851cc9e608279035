import { CODES, type Decision, type Wait } from '@frontdesk/protocol';
import { DateTime } from 'luxon';
import { Handled } from './Handled.js';
import { Line } from './Line.js';
import { Offers } from './Offers.js';
import { Places } from './Places.js';
import type { CallActs, DeskCall, DeskClock, FactKeeper, History, Plan, Queue } from './ports.js';
import { type Closed, obstacleAtEntry } from './routing/admit.js';
import { nextOpening } from './routing/hours.js';
import { nextChange, route } from './routing/route.js';
import type { Customer } from './routing/rules.js';
import { Seats } from './Seats.js';
import { beginDay, choose, done, reach, type Seat, type Unreachable, type Wish } from './seat.js';
import { isComplete } from './visit.js';
import { Waits } from './Waits.js';
import { Work } from './Work.js';

export interface DeskPorts {
  readonly plan: Plan;
  readonly acts: CallActs;
  readonly history: History;
  readonly clock: DeskClock;
  /** 0 up to 1. */
  readonly random: () => number;
  /** What an agent is doing has changed. */
  readonly onSeat: (seat: Seat) => void;
  readonly onFact: FactKeeper;
}

/** It is looked again after so long at the latest, in ms: a timer of 25 days or more would ring at once. */
const LONGEST_MS = 3_600_000;

/** A queue as it is now. */
export interface LineNow {
  readonly waiting: number;
  /** When who waits longest came, epoch ms; null if nobody waits. */
  readonly since: number | null;
  /** How many agents serve it, free or not. */
  readonly agents: number;
  /** Why nobody is let in; null if one is. */
  readonly obstacle: Closed | null;
  /** When it opens, epoch ms: now if it is open; null if that is not within two months. */
  readonly opensAt: number | null;
  /** For somebody who came now. */
  readonly wait: () => Wait | null;
}

/**
 * Our own business server (C4): lets who calls a queue wait, offers each to whoever should take it, and follows what the
 * agents are doing. It knows calls only by what any business server is told, and does only what any may.
 */
export class Desk {
  readonly #ports: DeskPorts;
  readonly #seats: Seats;
  readonly #line: Line;
  readonly #handled: Handled;
  readonly #places: Places;
  readonly #work: Work;
  readonly #waits: Waits;
  readonly #offers: Offers;
  readonly #rules: (queueId: string) => Queue | null;
  #cancelAlarm: () => void = () => undefined;
  #midnight = 0;

  constructor(ports: DeskPorts) {
    this.#ports = ports;
    const { plan, acts, clock, onFact } = ports;
    this.#seats = new Seats(plan, ports.onSeat, () => this.#estimateAnew());
    this.#rules = (queueId) => plan.queue(queueId);
    this.#line = new Line(this.#rules);
    this.#handled = new Handled((queueId) => ports.history.handledOf(queueId));
    const { seats, handled, line } = { seats: this.#seats, handled: this.#handled, line: this.#line };
    this.#work = new Work({ plan, seats, handled, clock, onFact });
    this.#waits = new Waits({ line, seats, work: this.#work, handled, rules: this.#rules, clock });
    this.#places = new Places({ line, acts, clock, lookAhead: () => this.#waits.lookAhead() });
    this.#offers = new Offers({
      acts,
      clock,
      seats: this.#seats,
      line: this.#line,
      places: this.#places,
      work: this.#work,
      again: () => this.#decideAnew(),
    });
  }

  /** Decides on a call to a queue before it rings. Whoever is called by name is simply rung. */
  decide(call: DeskCall): Decision {
    if (call.queueId === null) return { code: CODES.ok, text: '' };
    const queue = this.#rules(call.queueId);
    if (!queue) return { code: CODES.offline, text: '' };
    // Whom an agent brings has been asked already.
    if (call.room === null && !isComplete(call, queue)) return { code: CODES.badArgument, text: 'form' };
    const obstacle = this.#obstacle(queue);
    return obstacle === null ? { hold: true } : { code: CODES.queueClosed, text: obstacle };
  }

  /** Each step of each call, whoever is in it; those that have nothing to do with the desk are left alone. */
  happened(call: DeskCall): void {
    const { callId, state, queueId } = call;
    const { calls } = this.#work;
    const before = calls.get(callId);
    const isQueued = queueId !== null && this.#rules(queueId) !== null;
    if (!before && !isQueued && !this.#work.concerns(call)) return;
    calls.set(callId, call);
    // Still in line, or about to be offered.
    if (state === 'waiting' && before?.state === 'waiting') {
      if (before.isAway && !call.isAway) this.#decideAnew();
      return;
    }
    if (state === 'ringing' && before?.state === 'waiting') this.#offers.adopt(call);
    this.#work.follow(call, (agentId) => this.#offers.isMissed(call, agentId));
    if (state === 'waiting') this.#wait(call, before?.state === 'ringing');
    if (state === 'started' || state === 'finished') {
      this.#offers.over(callId);
      this.#forget(callId);
    }
    if (state === 'finished') calls.delete(callId);
    this.#decideAnew();
  }

  /** An agent comes to the desk, maybe out of the middle of these calls; null for someone whom the operator has not set up. */
  sit(agentId: string, calls: readonly DeskCall[] = []): Seat | null {
    const seat = this.#seats.open(agentId, this.#ports.clock.now());
    if (!seat) return null;
    for (const call of calls) {
      // What is followed already is known better than by what was read a moment ago.
      const now = this.#work.calls.get(call.callId) ?? call;
      this.#work.calls.set(call.callId, now);
      this.#work.follow(now, () => false);
    }
    return this.#seats.get(agentId) ?? seat;
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

  /** The operator has set up something else: it holds from now on, for those who wait too. */
  planChanged(): void {
    this.#seats.planChanged();
    this.#estimateAnew();
    for (const [first] of [...this.#line.ranks]) {
      if (!first) continue;
      const { queueId } = first;
      if (this.#rules(queueId)) continue;
      this.#handled.forget(queueId);
      for (const { callId } of this.#line.inOrder(queueId)) this.#close(callId);
    }
    this.#decideAnew();
  }

  /** Nothing is looked at any more by itself. */
  close(): void {
    this.#cancelAlarm();
  }

  /** Whether a queue or an agent has to do with this call, as far as is known. */
  follows(callId: string): boolean {
    return this.#work.calls.has(callId);
  }

  seat(agentId: string): Seat | undefined {
    return this.#seats.get(agentId);
  }

  get seats(): Iterable<Seat> {
    return this.#seats.all;
  }

  /**
   * The call of which this agent may read the customer's card: one that rings at them, that they are in, that they wrap up, and the one
   * into whose room such a call is made. Null for all others.
   */
  callFor(agentId: string, callId: string): DeskCall | null {
    return this.#work.callFor(agentId, callId);
  }

  /** The call that this agent has wrapped up last. */
  wrappedUpBy(agentId: string): DeskCall | undefined {
    return this.#work.wrappedUpBy(agentId);
  }

  /** A queue as it is now. */
  lineOf(queue: Queue): LineNow {
    const { queueId, hours } = queue;
    const waiting = this.#line.lengthOf(queueId);
    return {
      waiting,
      since: this.#line.firstOf(queueId)?.enteredAt ?? null,
      agents: this.#seats.serving(queue),
      obstacle: this.#obstacle(queue),
      opensAt: nextOpening(hours, this.#ports.clock.now()),
      wait: () => this.#waits.atDoor(queueId),
    };
  }

  #change(agentId: string, rule: (seat: Seat, now: number) => Seat): void {
    const now = this.#ports.clock.now();
    const before = this.#seats.get(agentId);
    this.#work.change(agentId, (seat) => rule(seat, now));
    const after = this.#seats.get(agentId);
    if (before !== after) this.#decideAnew();
  }

  /** Someone is let in, or nobody took the call that was offered. */
  #wait(call: DeskCall, isBack: boolean): void {
    const { callId, queueId } = call;
    if (queueId === null) return;
    if (isBack) this.#offers.notTaken(callId);
    else if (!this.#places.has(callId)) this.#enter(call, queueId);
    if (!this.#rules(queueId)) this.#close(callId);
  }

  #enter({ callId, caller, requestedAt, room, visit }: DeskCall, queueId: string): void {
    // Who is handed over has waited since the first call; whom an agent asks for has no agent of last time.
    const host = room?.as === 'transfer' ? this.#work.calls.get(room.callId) : undefined;
    const enteredAt = host?.requestedAt ?? requestedAt;
    const lastAgentId = room === null ? this.#ports.history.lastAgentOf(caller.userId) : null;
    const who = { callId, queueId, enteredAt, cameAt: requestedAt, priority: 0, skills: {}, lastAgentId };
    this.#places.enter(callId);
    this.#line.add({ ...who, passedBy: new Set() });
    this.#places.changed();
    if (room === null) this.#ports.onFact({ kind: 'visited', callId, queueId, visit });
  }

  /** Everything that is due, the offers that can be made, and when to look again. */
  #decideAnew(): void {
    const { clock, random } = this.#ports;
    const now = clock.now();
    this.#beginDay(now);
    for (const { agentId } of this.#seats.due(now)) this.#work.change(agentId, (seat) => done(seat, now));
    this.#endWaits(now);
    const { ranks } = this.#line;
    const { isPresent } = this.#seats;
    const freeFor = (queueId: string) => this.#seats.freeFor(queueId);
    const { free } = this.#seats;
    const offers = route({ ranks, free, freeFor, rules: this.#rules, isPresent, isAway: this.#isAway, now, random });
    for (const offer of offers) this.#offers.make(offer, now);
    this.#setAlarm(now);
  }

  /** Whoever has waited for too long is told so; the call's end brings them out of the line. */
  #endWaits(now: number): void {
    const isDue = (customer: Customer): boolean => this.#endOfWait(customer) <= now;
    for (const rank of [...this.#line.ranks]) {
      for (let due = mayEndNext(rank).filter(isDue); due.length > 0; due = mayEndNext(rank).filter(isDue)) {
        for (const { callId } of due) this.#drop(callId, CODES.timeout, '');
      }
    }
  }

  #close(callId: string): void {
    this.#drop(callId, CODES.queueClosed, 'closed');
  }

  #drop(callId: string, code: number, text: string): void {
    const customer = this.#line.take(callId);
    if (customer) this.#places.changed();
    void this.#ports.acts.finish(callId, code, text);
  }

  /** An agent would talk to nobody. But whoever is to be handed over is there, also while the agent who asked for it is not. */
  readonly #isAway = (callId: string): boolean => {
    const call = this.#work.calls.get(callId);
    return call?.isAway === true && call.room === null;
  };

  /** Epoch ms. */
  #endOfWait({ queueId, cameAt }: Customer): number {
    return cameAt + (this.#rules(queueId)?.maxWaitMs ?? Number.POSITIVE_INFINITY);
  }

  #setAlarm(now: number): void {
    this.#cancelAlarm();
    let next = nextChange({ ranks: this.#line.ranks, rules: this.#rules, now }) ?? Number.POSITIVE_INFINITY;
    next = Math.min(next, this.#seats.next);
    for (const rank of this.#line.ranks)
      for (const customer of mayEndNext(rank)) next = Math.min(next, this.#endOfWait(customer));
    if (!Number.isFinite(next)) return;
    this.#cancelAlarm = this.#ports.clock.at(Math.min(next, now + LONGEST_MS), () => this.#decideAnew());
  }

  /** What is counted by the day begins anew at midnight, by the clock of the server's own time zone. */
  #beginDay(now: number): void {
    if (now < this.#midnight) return;
    const isFirst = this.#midnight === 0;
    this.#midnight = DateTime.fromMillis(now).startOf('day').plus({ days: 1 }).toMillis();
    if (isFirst) return;
    for (const { agentId } of [...this.#seats.all]) this.#seats.change(agentId, beginDay);
  }

  #forget(callId: string): void {
    const customer = this.#line.take(callId);
    if (customer) this.#places.changed();
    this.#places.forget(callId);
  }

  /** How long it takes depends on who is there. */
  #estimateAnew(): void {
    this.#waits.forget();
    this.#places.changed();
  }

  #obstacle(queue: Queue): Closed | null {
    const length = this.#line.lengthOf(queue.queueId);
    return obstacleAtEntry(queue, { agents: this.#seats.serving(queue), length, now: this.#ports.clock.now() });
  }
}

/** Of a rank, those whose wait may be over first: who was handed over stands before others and came after them. */
function mayEndNext(rank: readonly Customer[]): readonly Customer[] {
  const first = rank.findIndex(({ cameAt, enteredAt }) => cameAt === enteredAt);
  return rank.slice(0, first === -1 ? rank.length : first + 1);
}
