import type { Customer, FreeAgent, QueueRules, Tier } from './rules.js';

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

/** Whether the customer waits for the agent of last time alone: only while that one is at the desk. */
export function isHeldForLast(
  customer: Customer,
  { lastAgentMs }: QueueRules,
  isPresent: (agentId: string) => boolean,
  now: number,
): boolean {
  const { lastAgentId, enteredAt, passedBy } = customer;
  if (lastAgentId === null || now - enteredAt >= lastAgentMs) return false;
  return isPresent(lastAgentId) && !passedBy.has(lastAgentId);
}

/** What keeps this agent from this customer, were both free now; null if nothing does. */
export function obstacleOf(
  customer: Customer,
  agent: FreeAgent,
  rules: QueueRules,
  tier: number,
  isHeld: boolean,
): Obstacle | null {
  if (isHeld && agent.agentId !== customer.lastAgentId) return 'lastAgent';
  const reached = rules.tiers
    .slice(0, tier + 1)
    .filter(({ groups }) => groups.some((each) => agent.groups.includes(each)));
  if (reached.length === 0) return 'group';
  return reached.some((each) => isSkilled(customer, agent, rules, each)) ? null : 'skills';
}

function isSkilled(customer: Customer, agent: FreeAgent, rules: QueueRules, { easeBy }: Tier): boolean {
  return [rules.skills, customer.skills].every((asked) =>
    Object.entries(asked).every(([skill, level]) => {
      const has = agent.skills[skill] ?? 0;
      return has > 0 && has >= level - easeBy;
    }),
  );
}
