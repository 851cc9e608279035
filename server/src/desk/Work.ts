import { type Engagement, Engagements, type Part, partsIn } from './Engagements.js';
import type { Handled } from './Handled.js';
import type { DeskCall, DeskClock, FactKeeper, Plan } from './ports.js';
import type { Seats } from './Seats.js';
import { dial, goOver, miss, ring, type Seat, spare, talk, wrapUp } from './seat.js';

export interface WorkPorts {
  readonly plan: Plan;
  readonly seats: Seats;
  readonly handled: Handled;
  readonly clock: DeskClock;
  readonly onFact: FactKeeper;
}

/** A call that an agent has had, and wraps up. */
interface WrappingUp {
  readonly call: DeskCall;
  readonly queueId: string;
  /** When the agent came into the call, and when it was over for them, epoch ms. */
  readonly since: number;
  readonly endedAt: number;
}

/** Follows what the calls make of those who sit here: who rings, who talks, who wraps up, and in which of two calls. */
export class Work {
  readonly #ports: WorkPorts;
  readonly #engagements = new Engagements();
  /** The calls that queues or agents have to do with, as they are now; of the others nothing is kept. */
  readonly calls = new Map<string, DeskCall>();
  readonly #wrappingUp = new Map<string, WrappingUp>();
  /** Of those who have left the customer's call and are still in one that was made into its room: what is to be wrapped up then. */
  readonly #postponed = new Map<string, Omit<WrappingUp, 'endedAt'>>();
  readonly #wrappedUp = new Map<string, DeskCall>();

  constructor(ports: WorkPorts) {
    this.#ports = ports;
  }

