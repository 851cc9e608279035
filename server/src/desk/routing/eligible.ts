import type { Customer, FreeAgent, QueueRules, Skills, Tier } from './rules.js';

/** Why an agent is not for a customer. `lastAgent`: the customer waits for someone else, for a while. */
export type Obstacle = 'group' | 'skills' | 'lastAgent';

/** The tier that a customer has come to; later ones hold those before. */
export function tierOf(customer: Customer, { tiers }: QueueRules, now: number): number {
  const waited = now - customer.enteredAt;
  return Math.max(
    0,
    tiers.findLastIndex(({ afterMs }) => afterMs <= waited),
  );
}

/** Whether this agent is at the desk, free or not, and could take this customer, who has come to this tier. */
export type IsPresent = (agentId: string, customer: Customer, rules: QueueRules, tier: number) => boolean;

/** Whether the customer waits for the agent of last time alone: only while that one is there, and may serve them by now. */
export function isHeldForLast(customer: Customer, rules: QueueRules, isPresent: IsPresent, now: number): boolean {
  const { lastAgentId, enteredAt, passedBy } = customer;
  if (lastAgentId === null || now - enteredAt >= rules.lastAgentMs || passedBy.has(lastAgentId)) return false;
  return isPresent(lastAgentId, customer, rules, tierOf(customer, rules, now));
}

/** What keeps this agent from this customer, were both free now; null if nothing does. */
export function obstacleOf(
  customer: Customer,
  agent: Pick<FreeAgent, 'agentId' | 'groups' | 'skills'>,
  rules: QueueRules,
  tier: number,
  isHeld: boolean,
): Obstacle | null {
  if (isHeld && agent.agentId !== customer.lastAgentId) return 'lastAgent';
  let isReached = false;
  for (let index = 0; index <= tier; index += 1) {
    const each = rules.tiers[index];
    if (!each || !isOfTier(agent, each)) continue;
    isReached = true;
    if (isSkilled(rules.skills, agent, each) && isSkilled(customer.skills, agent, each)) return null;
  }
  return isReached ? 'skills' : 'group';
}

/** Whether this agent may serve this queue at all, however long somebody waits. What a customer asks for besides is not looked at. */
export function mayServe(agent: Pick<FreeAgent, 'groups' | 'skills'>, { tiers, skills }: QueueRules): boolean {
  return tiers.some((tier) => isOfTier(agent, tier) && isSkilled(skills, agent, tier));
}

function isOfTier(agent: Pick<FreeAgent, 'groups'>, { groups }: Tier): boolean {
  return groups.some((each) => agent.groups.includes(each));
}

function isSkilled(asked: Skills, agent: Pick<FreeAgent, 'skills'>, { easeBy }: Tier): boolean {
  for (const skill in asked) {
    const has = agent.skills[skill] ?? 0;
    if (has === 0 || has < (asked[skill] ?? 0) - easeBy) return false;
  }
  return true;
}
