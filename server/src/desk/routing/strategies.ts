import type { FreeAgent, Strategy } from './rules.js';

type Order = (one: FreeAgent, other: FreeAgent) => number;

const BY_IDLE: Order = (one, other) => one.idleSince - other.idleSince;

/** What each strategy looks at first; those alike are taken by the longest idle, and then by their ids. */
const ORDERS: Readonly<Record<Exclude<Strategy, 'random' | 'ringAll'>, Order>> = {
  longestIdle: BY_IDLE,
  roundRobin: (one, other) => one.offeredAt - other.offeredAt,
  fewestCalls: (one, other) => one.calls - other.calls,
  leastTalk: (one, other) => one.talkMs - other.talkMs,
  topDown: (one, other) => one.rank - other.rank,
};

/** Pages of one user that a call may ring at once; the wire's own limit for an assignment. */
const MOST_RUNG = 100;

/** Who of these is offered the call, at least one of at least one; several only where all are rung. `random` is 0 up to 1. */
export function choose(agents: readonly FreeAgent[], strategy: Strategy, random: () => number): readonly FreeAgent[] {
  if (strategy === 'ringAll') return [...agents].sort(BY_IDLE).slice(0, MOST_RUNG);
  if (strategy === 'random') return [agents[Math.floor(random() * agents.length)]].filter((each) => each !== undefined);
  const first = ORDERS[strategy];
  const before = (one: FreeAgent, other: FreeAgent): boolean => {
    const order = first(one, other) || BY_IDLE(one, other);
    return order === 0 ? one.agentId < other.agentId : order < 0;
  };
  return [agents.reduce((best, each) => (before(each, best) ? each : best))];
}
