import type { Line } from './Line.js';
import type { Places } from './Places.js';
import type { CallActs, DeskCall, DeskClock } from './ports.js';
import type { Offer } from './routing/route.js';
import type { Customer } from './routing/rules.js';
import type { Seats } from './Seats.js';
import type { Work } from './Work.js';

export interface OffersPorts {
  readonly acts: CallActs;
  readonly clock: DeskClock;
  readonly seats: Seats;
  readonly line: Line;
  readonly places: Places;
  readonly work: Work;
  /** Something can be decided anew. */
  readonly again: () => void;
}

/** A call that rings, or is about to, and at whom. */
interface Offered {
  readonly customer: Customer;
  readonly agentIds: readonly string[];
}

/** An agent whom no call could be given, though the desk took them for free, is left alone for so long, in ms. */
const PAUSE_MS = 1_000;

/** The calls that are being offered: out of the line, and back into it if nobody takes them. */
export class Offers {
  readonly #ports: OffersPorts;
  readonly #offered = new Map<string, Offered>();

  constructor(ports: OffersPorts) {
    this.#ports = ports;
  }

  make({ callId, agentIds }: Offer, now: number): void {
    const { line, work, acts, places } = this.#ports;
    const customer = line.take(callId);
    if (!customer) return;
    const offered = { customer, agentIds };
    this.#offered.set(callId, offered);
    places.changed();
    for (const agentId of agentIds) work.offer(agentId, callId, now);
    void acts.assign(callId, agentIds).then((assignment) => {
      if (assignment !== 'rings') this.#failed(callId, offered);
    });
  }

  /** Somebody else, say an operator's program, gave it to these. */
  adopt({ callId, targets }: DeskCall): void {
    const customer = this.#ports.line.take(callId);
    if (!customer) return;
    this.#offered.set(callId, { customer, agentIds: targets });
    this.#ports.places.changed();
  }

  /** Whether this agent, whom it rings no more, has let it ring: not where somebody else may take it still, and not who could not hear it. */
  isMissed({ callId, state }: DeskCall, agentId: string): boolean {
    const isOffered = this.#offered.get(callId)?.agentIds.includes(agentId) ?? false;
    return isOffered && state === 'waiting' && this.#ports.seats.get(agentId)?.unreachable === null;
  }

  /** The customer is where the wait has brought them. */
  notTaken(callId: string): void {
    const offered = this.#offered.get(callId);
    this.#offered.delete(callId);
    if (!offered) return;
    const { customer, agentIds } = offered;
    this.#ports.line.add({ ...customer, passedBy: new Set([...customer.passedBy, ...agentIds]) }, true);
    this.#ports.places.changed();
  }

  over(callId: string): void {
    this.#offered.delete(callId);
  }

  /** None of them can be rung now, or somebody was faster: what has become of the call is told by itself. */
  #failed(callId: string, offered: Offered): void {
    const { clock, seats, line, work, places, again } = this.#ports;
    if (this.#offered.get(callId) !== offered) return;
    const now = clock.now();
    for (const agentId of offered.agentIds) {
      seats.pause(agentId, now + PAUSE_MS);
      work.withdraw(agentId, callId);
    }
    const state = work.calls.get(callId)?.state;
    if (state !== 'ringing') this.#offered.delete(callId);
    if (state === 'waiting') {
      line.add(offered.customer, true);
      places.changed();
    }
    again();
  }
}
