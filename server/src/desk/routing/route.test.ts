import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Line } from '../Line.js';
import { isHeldForLast, mayServe, obstacleOf, tierOf } from './eligible.js';
import { type Floor, nextChange, type Offer, route } from './route.js';
import { type Customer, claimOf, type FreeAgent, type QueueRules, STRATEGIES } from './rules.js';

const SUPPORT: QueueRules = {
  queueId: 'support',
  strategy: 'longestIdle',
  skills: {},
  tiers: [{ afterMs: 0, groups: ['first'], easeBy: 0 }],
  priority: 0,
  lastAgentMs: 0,
};

function customer(callId: string, enteredAt: number, more: Partial<Customer> = {}): Customer {
  const usual = { queueId: 'support', priority: 0, skills: {}, lastAgentId: null, passedBy: new Set<string>() };
  return { ...usual, callId, enteredAt, cameAt: enteredAt, ...more };
}

function agent(agentId: string, more: Partial<FreeAgent> = {}): FreeAgent {
  const usual = { groups: ['first'], skills: {}, rank: 0, idleSince: 0, offeredAt: 0, calls: 0, talkMs: 0 };
  return { ...usual, agentId, ...more };
}

function decide(line: readonly Customer[], free: readonly FreeAgent[], rules: QueueRules = SUPPORT, now = 0) {
  const isPresent = (): boolean => true;
  return pairs(
    route({ ranks: ranksOf(line, () => rules), free, rules: () => rules, isPresent, now, random: () => 0.99 }),
  );
}

function ranksOf(customers: readonly Customer[], rules: (queueId: string) => QueueRules) {
  const line = new Line(rules);
  for (const each of customers) line.add(each);
  return [...line.ranks];
}

function pairs(offers: readonly Offer[]): string[] {
  return offers.map(({ callId, agentIds }) => `${callId}>${agentIds.join('+')}`);
}

