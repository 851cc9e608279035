import { type IsPresent, isHeldForLast, obstacleOf, tierOf } from './eligible.js';
import { type Customer, claimOf, type FreeAgent, type QueueRules, type Rank } from './rules.js';
import { choose } from './strategies.js';

/** All that a decision looks at. */
export interface Floor {
  /** Everybody in line whom nobody is being offered. */
  readonly ranks: Iterable<Rank>;
  readonly free: Iterable<FreeAgent>;
  /** Those of them who may serve this queue, sooner or later; left out: all are looked at. */
  readonly freeFor?: (queueId: string) => Iterable<FreeAgent>;
  /** The rules of a queue; null for one that is not there any more: its customers wait on. */
  readonly rules: (queueId: string) => QueueRules | null;
  readonly isPresent: IsPresent;
  /** Whether the customer of this call could not hear it now, and keeps the place for a while; left out: none. */
  readonly isAway?: (callId: string) => boolean;
  /** Epoch ms. */
  readonly now: number;
  /** 0 up to 1. */
  readonly random: () => number;
}

/** A call and whom it rings: one, or all who may take it. */
export interface Offer {
  readonly callId: string;
  readonly agentIds: readonly string[];
}

/** Where a decision is in a rank. */
interface Cursor {
  readonly rank: Rank;
  readonly queue: QueueRules;
  at: number;
  claim: number;
}

/**
 * Who is offered whom now: in the order of their claims, each gets one of those who are still free and may take the call.
 *
 * So nobody who is there is passed over by someone with a later claim but for an {@link obstacleOf} to that very agent, no
 * agent is offered two, and no customer to two (but where all are rung).
 */
export function route(floor: Floor): readonly Offer[] {
  const { rules, now, random, isPresent } = floor;
  const { freeFor = () => floor.free, isAway = () => false } = floor;
  let left = countOf(floor.free);
  if (left === 0) return [];
  const taken = new Set<string>();
  const offers: Offer[] = [];
  let cursors = [...floor.ranks].flatMap((rank) => cursorOf(rank, rules));
  while (left > 0) {
    const cursor = firstOf(cursors);
    const customer = cursor?.rank[cursor.at];
    if (!cursor || !customer) break;
    if (isAway(customer.callId)) {
      advance(cursor);
      continue;
    }
    const { queue } = cursor;
    const tier = tierOf(customer, queue, now);
    const isHeld = isHeldForLast(customer, queue, isPresent, now);
    const fit: FreeAgent[] = [];
    for (const agent of freeFor(queue.queueId)) {
      if (taken.has(agent.agentId)) continue;
      if (obstacleOf(customer, agent, queue, tier, isHeld) === null) fit.push(agent);
    }
    if (fit.length > 0) {
      const agentIds = chosenOf(customer, fit, queue, random);
      for (const agentId of agentIds) taken.add(agentId);
      left -= agentIds.length;
      offers.push({ callId: customer.callId, agentIds });
    }
    // Agents only become fewer, and the others of the rank have not waited longer: whoever finds nobody, finds nobody for all.
    if (fit.length > 0 || isHeld) advance(cursor);
    else cursors = cursors.filter((each) => each !== cursor);
  }
  return offers;
}

/** When waiting alone changes what {@link route} would decide, epoch ms; null if it does not. */
export function nextChange({ ranks, rules, now }: Pick<Floor, 'ranks' | 'rules' | 'now'>): number | null {
  let next = Number.POSITIVE_INFINITY;
  for (const rank of ranks) {
    const queue = rules(rank[0]?.queueId ?? '');
    if (!queue) continue;
    for (const { afterMs } of queue.tiers)
      next = Math.min(next, (firstAfter(rank, now - afterMs)?.enteredAt ?? next) + afterMs);
    if (queue.lastAgentMs === 0) continue;
    const isHeld = ({ lastAgentId }: Customer): boolean => lastAgentId !== null;
    const held = firstAfter(rank, now - queue.lastAgentMs, isHeld);
    if (held) next = Math.min(next, held.enteredAt + queue.lastAgentMs);
  }
  return Number.isFinite(next) ? next : null;
}

function countOf(all: Iterable<unknown>): number {
  let count = 0;
  for (const _ of all) count += 1;
  return count;
}

function cursorOf(rank: Rank, rules: Floor['rules']): Cursor[] {
  const [first] = rank;
  const queue = first && rules(first.queueId);
  return queue ? [{ rank, queue, at: 0, claim: claimOf(first, queue) }] : [];
}

function advance(cursor: Cursor): void {
  cursor.at += 1;
  const customer = cursor.rank[cursor.at];
  cursor.claim = customer ? claimOf(customer, cursor.queue) : Number.POSITIVE_INFINITY;
}

function firstOf(cursors: readonly Cursor[]): Cursor | undefined {
  let first: Cursor | undefined;
  for (const cursor of cursors) if (!first || cursor.claim < first.claim) first = cursor;
  return first;
}

/** Someone who has let it ring is asked again if there is nobody else. */
function chosenOf(
  customer: Customer,
  fit: readonly FreeAgent[],
  queue: QueueRules,
  random: () => number,
): readonly string[] {
  const fresh = fit.filter(({ agentId }) => !customer.passedBy.has(agentId));
  return choose(fresh.length > 0 ? fresh : fit, queue.strategy, random).map(({ agentId }) => agentId);
}

/** The first of a rank who came after that time, and is such a one. */
function firstAfter(
  rank: Rank,
  time: number,
  isOne: (customer: Customer) => boolean = () => true,
): Customer | undefined {
  let [low, high] = [0, rank.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rank[middle]?.enteredAt ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  for (let at = low; at < rank.length; at += 1) {
    const customer = rank[at];
    if (customer && isOne(customer)) return customer;
  }
  return undefined;
}
