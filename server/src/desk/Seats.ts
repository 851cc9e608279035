import type { Plan } from './ports.js';
import type { FreeAgent } from './routing/rules.js';
import { isFree, newSeat, type Seat } from './seat.js';

/** Everybody who has a place at the desk, and what each is doing. */
export class Seats {
  readonly #plan: Plan;
  readonly #onChange: (seat: Seat) => void;
  readonly #seats = new Map<string, Seat>();

  constructor(plan: Plan, onChange: (seat: Seat) => void) {
    this.#plan = plan;
    this.#onChange = onChange;
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

  /** Lets a rule change what an agent is doing; someone without a seat is left alone. */
  change(agentId: string, rule: (seat: Seat) => Seat): void {
    const before = this.#seats.get(agentId);
    if (!before) return;
    const after = rule(before);
    if (after !== before) this.#put(after);
  }

  /** At the desk, free or not: a customer may wait for exactly this one. */
  isPresent(agentId: string): boolean {
    const seat = this.#seats.get(agentId);
    return seat !== undefined && seat.unreachable === null && seat.wish === 'available';
  }

  get free(): FreeAgent[] {
    return [...this.#seats.values()].filter(isFree).flatMap((seat) => {
      const profile = this.#plan.profile(seat.agentId);
      return profile ? [{ ...profile, ...seat, idleSince: seat.since }] : [];
    });
  }

  #put(seat: Seat): Seat {
    this.#seats.set(seat.agentId, seat);
    this.#onChange(seat);
    return seat;
  }
}
