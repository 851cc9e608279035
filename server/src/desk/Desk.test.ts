import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hall, queueOf, RING_MS } from '../../test/Hall.js';
import { STRATEGIES, type Strategy } from './routing/rules.js';
import { MISSED } from './seat.js';

describe('the desk', () => {
  it('offers who comes to whoever is free, one after the other, and tells the others their places', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const [one, two, three] = ['support', 'support', 'support'].map((queue) => hall.call(queue)) as [
      string,
      string,
      string,
    ];
    expect([hall.rings(one), hall.statusOf('a0')]).toEqual(['a0', 'ringing']);
    await hall.clock.pass(1_000);
    expect([hall.places.get(two), hall.places.get(three)]).toEqual([1, 2]);
    hall.accept(one, 'a0');
    expect(hall.statusOf('a0')).toBe('inCall');
    hall.end(one);
    expect([hall.statusOf('a0'), hall.rings(two)]).toEqual(['wrapUp', '']);
    await hall.clock.pass(31_000);
    expect([hall.statusOf('a0'), hall.rings(two), hall.places.get(three)]).toEqual(['ringing', 'a0', 1]);
    hall.accept(two, 'a0');
    hall.end(two);
    hall.desk.done('a0');
    expect(hall.rings(three)).toBe('a0');
  });

  it('an offer that nobody takes goes to the next, and the customer to the front', async () => {
    const hall = new Hall([queueOf('support')], [{}, {}]);
    const one = hall.call('support');
    expect(hall.rings(one)).toBe('a0');
    hall.desk.choose('a1', 'break', 'lunch');
    const two = hall.call('support');
    await hall.clock.pass(RING_MS);
    // Nobody else is there, and who waited longer goes first.
    expect([hall.rings(one), hall.rings(two)]).toEqual(['a0', '']);
    hall.desk.choose('a1', 'available', null);
    expect(hall.rings(two)).toBe('a1');
    hall.end(two);
    hall.decline(one);
    expect(hall.rings(one)).toBe('a1');
  });

  it('an agent who leaves three offers goes on a break and is told why; the customer waits on', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const call = hall.call('support');
    await hall.clock.pass(3 * RING_MS + 1_000);
    expect(hall.seats.get('a0')).toMatchObject({ status: 'break', reason: MISSED });
    expect([hall.rings(call), hall.places.get(call)]).toEqual(['', 1]);
    hall.work('a0');
    expect(hall.rings(call)).toBe('a0');
  });

  it('who leaves the line, or while it rings, frees the agent at once', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const [one, two, three] = ['support', 'support', 'support'].map((queue) => hall.call(queue)) as [
      string,
      string,
      string,
    ];
    hall.end(two);
    await hall.clock.pass(1_000);
    expect(hall.places.get(three)).toBe(1);
    hall.end(one);
    expect([hall.statusOf('a0'), hall.rings(three), hall.seats.get('a0')?.missed]).toEqual(['ringing', 'a0', 0]);
  });

  it('rings all, and the first has it', () => {
    const hall = new Hall([queueOf('support', { strategy: 'ringAll' })], [{}, {}]);
    const call = hall.call('support');
    expect(hall.rings(call)).toBe('a0+a1');
    hall.accept(call, 'a1');
    expect([hall.statusOf('a0'), hall.statusOf('a1')]).toEqual(['available', 'inCall']);
  });

  it('rings all, and who leaves three such offers that nobody takes goes on a break, too', async () => {
    const hall = new Hall([queueOf('support', { strategy: 'ringAll' })], [{}, {}]);
    const call = hall.call('support');
    hall.decline(call, 'a0');
    // The other may take it still.
    expect([hall.rings(call), hall.seats.get('a0')?.missed]).toEqual(['a1', 0]);
    await hall.clock.pass(RING_MS);
    expect([hall.rings(call), hall.seats.get('a1')?.missed]).toEqual(['a0+a1', 1]);
    await hall.clock.pass(3 * RING_MS);
    const onBreak = { status: 'break', reason: MISSED };
    expect([hall.rings(call), hall.seats.get('a0'), hall.seats.get('a1')]).toMatchObject(['', onBreak, onBreak]);
  });

  it('offers nothing to who cannot be reached, and everything once that is over', () => {
    const hall = new Hall([queueOf('support')], [{}]);
    hall.desk.reach('a0', 'soundBlocked');
    const call = hall.call('support');
    expect(hall.rings(call)).toBe('');
    hall.desk.reach('a0', null);
    expect(hall.rings(call)).toBe('a0');
  });

  it('says no to who comes too late, too many or to nobody', () => {
    const closed = { timeZone: 'UTC', week: {}, holidays: {} };
    const queues = [
      queueOf('closed', { hours: closed }),
      queueOf('full', { maxLength: 1 }),
      queueOf('empty', { mayWaitForNobody: false, tiers: [{ afterMs: 0, groups: ['other'], easeBy: 0 }] }),
    ];
    const hall = new Hall(queues);
    expect([hall.call('closed'), hall.call('full'), hall.call('full'), hall.call('empty')]).toEqual([
      'closed',
      'c2',
      'full',
      'nobody',
    ]);
  });

  it('counts those alone who know enough to take a call of the queue, at any time of the wait', () => {
    const skills = { router: 5 };
    const strict = { skills, mayWaitForNobody: false };
    const later = [...queueOf('any').tiers, { afterMs: 60_000, groups: ['first'], easeBy: 2 }];
    const queues = [queueOf('vip', strict), queueOf('eased', { ...strict, tiers: later })];
    const hall = new Hall(queues, [{ skills: { router: 3 } }]);
    expect([hall.call('vip'), hall.call('eased')]).toEqual(['nobody', 'c2']);
    expect(queues.map((queue) => hall.desk.lineOf(queue).agents)).toEqual([0, 1]);
  });

  it('takes an estimate back when there is no ground for it any more, also far back in the line', async () => {
    const hall = new Hall([queueOf('support')], [{}, {}]);
    hall.handled = Array.from({ length: 5 }, () => 60_000);
    const calls = Array.from({ length: 40 }, () => hall.call('support'));
    for (const each of calls.slice(0, 2)) hall.accept(each, hall.rings(each));
    await hall.clock.pass(500);
    const [first, last] = [calls[2] ?? '', calls.at(-1) ?? ''];
    const before = hall.waits.get(last);
    expect([hall.waits.get(first), before]).not.toContain(null);
    hall.desk.choose('a0', 'break', null);
    await hall.clock.pass(500);
    // Half as many agents, twice the wait.
    expect(hall.waits.get(last)).not.toEqual(before);
    hall.desk.reach('a1', 'pageFrozen');
    await hall.clock.pass(500);
    expect([hall.waits.get(first), hall.waits.get(last)]).toEqual([null, null]);
  });

  it('has nobody wait for the agent of last time who may not take the call, or not yet', async () => {
    const tiers = [...queueOf('any').tiers, { afterMs: 10_000, groups: ['second'], easeBy: 0 }];
    const wait = { lastAgentMs: 30_000 };
    const queues = [queueOf('skilled', { ...wait, skills: { router: 5 } }), queueOf('tiers', { ...wait, tiers })];
    const hall = new Hall(queues, [{ skills: { router: 5 } }, { groups: ['second'], skills: { router: 9 } }]);
    hall.lastAgent = 'a1';
    const one = hall.call('skilled');
    expect(hall.rings(one)).toBe('a0');
    const two = hall.call('tiers');
    await hall.clock.pass(10_000);
    expect(hall.rings(two)).toBe('a1');
    hall.end(one);
    hall.end(two);
    expect(hall.rings(hall.call('tiers'))).toBe('a0');
  });

  it('offers nobody who is away, keeps their place, and offers them first when they are back', async () => {
    const hall = new Hall([queueOf('support', { wrapUpMs: 0 })], [{}]);
    hall.desk.choose('a0', 'break', null);
    const [one, two, three] = ['support', 'support', 'support'].map((queue) => hall.call(queue)) as [
      string,
      string,
      string,
    ];
    hall.goesAway(one);
    hall.goesAway(three);
    hall.desk.choose('a0', 'available', null);
    await hall.clock.pass(1_000);
    expect([hall.rings(two), hall.places.get(one), hall.places.get(three)]).toEqual(['a0', 1, 2]);
    hall.accept(two, 'a0');
    hall.goesAway(three, false);
    hall.goesAway(one, false);
    hall.end(two);
    expect(hall.rings(one)).toBe('a0');
    hall.decline(one);
    hall.goesAway(one);
    hall.end(one);
    expect(hall.rings(three)).toBe('a0');
    hall.goesAway(three);
    expect(hall.rings(three), 'what rings, rings on').toBe('a0');
    hall.decline(three);
    expect(hall.rings(three)).toBe('');
    hall.goesAway(three, false);
    expect(hall.rings(three)).toBe('a0');
  });

  it('hands a customer over also while the agent who asked for it is away', () => {
    const hall = new Hall([queueOf('support')], [{}, {}]);
    hall.desk.choose('a1', 'break', null);
    const host = hall.call('support');
    hall.accept(host, 'a0');
    const side = hall.call('support', {
      caller: { userId: 'a0', name: 'a0' },
      room: { callId: host, as: 'transfer' },
    });
    hall.goesAway(side);
    hall.desk.choose('a1', 'available', null);
    expect(hall.rings(side)).toBe('a1');
  });

  it('ends a wait that is too long', async () => {
    const hall = new Hall([queueOf('support', { maxWaitMs: 60_000 })]);
    const call = hall.call('support');
    await hall.clock.pass(59_999);
    expect(hall.calls.has(call)).toBe(true);
    await hall.clock.pass(1);
    expect(hall.calls.has(call)).toBe(false);
  });

  it('an agent whom somebody calls by name is in that call, without a wrap-up', () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const call = hall.dial('x', 'a0');
    expect(hall.statusOf('a0')).toBe('ringing');
    hall.accept(call, 'a0');
    expect([hall.statusOf('a0'), hall.rings(hall.call('support'))]).toEqual(['inCall', '']);
    hall.end(call);
    expect(hall.statusOf('a0')).toBe('ringing');
  });
});

