import type { DeskNewsMap, DeskNewsName, Result, Role } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../test/VirtualClock.js';
import type { Started } from '../calls/call.js';
import type { AgentPage } from './AgentsDesk.js';
import { DEFAULT_PLAN } from './defaultPlan.js';
import { openReception } from './openReception.js';
import { PlanBook } from './PlanBook.js';

const nothing = async () => undefined;
const STORE = {
  load: async () => null,
  begin: nothing,
  putQueue: nothing,
  deleteQueue: nothing,
  putAgent: nothing,
  deleteAgent: nothing,
};

const STARTED: Started = {
  state: 'started',
  asked: {
    callId: 'c1',
    caller: { userId: 'zoe', name: 'Zoë', role: 'caller' },
    callerEndpoint: 'z',
    dialed: { userId: 'ines', name: 'Ines', role: 'agent' },
    flags: 3,
    param: 0,
    text: '',
    preconnect: false,
    room: null,
    requestedAt: 1_000,
  },
  version: 3,
  callee: { userId: 'ines', name: 'Ines', role: 'agent' },
  calleeEndpoint: 'i',
  ringingAt: 1_000,
  startedAt: 2_000,
  roomId: 7,
  rang: [],
  lost: { caller: null, callee: null },
  unshown: null,
  isTakenUp: false,
  left: [],
};

/** The desk, and the pages of its agents; `calls` are those that an agent is told to be in, though they are over by now. */
function room(emails: Readonly<Record<string, string>> = {}, calls: readonly Started[] = []) {
  const clock = new VirtualClock(1_000_000);
  const plan = new PlanBook(STORE, DEFAULT_PLAN, true);
  const silent = () => undefined;
  const faults: unknown[] = [];
  const { agents, reception } = openReception({
    plan,
    clock,
    store: { liveCallsOf: async () => calls, find: async () => undefined },
    endpoints: { user: (userId) => ({ userId, name: userId, role: 'agent' }), isConnected: () => true },
    dispatcher: () => {
      throw new Error('there are no calls');
    },
    records: {
      reader: { search: async () => [], record: async () => null },
      notes: { keepForm: silent, keepNotes: silent, keepWrapUp: silent, keepRating: silent },
    },
    graceWaitingMs: 60_000,
    emailOf: async (userId) => emails[userId] ?? null,
    callbacks: {
      add: nothing,
      open: async () => ({ ofUser: 0, ofQueue: 0 }),
      list: async () => [],
      mark: async () => null,
    },
    onFault: (error) => faults.push(error),
  });
  const told: string[] = [];
  const page = (endpointId: string): AgentPage => ({
    endpointId,
    send: <N extends DeskNewsName>(name: N, _news: DeskNewsMap[N]) => told.push(`${endpointId} ${name}`),
  });
  const from = (userId: string, endpointId: string, role: Role = 'agent') => ({
    userId,
    name: userId,
    role,
    endpointId,
  });
  /** Sits down there; whether that was allowed. */
  const sit = async (userId: string, at: AgentPage, role?: Role): Promise<boolean> => {
    let isOk = false;
    await agents.sit(from(userId, at.endpointId, role), at, (result: Result<unknown>) => {
      isOk = result.ok;
    });
    return isOk;
  };
  return { clock, plan, agents, desk: reception.desk, hear: reception.watch, told, faults, page, from, sit };
}

