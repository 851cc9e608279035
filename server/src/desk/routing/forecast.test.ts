import { describe, expect, it } from 'vitest';
import { type Crew, forecast, type Outlook } from './forecast.js';
import type { Customer, QueueRules } from './rules.js';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

/** Customers of one queue, one each second, the first of them so many seconds ago. */
function line(queueId: string, count: number, ago: number): Customer[] {
  return Array.from({ length: count }, (_, index) => {
    const enteredAt = NOW - (ago - index) * 1_000;
    const rest = { priority: 0, skills: {}, lastAgentId: null, passedBy: new Set<string>() };
    return { callId: `${queueId}${index}`, queueId, enteredAt, cameAt: enteredAt, ...rest };
  });
}

function crew(agents: number, ...queueIds: string[]): Crew {
  return { queueIds: new Set(queueIds), agents };
}

/** In minutes: how long those in line wait, by queue, and who would come now. */
function minutes(more: Pick<Outlook, 'ranks' | 'crews'> & Partial<Outlook>, priorities: Record<string, number> = {}) {
  const rules = (queueId: string): QueueRules => {
    const priority = priorities[queueId] ?? 0;
    return { queueId, priority, strategy: 'longestIdle', skills: {}, tiers: [], lastAgentMs: 0 };
  };
  const paceOf = () => ({ meanMs: MINUTE, turnMs: MINUTE, calls: 50 });
  const { waiting, doors } = forecast({ rules, paceOf, doors: [], now: NOW, ...more });
  const inMinutes = (ground: { expectedMs: number } | null | undefined) => ground && ground.expectedMs / MINUTE;
  return {
    of: (queueId: string) => waiting.get(queueId)?.map(inMinutes),
    door: (queueId: string) => inMinutes(doors.get(queueId)),
  };
}

describe('a forecast', () => {
  it('of one queue is its places by its agents, and at the door one more', () => {
    const found = minutes({ ranks: [line('a', 3, 10)], crews: [crew(2, 'a')], doors: ['a', 'b'] });
    expect(found.of('a')).toEqual([0.5, 1, 1.5]);
    expect([found.door('a'), found.door('b')]).toEqual([2, undefined]);
  });

  it('counts those in other queues who go before, and nobody else', () => {
    const ranks = [line('a', 2, 10), line('b', 4, 60)];
    expect(minutes({ ranks, crews: [crew(1, 'a', 'b')] }).of('a')).toEqual([5, 6]);
    expect(minutes({ ranks, crews: [crew(1, 'a', 'b')] }, { a: 1 }).of('a')).toEqual([1, 2]);
    expect(minutes({ ranks, crews: [crew(1, 'a'), crew(1, 'b')] }).of('a')).toEqual([1, 2]);
  });

  it('leaves to their own agents whom these can serve alone', () => {
    const ranks = [line('a', 1, 10), line('b', 8, 60)];
    // Three agents have eight to do first; the fourth, who serves `a` alone, has nothing.
    expect(minutes({ ranks, crews: [crew(3, 'b'), crew(1, 'a'), crew(1, 'a', 'b')] }).of('a')).toEqual([1]);
    expect(minutes({ ranks, crews: [crew(3, 'b'), crew(1, 'a', 'b')] }).of('a')).toEqual([3]);
  });

  it('has no ground behind calls of which nobody knows how long they take', () => {
    const ranks = [line('a', 2, 61), line('b', 1, 60.5), line('c', 1, 10)];
    const crews = [crew(1, 'a', 'b'), crew(1, 'c')];
    const paceOf = (queueId: string) => (queueId === 'b' ? null : { meanMs: MINUTE, turnMs: MINUTE, calls: 50 });
    const found = minutes({ ranks, crews, paceOf, doors: ['a'] });
    expect([found.of('a'), found.of('b'), found.of('c')]).toEqual([[1, null], [null], [1]]);
    expect(found.door('a')).toBeUndefined();
    // Not as if those agents did not exist, either.
    const more = minutes({ ranks, crews: [...crews, crew(1, 'a')], paceOf });
    expect(more.of('a')).toEqual([0.5, null]);
  });

  it('waits for the calls that the agents are in, however short its own are', () => {
    const paceOf = () => ({ meanMs: MINUTE, turnMs: 10 * MINUTE, calls: 50 });
    expect(minutes({ ranks: [line('a', 2, 10)], crews: [crew(1, 'a')], paceOf }).of('a')).toEqual([10, 11]);
  });

  it('says nothing of queues that nobody serves, or that are not there', () => {
    const ranks = [line('a', 1, 10)];
    expect(minutes({ ranks, crews: [crew(1, 'b')] }).of('a')).toBeUndefined();
    expect(minutes({ ranks, crews: [crew(1, 'a')], rules: () => null }).of('a')).toBeUndefined();
  });
});
