import { type Customer, claimOf, type QueueRules, type Rank } from './routing/rules.js';

/** Where someone stands: the customers of one rank, and what stands for it in the map. */
interface Standing {
  readonly key: string;
  readonly customers: Customer[];
}

/**
 * Everybody in line, by ranks: customers of one queue who ask for the same with the same priority, the longest waiting first.
 *
 * Of a rank only the first can be next, so a decision over ten thousand looks at some dozens.
 */
export class Line {
  readonly #rules: (queueId: string) => QueueRules | null;
  readonly #ranks = new Map<string, Customer[]>();
  readonly #standings = new Map<string, Standing>();

  constructor(rules: (queueId: string) => QueueRules | null) {
    this.#rules = rules;
  }

  get ranks(): Iterable<Rank> {
    return this.#ranks.values();
  }

  /** The queues in which somebody stands. */
  get queueIds(): ReadonlySet<string> {
    return new Set([...this.#ranks.values()].flatMap(([first]) => first?.queueId ?? []));
  }

  /** Someone comes: behind all who came at the same time. Who comes back stands before those. */
  add(customer: Customer, isBack = false): void {
    const key = JSON.stringify([customer.queueId, customer.priority, Object.entries(customer.skills).sort()]);
    const customers = this.#ranks.get(key) ?? [];
    this.#ranks.set(key, customers);
    const at = customers.findLastIndex(({ enteredAt }) =>
      isBack ? enteredAt < customer.enteredAt : enteredAt <= customer.enteredAt,
    );
    customers.splice(at + 1, 0, customer);
    this.#standings.set(customer.callId, { key, customers });
  }

  /** Takes someone out; undefined if nobody of that call stands here. */
  take(callId: string): Customer | undefined {
    const standing = this.#standings.get(callId);
    if (!standing) return undefined;
    const { key, customers } = standing;
    this.#standings.delete(callId);
    const at = customers.findIndex((each) => each.callId === callId);
    const [taken] = customers.splice(at, 1);
    if (customers.length === 0) this.#ranks.delete(key);
    return taken;
  }

  lengthOf(queueId: string): number {
    return this.#ofQueue(queueId).reduce((sum, { length }) => sum + length, 0);
  }

  /** Who is to be served first in this queue. */
  firstOf(queueId: string): Customer | undefined {
    const rules = this.#rules(queueId);
    const firsts = this.#ofQueue(queueId).flatMap(([first]) => first ?? []);
    const claim = (customer: Customer): number => (rules ? claimOf(customer, rules) : customer.enteredAt);
    return firsts.sort((one, other) => claim(one) - claim(other))[0];
  }

  /** Those who stand in line for this queue, the first to be served first. */
  inOrder(queueId: string): readonly Customer[] {
    const rules = this.#rules(queueId);
    const [only = [], ...more] = this.#ofQueue(queueId);
    if (more.length === 0) return [...only];
    const customers = [...only, ...more.flat()];
    return rules ? customers.sort((one, other) => claimOf(one, rules) - claimOf(other, rules)) : customers;
  }

  #ofQueue(queueId: string): Customer[][] {
    return [...this.#ranks.values()].filter(([first]) => first?.queueId === queueId);
  }
}