describe('one decision', () => {
  it('gives the one who waits longest to whoever is free, and no one two', () => {
    expect(decide([customer('a', 1), customer('b', 2)], [agent('x')])).toEqual(['a>x']);
    expect(decide([customer('a', 1), customer('b', 2)], [agent('x'), agent('y', { idleSince: -1 })])).toEqual([
      'a>y',
      'b>x',
    ]);
  });

  it.each([
    ['longestIdle', 'y'],
    ['roundRobin', 'x'],
    ['fewestCalls', 'z'],
    ['leastTalk', 'x'],
    ['topDown', 'y'],
    ['random', 'z'],
    ['ringAll', 'y+z+x'],
  ] as const)('chooses by %s', (strategy, chosen) => {
    const free = [
      agent('x', { idleSince: 9, offeredAt: 1, calls: 5, talkMs: 1, rank: 3 }),
      agent('y', { idleSince: 1, offeredAt: 2, calls: 4, talkMs: 2, rank: 1 }),
      agent('z', { idleSince: 5, offeredAt: 3, calls: 3, talkMs: 3, rank: 2 }),
    ];
    expect(decide([customer('a', 1)], free, { ...SUPPORT, strategy })).toEqual([`a>${chosen}`]);
  });

  it('asks for skills, of the queue and of the customer, by level', () => {
    const rules = { ...SUPPORT, skills: { cards: 3 } };
    const free = [agent('x', { skills: { cards: 2, french: 9 } }), agent('y', { skills: { cards: 3 } })];
    expect(decide([customer('a', 1, { skills: { french: 1 } }), customer('b', 2)], free, rules)).toEqual(['b>y']);
  });

  it('widens with the wait, to more groups and to less skill', () => {
    const tiers = [
      { afterMs: 0, groups: ['first'], easeBy: 0 },
      { afterMs: 30_000, groups: ['first'], easeBy: 2 },
      { afterMs: 60_000, groups: ['second'], easeBy: 2 },
    ];
    const rules = { ...SUPPORT, skills: { cards: 3 }, tiers };
    const free = [agent('x', { skills: { cards: 1 } }), agent('y', { groups: ['second'], skills: { cards: 1 } })];
    expect(decide([customer('a', 0)], free, rules, 29_999)).toEqual([]);
    expect(decide([customer('a', 0)], free, rules, 30_000)).toEqual(['a>x']);
    expect(decide([customer('a', 0)], free.slice(1), rules, 59_999)).toEqual([]);
    expect(decide([customer('a', 0)], free.slice(1), rules, 60_000)).toEqual(['a>y']);
    // A skill that is not there at all is never a level too low.
    expect(decide([customer('a', 0)], [agent('z', { groups: ['second'] })], rules, 60_000)).toEqual([]);
  });

  it('waits for the agent of last time, for a while, and not for one who let it ring', () => {
    const rules = { ...SUPPORT, lastAgentMs: 20_000 };
    const back = customer('a', 0, { lastAgentId: 'y' });
    expect(decide([back], [agent('x')], rules, 19_999)).toEqual([]);
    expect(decide([back], [agent('x'), agent('y', { idleSince: 9 })], rules, 19_999)).toEqual(['a>y']);
    expect(decide([back], [agent('x')], rules, 20_000)).toEqual(['a>x']);
    expect(decide([{ ...back, passedBy: new Set(['y']) }], [agent('x')], rules, 5)).toEqual(['a>x']);
  });

  it('offers it to someone else than who let it ring, as long as there is one', () => {
    const passed = customer('a', 0, { passedBy: new Set(['x']) });
    expect(decide([passed], [agent('x'), agent('y', { idleSince: 9 })])).toEqual(['a>y']);
    expect(decide([passed], [agent('x')])).toEqual(['a>x']);
  });

  it('passes over who is away, and finds the next of the same rank', () => {
    const isAway = (callId: string): boolean => callId !== 'c';
    const line = [customer('a', 1), customer('b', 2), customer('c', 3), customer('d', 4)];
    const floor = { ranks: ranksOf(line, () => SUPPORT), free: [agent('x'), agent('y')], rules: () => SUPPORT };
    expect(pairs(route({ ...floor, isPresent: () => true, isAway, now: 9, random: () => 0 }))).toEqual(['c>x']);
  });

  it('knows when waiting alone will change it', () => {
    const tiers = [...SUPPORT.tiers, { afterMs: 30_000, groups: ['second'], easeBy: 0 }];
    const rules = (): QueueRules => ({ ...SUPPORT, tiers, lastAgentMs: 10_000 });
    expect(nextChange({ ranks: [[customer('a', 5)]], rules, now: 6 })).toBe(30_005);
    expect(nextChange({ ranks: [[customer('a', 5, { lastAgentId: 'x' })]], rules, now: 6 })).toBe(10_005);
    expect(nextChange({ ranks: [[customer('a', 5)]], rules, now: 30_005 })).toBe(null);
  });
});

const GROUPS = ['first', 'second', 'third'] as const;
const SKILLS = ['cards', 'french'] as const;
const NAMES = Array.from({ length: 8 }, (_, index) => `agent-${index}`);

const groups = fc.subarray([...GROUPS], { minLength: 1 });
const levels = (least: number) =>
  fc.dictionary(fc.constantFrom(...SKILLS), fc.integer({ min: least, max: 4 }), { maxKeys: 2 });
const queue = fc.record({
  strategy: fc.constantFrom(...STRATEGIES),
  skills: levels(1),
  tiers: fc
    .array(
      fc.record({ afterMs: fc.integer({ min: 1, max: 90_000 }), groups, easeBy: fc.integer({ min: 0, max: 3 }) }),
      {
        maxLength: 3,
      },
    )
    .map((later) => [{ afterMs: 0, groups: ['first'], easeBy: 0 }, ...later.sort((a, b) => a.afterMs - b.afterMs)]),
  priority: fc.integer({ min: 0, max: 3 }),
  lastAgentMs: fc.constantFrom(0, 20_000),
});
const inLine = fc.record({
  queueId: fc.constantFrom('0', '1', '2'),
  enteredAt: fc.integer({ min: 0, max: 120_000 }),
  priority: fc.integer({ min: 0, max: 2 }),
  skills: levels(1),
  lastAgentId: fc.option(fc.constantFrom(...NAMES)),
  passedBy: fc.subarray([...NAMES], { maxLength: 3 }).map((names) => new Set(names)),
});
const atDesk = fc.record({
  groups,
  skills: levels(1),
  rank: fc.nat(5),
  idleSince: fc.nat(5),
  offeredAt: fc.nat(5),
  calls: fc.nat(3),
  talkMs: fc.nat(3),
});