  /** Whether somebody who sits here takes part. */
  concerns(call: DeskCall): boolean {
    if (this.#engagements.in(call.callId).length > 0) return true;
    for (const userId of partsIn(call).keys()) if (this.#ports.seats.get(userId)) return true;
    return false;
  }

  /** A step of a call. `isMissed`: whether one whom it rings no more has let it ring. */
  follow(call: DeskCall, isMissed: (agentId: string) => boolean): void {
    const { callId } = call;
    const parts = partsIn(call);
    for (const agentId of new Set([...parts.keys(), ...this.#engagements.in(callId)])) {
      if (!this.#ports.seats.get(agentId)) continue;
      const part = parts.get(agentId);
      const before = this.#engagements.get(agentId, callId);
      if (part === before?.part) continue;
      if (part) this.#enter(agentId, call, part);
      else if (before) this.#leave(agentId, call, before, isMissed(agentId));
    }
  }

  /** A call is about to ring at this one. */
  offer(agentId: string, callId: string, now: number): void {
    const idleSince = this.#ports.seats.get(agentId)?.since ?? now;
    this.#engagements.set(agentId, callId, { part: 'rings', queueId: null, since: now, idleSince });
    this.change(agentId, (seat) => ring(seat, callId, now));
  }

  /** It did not come to that. */
  withdraw(agentId: string, callId: string): void {
    const before = this.#engagements.get(agentId, callId);
    if (before?.part !== 'rings') return;
    this.#engagements.delete(agentId, callId);
    this.#stopRinging(agentId, callId, before, false);
  }

  /** Changes what an agent is doing, with all that follows from it. */
  change(agentId: string, rule: (seat: Seat) => Seat): void {
    const before = this.#ports.seats.change(agentId, rule);
    const after = this.#ports.seats.get(agentId);
    if (!before || !after) return;
    if (before.status === 'wrapUp' && after.status !== 'wrapUp') this.#endWrapUp(agentId);
    if (before.status !== 'available' && after.status === 'available') this.#resume(agentId);
  }

  /** See {@link Desk.callFor}. */
  callFor(agentId: string, callId: string): DeskCall | null {
    const own = this.#engagements.of(agentId);
    if (own.has(callId)) return this.calls.get(callId) ?? null;
    const isHost = [...own.keys()].some((each) => this.calls.get(each)?.room?.callId === callId);
    if (isHost) return this.calls.get(callId) ?? null;
    const wrapped = this.#wrappingUp.get(agentId)?.call ?? this.#postponed.get(agentId)?.call;
    return wrapped?.callId === callId ? wrapped : null;
  }

  /** The call that this agent has wrapped up last. */
  wrappedUpBy(agentId: string): DeskCall | undefined {
    return this.#wrappedUp.get(agentId);
  }

  #enter(agentId: string, call: DeskCall, part: Part): void {
    const { seats, clock } = this.#ports;
    const { callId } = call;
    const seat = seats.get(agentId);
    if (!seat) return;
    const now = clock.now();
    const idleSince =
      this.#engagements.get(agentId, callId)?.idleSince ?? (seat.status === 'available' ? seat.since : now);
    const queueId = part === 'talks' && call.callee?.userId === agentId ? this.#queueOf(agentId, call) : null;
    this.#engagements.set(agentId, callId, { part, queueId, since: now, idleSince });
    if (part === 'talks') {
      if (seat.status !== 'inCall') this.change(agentId, (each) => talk(each, callId, now));
      // The customer's call comes before the one by which the agent was brought into it.
      else if (this.#roomOf(seat.callId) === callId) this.change(agentId, (each) => goOver(each, callId));
    } else if (seat.status === 'available') {
      this.change(agentId, (each) => (part === 'rings' ? ring(each, callId, now) : dial(each, callId, now)));
    }
  }

  #leave(agentId: string, { callId }: DeskCall, before: Engagement, isMissed: boolean): void {
    this.#engagements.delete(agentId, callId);
    if (before.part === 'talks') this.#stopTalking(agentId, callId, before);
    else this.#stopRinging(agentId, callId, before, isMissed);
  }

  /** Ringing, or dialing, comes to nothing. */
  #stopRinging(agentId: string, callId: string, { part, idleSince }: Engagement, isMissed: boolean): void {
    const now = this.#ports.clock.now();
    const status = part === 'rings' ? 'ringing' : 'inCall';
    this.change(agentId, (seat) => {
      if (seat.callId !== callId || seat.status !== status) return seat;
      return isMissed ? miss(seat, now) : spare(seat, idleSince, now);
    });
  }

  #stopTalking(agentId: string, callId: string, { queueId, since }: Engagement): void {
    const { seats, plan, clock } = this.#ports;
    const seat = seats.get(agentId);
    if (seat?.status !== 'inCall') return;
    const call = this.calls.get(callId);
    if (seat.callId === callId && call && queueId !== null) this.#postponed.set(agentId, { call, queueId, since });
    const others = [...this.#engagements.of(agentId)].filter(([, { part }]) => part === 'talks').map(([id]) => id);
    if (others.length > 0) {
      // What was made into the room of the call that is over is no customer's call: that one is still to be wrapped up.
      const next = others.find((id) => this.#roomOf(id) !== callId);
      if (seat.callId !== callId || next === undefined) return;
      this.#postponed.delete(agentId);
      this.change(agentId, (each) => goOver(each, next));
      return;
    }
    const now = clock.now();
    const had = this.#postponed.get(agentId);
    this.#postponed.delete(agentId);
    const wrapUpMs = had ? (plan.queue(had.queueId)?.wrapUpMs ?? 0) : 0;
    if (had) this.#wrappingUp.set(agentId, { ...had, endedAt: now });
    this.change(agentId, (each) => wrapUp(each, wrapUpMs, now));
    if (had && wrapUpMs === 0) this.#endWrapUp(agentId);
  }

  #endWrapUp(agentId: string): void {
    const { handled, clock, onFact } = this.#ports;
    const had = this.#wrappingUp.get(agentId);
    if (!had) return;
    this.#wrappingUp.delete(agentId);
    this.#wrappedUp.set(agentId, had.call);
    const { call, queueId, since, endedAt } = had;
    const at = clock.now();
    handled.add(queueId, at - since);
    onFact({ kind: 'wrappedUp', callId: call.callId, agentId, queueId, wrapUpMs: at - endedAt, at });
  }

  /** Whoever would be available, and is in something already. */
  #resume(agentId: string): void {
    const now = this.#ports.clock.now();
    for (const [callId, { part }] of this.#engagements.of(agentId)) {
      if (part === 'talks') this.change(agentId, (seat) => talk(seat, callId, now));
      else this.change(agentId, (seat) => (part === 'rings' ? ring(seat, callId, now) : dial(seat, callId, now)));
      return;
    }
  }

  /** Who was brought by way of a queue serves that one. */
  #queueOf(agentId: string, call: DeskCall): string | null {
    for (const [callId, { queueId }] of this.#engagements.of(agentId)) {
      if (queueId !== null && this.#roomOf(callId) === call.callId) return queueId;
    }
    return call.queueId;
  }

  #roomOf(callId: string | null): string | undefined {
    return callId === null ? undefined : this.calls.get(callId)?.room?.callId;
  }
}