describe('an agent’s place', () => {
  it('[reachable] is kept for five minutes without a page, and then the agent has gone', async () => {
    const { clock, agents, desk, page, sit } = room();
    const first = page('p1');
    await sit('ines', first);
    desk.reach('ines', null);
    desk.choose('ines', 'available', null);
    agents.lost('ines', 'another page of hers');
    expect(desk.seat('ines')).toMatchObject({ wish: 'available', unreachable: null });
    agents.lost('ines', 'p1');
    await clock.pass(299_999);
    expect(desk.seat('ines')).toMatchObject({ wish: 'available', unreachable: 'noPage' });
    await sit('ines', page('p1'));
    await clock.pass(600_000);
    expect(desk.seat('ines')).toMatchObject({ wish: 'available', unreachable: 'noPage' });
    agents.lost('ines', 'p1');
    await clock.pass(300_000);
    expect(desk.seat('ines')).toMatchObject({ wish: 'offline', status: 'offline' });
  });

  it('has to be proved anew by a page that was loaded anew, and not by one that only says it again', async () => {
    const { agents, desk, page, sit, told } = room();
    const first = page('p1');
    await sit('ines', first);
    desk.reach('ines', null);
    await sit('ines', first);
    expect(desk.seat('ines')?.unreachable).toBeNull();
    // Its new connection is there before the old one is missed.
    agents.lost('ines', 'p1');
    expect(desk.seat('ines')?.unreachable).toBe('noPage');
    await sit('ines', page('p1'));
    await sit('ines', page('p2'));
    expect([desk.seat('ines')?.unreachable, told.filter((each) => each.endsWith('moved'))]).toEqual([
      'noPage',
      ['p1 desk:moved'],
    ]);
  });

  it('is for the staff alone', async () => {
    const { page, sit } = room();
    const roles: Role[] = ['caller', 'agent', 'supervisor', 'admin', 'business'];
    const areLetIn = await Promise.all(roles.map((role) => sit(`a-${role}`, page(role), role)));
    expect(areLetIn).toEqual([false, true, true, true, false]);
  });

  it('serves what the plan says of its account’s address, in whatever case that is written', async () => {
    const { plan, page, sit } = room({ ines: 'Ines@Example.com', omar: 'omar@example.com' });
    await plan.putAgent({ login: 'INES@example.com', groups: ['billing'], skills: { tax: 3 }, rank: 2 });
    expect(plan.profile('ines')).toMatchObject({ groups: ['everyone'] });
    await sit('ines', page('p1'));
    await sit('omar', page('p2'));
    expect(plan.profile('ines')).toEqual({ agentId: 'ines', groups: ['billing'], skills: { tax: 3 }, rank: 2 });
    await plan.putAgent({ login: 'omar@example.com', groups: ['sales'], skills: {}, rank: 0 });
    expect(plan.profile('omar').groups).toEqual(['sales']);
    await plan.deleteAgent('ines@example.com');
    expect(plan.profile('ines').groups).toEqual(['everyone']);
  });

  it('shows the lines of the queues alone that the agent knows enough for', async () => {
    const { plan, agents, page, from } = room();
    const [support] = DEFAULT_PLAN.queues;
    if (!support) throw new Error('there is no queue');
    await plan.putQueue({ ...support, queueId: 'vip', skills: { router: 5 } });
    await plan.putAgent({ login: 'ines', groups: ['everyone'], skills: { router: 4 }, rank: 0 });
    const seen: Record<string, readonly string[]> = {};
    await plan.putAgent({ login: 'omar', groups: ['everyone'], skills: { router: 5 }, rank: 0 });
    for (const userId of ['ines', 'omar']) {
      await agents.sit(from(userId, userId), page(userId), (result) => {
        seen[userId] = result.ok ? result.value.queues.map(({ queueId }) => queueId) : [];
      });
    }
    expect(seen).toEqual({ ines: ['support'], omar: ['support', 'vip'] });
  });

  it('does not hold a call that ended while the agent was sitting down', async () => {
    const { desk, page, sit } = room({}, [STARTED]);
    await sit('ines', page('p1'));
    expect([desk.seat('ines')?.status, desk.follows('c1')]).toEqual(['offline', false]);
  });

  it('is free again where a call that was to ring there could not be acted on', async () => {
    const { clock, agents, desk, page, from, sit, hear, faults } = room();
    const first = page('p1');
    await sit('ines', first);
    const { asked, version, rang, lost } = STARTED;
    const dialed = { userId: 'queue.support', name: 'queue.support', role: null };
    const said = { param: 0, text: '', wait: null };
    const waiting = { version, rang, lost, said, asked: { ...asked, dialed }, expiresAt: 9_000_000 };
    hear(null, { state: 'waiting', ...waiting });
    desk.reach('ines', null);
    await agents.choose(from('ines', 'p1'), first, { status: 'available' }, () => undefined);
    expect(desk.seat('ines')).toMatchObject({ status: 'ringing' });
    await clock.pass(300);
    expect(desk.seat('ines')).toMatchObject({ status: 'available', callId: null });
    expect(faults).toContainEqual(new Error('there are no calls'));
  });
});
