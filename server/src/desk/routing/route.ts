import { isHeldForLast, obstacleOf, tierOf } from './eligible.js';
import type { Customer, FreeAgent, QueueRules } from './rules.js';
import { choose } from './strategies.js';

/** All that a decision looks at. */
export interface Floor {
  /** Everybody in line whom nobody is being offered, by {@link claimOf}. */
  readonly line: readonly Customer[];
  readonly free: readonly FreeAgent[];
  /** The rules of a queue; null for one that is not there any more: its customers wait on. */
  readonly rules: (queueId: string) => QueueRules | null;
  /** Whether this agent is at the desk, free or not. */
  readonly isPresent: (agentId: string) => boolean;
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

/**
 * Who is offered whom now: in the order of the line, each gets one of those who are still free and may take the call.
 *
 * So nobody is passed over by someone with a later claim but for an {@link obstacleOf} to that very agent, no agent is
 * offered two, and no customer to two (but where all are rung).
 */
export function route({ line, free, rules, isPresent, now, random }: Floor): readonly Offer[] {
  const offers: Offer[] = [];
  const left = new Map(free.map((agent) => [agent.agentId, agent]));
  // Agents only become fewer in one decision: whoever finds nobody, finds nobody for all who ask for the same.
  const inVain = new Set<string>();
  for (const customer of line) {
    if (left.size === 0) break;
    const queue = rules(customer.queueId);
    if (!queue) continue;
    const tier = tierOf(customer, queue, now);
    const isHeld = isHeldForLast(customer, queue, isPresent, now);
    const wish = isHeld ? null : `${tier} ${customer.queueId} ${wishOf(customer)}`;
    if (wish !== null && inVain.has(wish)) continue;
    const fit = [...left.values()].filter((agent) => obstacleOf(customer, agent, queue, tier, isHeld) === null);
    if (fit.length === 0) {
      if (wish !== null) inVain.add(wish);
      continue;
    }
    // Someone who has let it ring is asked again if there is nobody else.
    const fresh = fit.filter(({ agentId }) => !customer.passedBy.has(agentId));
    const chosen = choose(fresh.length > 0 ? fresh : fit, queue.strategy, random);
    for (const { agentId } of chosen) left.delete(agentId);
    offers.push({ callId: customer.callId, agentIds: chosen.map(({ agentId }) => agentId) });
  }
  return offers;
}

/** When waiting alone changes what {@link route} would decide, epoch ms; null if it does not. */
export function nextChange({ line, rules, now }: Pick<Floor, 'line' | 'rules' | 'now'>): number | null {
  let next = Number.POSITIVE_INFINITY;
  for (const { queueId, enteredAt, lastAgentId } of line) {
    const queue = rules(queueId);
    if (!queue) continue;
    for (const { afterMs } of queue.tiers) {
      if (enteredAt + afterMs > now) next = Math.min(next, enteredAt + afterMs);
    }
    const heldUntil = enteredAt + queue.lastAgentMs;
    if (lastAgentId !== null && heldUntil > now) next = Math.min(next, heldUntil);
  }
  return Number.isFinite(next) ? next : null;
}

const NO_SKILLS = '';

function wishOf({ skills }: Customer): string {
  const entries = Object.entries(skills);
  return entries.length === 0 ? NO_SKILLS : JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