type TestFloor = Floor & { readonly line: readonly Customer[]; readonly free: readonly FreeAgent[] };

const floors: fc.Arbitrary<TestFloor> = fc
  .record({
    queues: fc.array(queue, { minLength: 3, maxLength: 3 }),
    waiting: fc.array(inLine, { maxLength: 14 }),
    free: fc.array(atDesk, { maxLength: NAMES.length }),
    absent: fc.subarray([...NAMES]),
  })
  .map(({ queues, waiting, free, absent }) => {
    const rules = queues.map((each, index) => ({ ...each, queueId: String(index) }));
    const ruleOf = (queueId: string): QueueRules => rules[Number(queueId)] as QueueRules;
    const claim = (each: Customer): number => claimOf(each, ruleOf(each.queueId));
    const line = waiting.map((each, index) => ({ ...each, cameAt: each.enteredAt, callId: `call-${index}` }));
    return {
      line: line.sort((one, other) => claim(one) - claim(other)),
      ranks: ranksOf(line, ruleOf),
      free: free.map((each, index) => ({ ...each, agentId: NAMES[index] ?? '' })),
      rules: ruleOf,
      isPresent: (agentId: string) => !absent.includes(agentId),
      now: 120_000,
      random: () => 0.5,
    };
  });

/** Why this agent is not for that customer, in a word; null if the agent is. */
function why(floor: Floor, waits: Customer, by: FreeAgent): string | null {
  const rules = floor.rules(waits.queueId) as QueueRules;
  const isHeld = isHeldForLast(waits, rules, floor.isPresent, floor.now);
  return obstacleOf(waits, by, rules, tierOf(waits, rules, floor.now), isHeld);
}

describe('whatever the floor', () => {
  it('decides the same where only those are looked at who may serve a queue at all', () => {
    fc.assert(
      fc.property(floors, (floor) => {
        const freeFor = (queueId: string) =>
          floor.free.filter((agent) => mayServe(agent, floor.rules(queueId) as QueueRules));
        expect(route({ ...floor, freeFor })).toEqual(route(floor));
      }),
    );
  });

  it('offers nobody twice, on either side, and only what an agent may take', () => {
    fc.assert(
      fc.property(floors, (floor) => {
        const offers = route(floor);
        const calls = offers.map(({ callId }) => callId);
        const agents = offers.flatMap(({ agentIds }) => agentIds);
        expect(new Set(calls).size).toBe(calls.length);
        expect(new Set(agents).size).toBe(agents.length);
        for (const { callId, agentIds } of offers) {
          const served = floor.line.find((each) => each.callId === callId) as Customer;
          const isAll = floor.rules(served.queueId)?.strategy === 'ringAll';
          expect(agentIds.length === 1 || isAll).toBe(true);
          for (const each of agentIds) {
            expect(why(floor, served, floor.free.find(({ agentId }) => agentId === each) as FreeAgent)).toBe(null);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('passes nobody over without a reason: an obstacle to that very agent', () => {
    fc.assert(
      fc.property(floors, (floor) => {
        const offers = route(floor);
        const served = new Map(offers.map(({ callId, agentIds }) => [callId, agentIds]));
        for (const [place, waits] of floor.line.entries()) {
          if (served.has(waits.callId)) continue;
          for (const later of floor.line.slice(place + 1)) {
            for (const each of served.get(later.callId) ?? []) {
              const by = floor.free.find(({ agentId }) => agentId === each) as FreeAgent;
              expect(why(floor, waits, by), `${waits.callId} waits, ${later.callId} is offered to ${each}`).not.toBe(
                null,
              );
            }
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves nobody waiting whom someone still free could take', () => {
    fc.assert(
      fc.property(floors, (floor) => {
        const offers = route(floor);
        const busy = new Set(offers.flatMap(({ agentIds }) => agentIds));
        const served = new Set(offers.map(({ callId }) => callId));
        const free = floor.free.filter(({ agentId }) => !busy.has(agentId));
        const idle = floor.line
          .filter(({ callId }) => !served.has(callId))
          .flatMap((waits) => free.filter((each) => why(floor, waits, each) === null));
        expect(idle).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
