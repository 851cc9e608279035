import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../test/VirtualClock.js';
import { Desk } from './Desk.js';
import type { Profile, Queue } from './ports.js';
import { STRATEGIES, type Strategy } from './routing/rules.js';
import { MISSED, type Seat } from './seat.js';

const RING_MS = 20_000;

function queueOf(queueId: string, more: Partial<Queue> = {}): Queue {
  return {
    queueId,
    name: queueId,
    strategy: 'longestIdle',
    skills: {},
    tiers: [{ afterMs: 0, groups: ['first'], easeBy: 0 }],
    priority: 0,
    lastAgentMs: 0,
    hours: null,
    maxLength: null,
    mayWaitForNobody: true,
    wrapUpMs: 30_000,
    maxWaitMs: 600_000,
    ...more,
  };
}

/** The calls as the server would carry them, and the desk beside them. */
class Hall {
  readonly clock = new VirtualClock(0);
  readonly seats = new Map<string, Seat>();
  readonly places = new Map<string, number>();
  readonly calls = new Map<string, CallSnapshot>();
  readonly desk: Desk;
  /** Whom each ringing call rings, and the stop of its clock. */
  readonly ringing = new Map<string, { readonly to: readonly string[]; readonly stop: () => void }>();
  lastAgent: string | null = null;
  #number = 0;

  constructor(queues: readonly Queue[], profiles: readonly Partial<Profile>[] = []) {
    const agents = profiles.map((each, rank) => ({
      agentId: `a${rank}`,
      groups: ['first'],
      skills: {},
      rank,
      ...each,
    }));
    this.desk = new Desk({
      plan: {
        queue: (queueId) => queues.find((each) => each.queueId === queueId) ?? null,
        profile: (agentId) => agents.find((each) => each.agentId === agentId) ?? null,
      },
      acts: {
        assign: async (callId, to) => this.#assign(callId, to),
        update: async (callId, { param }) => {
          this.places.set(callId, param);
          return true;
        },
        finish: async (callId, code) => {
          this.end(callId, code);
          return true;
        },
      },
      history: { lastAgentOf: () => this.lastAgent },
      clock: this.clock,
      random: () => 0.5,
      onSeat: (seat) => this.seats.set(seat.agentId, seat),
    });
    for (const { agentId } of agents) this.work(agentId);
  }

  work(agentId: string): void {
    this.desk.sit(agentId);
    this.desk.reach(agentId, null);
    this.desk.choose(agentId, 'available', null);
  }

  /** Someone calls a queue; the call's id if it waits, else what it ended with. */
  call(queueId: string): string {
    this.#number += 1;
    const callId = `c${this.#number}`;
    const party = { name: '', role: 'caller', endpointId: null } as const;
    const call = {
      callId,
      state: 'deciding',
      caller: { ...party, userId: `u${this.#number}` },
      callee: { ...party, userId: `queue.${queueId}` },
      requestedAt: this.clock.now(),
    } as CallSnapshot;
    const decision = this.desk.decide(call);
    if (!('hold' in decision)) return 'text' in decision ? decision.text : '';
    this.#set(callId, { ...call, state: 'waiting' });
    this.desk.waits(this.calls.get(callId) as CallSnapshot);
    return callId;
  }

  accept(callId: string, agentId: string): void {
    const call = this.calls.get(callId);
    if (!call || !this.ringing.get(callId)?.to.includes(agentId)) return;
    this.#quiet(callId);
    this.#set(callId, { ...call, state: 'started', callee: { ...call.callee, userId: agentId } });
    this.desk.started(this.calls.get(callId) as CallSnapshot);
  }

  decline(callId: string): void {
    const call = this.calls.get(callId);
    if (!call || !this.ringing.has(callId)) return;
    this.#quiet(callId);
    this.#set(callId, { ...call, state: 'waiting' });
    this.desk.waits(this.calls.get(callId) as CallSnapshot);
  }

  end(callId: string, code: number = CODES.ok): void {
    const call = this.calls.get(callId);
    if (!call) return;
    this.#quiet(callId);
    this.calls.delete(callId);
    this.places.delete(callId);
    this.desk.ended({ ...call, state: 'finished', code });
  }

  statusOf(agentId: string): string {
    return this.seats.get(agentId)?.status ?? '';
  }

