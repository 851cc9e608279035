import { CODES, type EndedBy, type RecordEvent } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { whyOf, whyThen } from './why.js';

const ANN = { userId: 'ann', name: 'Ann', role: 'caller' } as const;
const AMY = { userId: 'amy', name: 'Amy', role: 'agent' } as const;
const SUPPORT = { userId: 'queue.support', name: 'queue.support', role: null } as const;

interface Told {
  readonly endedBy?: EndedBy | null;
  readonly events?: readonly RecordEvent[];
  readonly queueId?: string | null;
}

function talked(code: number, { endedBy = 'caller', events = [] }: Told = {}) {
  const parties = { caller: ANN, callee: AMY, queueId: 'support' };
  return whyOf({ ...parties, state: 'finished', startedAt: 1, code, endedBy, events });
}

function unanswered(code: number, { endedBy = 'caller', events = [], queueId = 'support' }: Told = {}) {
  const parties = { caller: ANN, callee: queueId === null ? AMY : SUPPORT, queueId };
  return whyOf({ ...parties, state: 'finished', startedAt: null, code, endedBy, events });
}

const lost = (side: 'caller' | 'callee'): RecordEvent => ({ at: 1, kind: 'lost', side });
const found = (side: 'caller' | 'callee'): RecordEvent => ({ at: 2, kind: 'found', side });
const end = (text: string): RecordEvent => ({ at: 3, kind: 'finished', code: 100904, endedBy: 'business', text });

describe('why a call ended that had begun', () => {
  test('somebody hung up, by name', () => {
    expect(talked(CODES.ok)).toEqual({ key: 'hungUp', name: 'Ann', code: 0 });
    expect(talked(CODES.ok, { endedBy: 'callee' })).toMatchObject({ key: 'hungUp', name: 'Amy' });
    expect(talked(CODES.ok, { endedBy: 'business' }).key).toBe('serviceEnded');
    expect(talked(CODES.canceled).key).toBe('atTheAnswer');
  });

  test('a page was lost: whose, its events tell', () => {
    const whose = (events: readonly RecordEvent[]) => talked(CODES.disconnected, { endedBy: 'server', events }).name;
    expect(whose([lost('callee')])).toBe('Amy');
    expect(whose([lost('callee'), found('callee'), lost('caller')])).toBe('Ann');
  });

  test('it went on elsewhere, or never had a link', () => {
    expect(talked(CODES.transferred).key).toBe('wentOn');
    expect(talked(CODES.mediaFailed).key).toBe('mediaFailed');
    expect(talked(4711)).toEqual({ key: 'code', name: '', code: 4711 });
  });

  test('the server died with it', () => {
    expect(talked(CODES.disconnected, { events: [{ at: 1, kind: 'serverLost' }] }).key).toBe('serverLost');
  });

  test('the server died, but a page took the call up again: what counts is the end that came then', () => {
    const closed = { at: 1, kind: 'finished', code: CODES.disconnected, endedBy: 'server', text: '' } as const;
    const ended = { at: 9, kind: 'finished', code: CODES.ok, endedBy: 'callee', text: '' } as const;
    const events: RecordEvent[] = [{ at: 1, kind: 'serverLost' }, closed, { at: 5, kind: 'takenUp' }, ended];
    const parties = { caller: ANN, callee: AMY, queueId: null } as const;
    const record = { ...parties, state: 'finished', startedAt: 1, code: 0, endedBy: 'callee', events } as const;
    expect(whyOf(record)).toMatchObject({ key: 'hungUp', name: 'Amy' });
    expect(whyThen(record, 1).key).toBe('serverLost');
    expect(whyThen(record, 3)).toEqual(whyOf(record));
    const goingOn = { ...record, state: 'started', code: null, endedBy: null, events: events.slice(0, 3) } as const;
    expect(whyOf(goingOn).key).toBe('live');
  });

  test('a customer whom an agent has called is no agent', () => {
    const parties = { caller: AMY, callee: ANN, queueId: null, state: 'finished', startedAt: 1 } as const;
    const hungUp = whyOf({ ...parties, code: CODES.ok, endedBy: 'callee', events: [] });
    expect(hungUp).toMatchObject({ key: 'hungUp', name: 'Ann' });
  });
});

describe('why nobody answered', () => {
  test('the customer gave up, in line or before', () => {
    const line: RecordEvent[] = [{ at: 1, kind: 'waiting', isAgain: false }];
    expect(unanswered(CODES.canceled, { events: line })).toMatchObject({ key: 'leftLine', name: 'Ann' });
    expect(unanswered(CODES.canceled).key).toBe('gaveUp');
    expect(unanswered(CODES.disconnected).key).toBe('placeLost');
  });

  test('nobody took it, or the one who was called did not', () => {
    expect(unanswered(CODES.timeout).key).toBe('nobodyInTime');
    expect(unanswered(CODES.timeout, { queueId: null })).toMatchObject({ key: 'noAnswer', name: 'Amy' });
    expect(unanswered(CODES.rejected, { queueId: null })).toMatchObject({ key: 'declined', name: 'Amy' });
    expect(unanswered(CODES.offline, { queueId: null }).key).toBe('notThere');
    expect(unanswered(CODES.busy, { queueId: null }).key).toBe('busy');
  });

  test('the door was shut, and why', () => {
    const shut = (text: string) => unanswered(CODES.queueClosed, { events: [end(text)] }).key;
    expect([shut('closed'), shut('full'), shut('nobody'), shut('')]).toEqual(['closed', 'full', 'nobody', 'closed']);
    expect(unanswered(CODES.badArgument).key).toBe('form');
    expect(unanswered(CODES.businessTimeout).key).toBe('undecided');
    expect(unanswered(CODES.rateLimited).key).toBe('limited');
  });
});

test('what goes on has not ended', () => {
  const parties = { caller: ANN, callee: AMY, queueId: null };
  expect(whyOf({ ...parties, state: 'started', startedAt: 1, code: null, endedBy: null, events: [] }).key).toBe('live');
});
