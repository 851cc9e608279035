import type { CallSnapshot, Decision } from '@frontdesk/protocol';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../calls/ports.js';
import type { Member } from './Member.js';
import { Panel } from './Panel.js';

const DECIDE_MS = 2_000;
const ALLOW = { code: 0, text: '' };

/** Time that passes when a test says so; timers that were stopped are gone. */
function makeClock() {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  const clock: Clock = {
    now: () => now,
    at: (at, callback) => {
      const timer = { at, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const pass = (ms: number) => {
    now += ms;
    for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.callback();
  };
  return { clock, timers, pass };
}

function makePanel() {
  const time = makeClock();
  return { ...time, panel: new Panel(time.clock, DECIDE_MS, pino({ level: 'silent' })) };
}

/** A desk in this process: says `answer` to every call, and keeps what it was asked. */
function desk(answer: (call: CallSnapshot) => unknown, more: Partial<Member> = {}) {
  const asked: string[] = [];
  const member: Member = {
    name: 'desk',
    capacity: 10,
    ask: async (call) => {
      asked.push(call.callId);
      return answer(call);
    },
    ...more,
  };
  return { ...member, asked };
}

/** The caller waits. */
const STAYS = new AbortController().signal;

const never = () => new Promise(() => undefined);
const calls = (many: number) => Array.from({ length: many }, (_, index) => call(`call-${index + 1}`));

function call(callId: string): CallSnapshot {
  const caller = { userId: 'ann', name: 'Ann', role: 'caller', endpointId: 'page' } as const;
  const nothing = {
    roomId: null,
    room: null,
    code: null,
    endedBy: null,
    ringingAt: null,
    startedAt: null,
    finishedAt: null,
  };
  const callee = { userId: 'bob', name: 'Bob', role: null, endpointId: null };
  const asked = { flags: 3, param: 0, text: '', requestedAt: 1, expiresAt: 2 };
  return { callId, version: 1, state: 'deciding', caller, callee, ...asked, ...nothing };
}

/** What the panel says of so many calls, one after another. */
async function inTurn(panel: Panel, many: number): Promise<(Decision | null)[]> {
  const decisions: (Decision | null)[] = [];
  for (const each of calls(many)) decisions.push(await panel.decide(each, STAYS));
  return decisions;
}

describe('a panel', () => {
  it('[C4] of nobody is not attached, and decides nothing', async () => {
    const { panel } = makePanel();
    expect([panel.isAttached, await panel.decide(call('a'), STAYS)]).toEqual([false, null]);
    const detach = panel.attach(desk(() => ALLOW));
    expect(panel.isAttached).toBe(true);
    detach();
    expect([panel.isAttached, await panel.decide(call('b'), STAYS)]).toEqual([false, null]);
  });

  it('[C4] passes on what a desk in this process says: allow, deny, route, hold', async () => {
    const said: unknown[] = [{ code: 0 }, { code: 4711, text: 'later' }, { route: 'cid' }, { hold: true }];
    const { panel, timers } = makePanel();
    panel.attach(desk(() => said.shift()));
    expect(await inTurn(panel, 4)).toEqual([ALLOW, { code: 4711, text: 'later' }, { route: 'cid' }, { hold: true }]);
    expect(timers.size).toBe(0);
  });

  it('[C4] takes anything else for no answer', async () => {
    const nonsense = [
      undefined,
      null,
      0,
      'ok',
      true,
      [],
      {},
      { code: -1 },
      { code: 2 ** 31 },
      { code: 1.5 },
      { code: '0' },
      { code: 0, text: 5 },
      { code: 1, text: 'x'.repeat(4_097) },
      { code: 0, route: 'cid' },
      { code: 0, hold: true },
      { hold: false },
      { hold: 'true' },
      { route: '' },
      { route: 'a name with spaces' },
      { route: ['cid'] },
      { route: 'cid', hold: true },
    ];
    for (const answer of nonsense) {
      const { panel } = makePanel();
      panel.attach(desk(() => answer));
      expect(await panel.decide(call('a'), STAYS), JSON.stringify(answer)).toBeNull();
    }
  });

  it('[C4] takes one that fails for no answer: it rejects, it throws', async () => {
    const { panel } = makePanel();
    panel.attach(desk(() => Promise.reject(new Error('no'))));
    expect(await panel.decide(call('a'), STAYS)).toBeNull();
    const other = makePanel();
    other.panel.attach({
      name: 'wild',
      capacity: 1,
      ask: () => {
        throw new Error('no');
      },
    });
    expect(await other.panel.decide(call('a'), STAYS)).toBeNull();
  });

  it('[C4] waits for DECIDE_MS and no longer; what comes later is ignored', async () => {
    const { panel, pass, timers } = makePanel();
    let answerLate: (answer: unknown) => void = () => undefined;
    panel.attach(desk(() => new Promise((resolve) => (answerLate = resolve))));
    const decided = panel.decide(call('a'), STAYS);
    pass(DECIDE_MS - 1);
    expect(timers.size).toBe(1);
    pass(1);
    expect(await decided).toBeNull();
    answerLate({ code: 0 });
    expect(timers.size).toBe(0);
  });

  it('[C4] whose member leaves while it thinks has no answer at once, and no timer left', async () => {
    const { panel, timers } = makePanel();
    const detach = panel.attach(desk(never));
    const decided = [panel.decide(call('a'), STAYS), panel.decide(call('b'), STAYS)];
    detach();
    expect(await Promise.all(decided)).toEqual([null, null]);
    expect(timers.size).toBe(0);
  });

  it('asks its members in turn, also as they come and go', async () => {
    const { panel } = makePanel();
    const [one, two, three] = [desk(() => ALLOW), desk(() => ALLOW), desk(() => ALLOW)];
    const leave = panel.attach(one);
    panel.attach(two);
    await inTurn(panel, 4);
    expect([one.asked, two.asked]).toEqual([
      ['call-1', 'call-3'],
      ['call-2', 'call-4'],
    ]);
    panel.attach(three);
    await inTurn(panel, 6);
    expect([one.asked.length, two.asked.length, three.asked.length]).toEqual([4, 4, 2]);
    leave();
    await inTurn(panel, 4);
    expect([one.asked.length, two.asked.length, three.asked.length]).toEqual([4, 6, 4]);
  });

  it('[C4] asks one that failed 5 times in a row no more, and the others in its place', async () => {
    const { panel } = makePanel();
    const bad = desk(() => 'nonsense');
    const good = desk(() => ALLOW);
    panel.attach(bad);
    panel.attach(good);
    const decisions = await inTurn(panel, 20);
    expect([bad.asked.length, good.asked.length]).toEqual([5, 15]);
    expect(decisions.filter((decision) => decision === null)).toHaveLength(5);
  });

  it('[C4] with none that answers has no answer at once, but is attached; a probe brings it back', async () => {
    const { panel, pass } = makePanel();
    let answer: unknown = 'nonsense';
    const member = desk(() => answer);
    panel.attach(member);
    await inTurn(panel, 20);
    expect([panel.isAttached, member.asked.length]).toEqual([true, 5]);
    pass(1_000);
    await inTurn(panel, 5);
    expect(member.asked).toHaveLength(6);
    answer = { hold: true };
    pass(1_999);
    expect(await inTurn(panel, 1)).toEqual([null]);
    pass(1);
    expect(await inTurn(panel, 3)).toEqual([{ hold: true }, { hold: true }, { hold: true }]);
  });

  it('[C4] gives a member no more questions than it takes at once', async () => {
    const { panel, pass, timers } = makePanel();
    const slow = desk(never, { capacity: 2 });
    const quick = desk(() => ALLOW);
    panel.attach(slow);
    const held = [panel.decide(call('a'), STAYS), panel.decide(call('b'), STAYS)];
    expect(await panel.decide(call('c'), STAYS)).toBeNull();
    panel.attach(quick);
    expect(await inTurn(panel, 3)).toEqual([ALLOW, ALLOW, ALLOW]);
    pass(DECIDE_MS);
    expect(await Promise.all(held)).toEqual([null, null]);
    expect([slow.asked.length, timers.size]).toEqual([2, 0]);
  });

  it('[C4] a caller who leaves frees the seat at once, and says nothing of the member', async () => {
    const { panel, pass } = makePanel();
    panel.attach(desk(never, { capacity: 1 }));
    for (let count = 0; count < 10; count += 1) {
      const leaves = new AbortController();
      const decided = panel.decide(call('a'), leaves.signal);
      leaves.abort();
      expect(await decided).toBeNull();
    }
    expect(panel.health).toMatchObject({ open: 0, failed: 0, unasked: 0 });
    for (let count = 0; count < 5; count += 1) {
      const late = new AbortController();
      const decided = panel.decide(call('b'), late.signal);
      // The policy answers in the caller's place when the time is over: that the member did not is its failure.
      pass(DECIDE_MS);
      late.abort();
      expect(await decided).toBeNull();
    }
    expect(panel.health).toMatchObject({ open: 1, failed: 5 });
  });
});