  rings(callId: string): string {
    return this.ringing.get(callId)?.to.join('+') ?? '';
  }

  #assign(callId: string, to: readonly string[]): boolean {
    const call = this.calls.get(callId);
    if (call?.state !== 'waiting') return false;
    this.#set(callId, { ...call, state: 'ringing' });
    this.ringing.set(callId, { to, stop: this.clock.at(this.clock.now() + RING_MS, () => this.decline(callId)) });
    return true;
  }

  #quiet(callId: string): void {
    this.ringing.get(callId)?.stop();
    this.ringing.delete(callId);
  }

  #set(callId: string, call: CallSnapshot): void {
    this.calls.set(callId, call);
  }
}

describe('the desk', () => {
  it('offers who comes to whoever is free, one after the other, and tells the others their places', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const [one, two, three] = ['support', 'support', 'support'].map((queue) => hall.call(queue)) as [
      string,
      string,
      string,
    ];
    expect([hall.rings(one), hall.statusOf('a0')]).toEqual(['a0', 'ringing']);
    expect([hall.places.get(two), hall.places.get(three)]).toEqual([1, 2]);
    hall.accept(one, 'a0');
    expect(hall.statusOf('a0')).toBe('inCall');
    hall.end(one);
    expect([hall.statusOf('a0'), hall.rings(two)]).toEqual(['wrapUp', '']);
    await hall.clock.pass(30_000);
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
    await hall.clock.pass(3 * RING_MS);
    expect(hall.seats.get('a0')).toMatchObject({ status: 'break', reason: MISSED });
    expect([hall.rings(call), hall.places.get(call)]).toEqual(['', 1]);
    hall.work('a0');
    expect(hall.rings(call)).toBe('a0');
  });

  it('who leaves the line, or while it rings, frees the agent at once', () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const [one, two, three] = ['support', 'support', 'support'].map((queue) => hall.call(queue)) as [
      string,
      string,
      string,
    ];
    hall.end(two);
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
    const party = { name: '', role: 'caller', endpointId: null } as const;
    const call = { callId: 'd', caller: { ...party, userId: 'x' }, callee: { ...party, userId: 'a0' } } as CallSnapshot;
    expect(hall.desk.decide(call)).toEqual({ code: 0, text: '' });
    hall.desk.started(call);
    expect([hall.statusOf('a0'), hall.rings(hall.call('support'))]).toEqual(['inCall', '']);
    hall.desk.ended(call);
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
  const rung = [...hall.ringing][who % Math.max(1, hall.ringing.size)];
  const lives = [...hall.calls.values()];
  const call = lives[who % Math.max(1, lives.length)];
  if (what === 'call') hall.call(String(value % 2));
  if (what === 'accept' && rung) hall.accept(rung[0], rung[1].to[value % rung[1].to.length] ?? '');
  if (what === 'decline' && rung) hall.decline(rung[0]);
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
  const rung = [...hall.ringing.values()].flatMap(({ to }) => to);
  expect(new Set(rung).size, 'no agent rings for two').toBe(rung.length);
  const talking = [...hall.calls.values()].filter(({ state }) => state === 'started');
  for (const seat of hall.seats.values()) {
    const isInCall = talking.some(({ callee }) => callee.userId === seat.agentId);
    expect(seat.status === 'inCall', `${seat.agentId} is in a call`).toBe(isInCall);
    expect(seat.status === 'ringing', `${seat.agentId} rings`).toBe(rung.includes(seat.agentId));
    if (isInCall) expect(rung).not.toContain(seat.agentId);
    // Nobody waits while somebody who may take it has nothing to do.
    const isIdle = seat.status === 'available' && seat.unreachable === null;
    const waiting = [...hall.calls.values()].filter(({ state }) => state === 'waiting');
    if (isIdle) expect(waiting).toEqual([]);
  }
  const waiting = [...hall.calls.values()].filter(({ state }) => state === 'waiting');
  for (const queueId of ['0', '1']) {
    const places = waiting
      .filter(({ callee }) => callee.userId === `queue.${queueId}`)
      .map(({ callId }) => hall.places.get(callId) ?? 0);
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
      }),
      { numRuns: 300 },
    );
  });
});