type Deed = readonly [what: string, who: number, value: number];

const deeds = fc.array(
  fc.tuple(
    fc.constantFrom('call', 'accept', 'decline', 'end', 'leave', 'wish', 'reach', 'done', 'pass'),
    fc.nat(7),
    fc.nat(2),
  ),
  { minLength: 10, maxLength: 80 },
);

async function act(hall: Hall, [what, who, value]: Deed): Promise<void> {
  const agentId = `a${who % 3}`;
  const rung = [...hall.calls.values()].filter(({ state }) => state === 'ringing')[
    who % Math.max(1, hall.ringing.size)
  ];
  const lives = [...hall.calls.values()];
  const call = lives[who % Math.max(1, lives.length)];
  if (what === 'call') hall.call(String(value % 2));
  if (what === 'accept' && rung) hall.accept(rung.callId, rung.targets[value % rung.targets.length] ?? '');
  if (what === 'decline' && rung) hall.decline(rung.callId, value === 0 ? null : (rung.targets[0] ?? null));
  if (what === 'end' && call) hall.end(call.callId);
  if (what === 'wish')
    hall.desk.choose(agentId, (['available', 'break', 'offline'] as const)[value] ?? 'offline', null);
  if (what === 'reach') hall.desk.reach(agentId, value === 0 ? 'pageFrozen' : null);
  if (what === 'done') hall.desk.done(agentId);
  if (what === 'pass') await hall.clock.pass(1_000 * 7 ** value);
  await hall.clock.pass(0);
}

