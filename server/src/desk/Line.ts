import { type Customer, claimOf, type QueueRules } from './routing/rules.js';

/** Everybody in line, of all queues, in the order of their claims. */
export class Line {
  readonly #rules: (queueId: string) => QueueRules | null;
  readonly #claims = new Map<string, number>();
  #customers: Customer[] = [];

  constructor(rules: (queueId: string) => QueueRules | null) {
    this.#rules = rules;
  }

  get inOrder(): readonly Customer[] {
    return this.#customers;
  }

  /** Someone comes: behind all whose claim is as good. Who comes back stands before those. */
  add(customer: Customer, isBack = false): void {
    const rules = this.#rules(customer.queueId);
    const claim = rules ? claimOf(customer, rules) : customer.enteredAt;
    this.#claims.set(customer.callId, claim);
    let [low, high] = [0, this.#customers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#claimAt(middle);
      if (other < claim || (other === claim && !isBack)) low = middle + 1;
      else high = middle;
    }
    this.#customers.splice(low, 0, customer);
  }

  /** Takes someone out; undefined if nobody of that call stands here. */
  take(callId: string): Customer | undefined {
    if (!this.#claims.delete(callId)) return undefined;
    const at = this.#customers.findIndex((each) => each.callId === callId);
    return this.#customers.splice(at, 1)[0];
  }

  /** The calls that stand in line for this queue, the first to be served first. */
  ofQueue(queueId: string): readonly Customer[] {
    return this.#customers.filter((each) => each.queueId === queueId);
  }

  #claimAt(index: number): number {
    return this.#claims.get(this.#customers[index]?.callId ?? '') ?? 0;
  }
}