/** What must hold at every moment. */
function check(hall: Hall): void {
  const rung = [...hall.calls.values()].flatMap(({ targets }) => targets);
  expect(new Set(rung).size, 'no agent rings for two').toBe(rung.length);
  const talking = [...hall.calls.values()].filter(({ state }) => state === 'started');
  for (const seat of hall.seats.values()) {
    const isInCall = talking.some(({ callee }) => callee?.userId === seat.agentId);
    expect(seat.status === 'inCall', `${seat.agentId} is in a call`).toBe(isInCall);
    expect(seat.status === 'ringing', `${seat.agentId} rings`).toBe(rung.includes(seat.agentId));
    if (isInCall) expect(rung).not.toContain(seat.agentId);
    // Nobody waits while somebody who may take it has nothing to do.
    const isIdle = seat.status === 'available' && seat.unreachable === null;
    const waiting = [...hall.calls.values()].filter(({ state }) => state === 'waiting');
    if (isIdle) expect(waiting).toEqual([]);
  }
}

/** Once everybody has gone home: who is left in line has been told the true place. */
async function checkPlaces(hall: Hall): Promise<void> {
  for (const agentId of hall.seats.keys()) hall.desk.choose(agentId, 'offline', null);
  for (const callId of [...hall.ringing.keys()]) hall.decline(callId);
  await hall.clock.pass(500);
  const waiting = [...hall.calls.values()].filter(({ state }) => state === 'waiting');
  for (const queueId of ['0', '1']) {
    const places = waiting.filter((each) => each.queueId === queueId).map(({ callId }) => hall.places.get(callId) ?? 0);
    expect(places.sort((one, other) => one - other)).toEqual(places.map((_, index) => index + 1));
  }
}

describe('whatever people do', () => {
  it('no agent has two, none is idle while someone waits, and places are 1, 2, 3 …', async () => {
    const strategy = fc.constantFrom<Strategy>(...STRATEGIES);
    await fc.assert(
      fc.asyncProperty(deeds, strategy, async (story, how) => {
        const queues = ['0', '1'].map((queueId) => queueOf(queueId, { strategy: how, wrapUpMs: 5_000 }));
        const hall = new Hall(queues, [{}, {}, {}]);
        for (const deed of story) {
          await act(hall, deed);
          check(hall);
        }
        await checkPlaces(hall);
      }),
      { numRuns: 300 },
    );
  });
});
