import type { CallSnapshot, PresentUser } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { makeApi } from '../../test/api.js';
import { CALL_EXAMPLE } from './routeParts.js';

/** So many calls, the newest first; every second one rings. */
function callsOf(many: number): CallSnapshot[] {
  return Array.from({ length: many }, (_, at): CallSnapshot => {
    const caller = { ...CALL_EXAMPLE.caller, userId: `caller-${at}` };
    const requestedAt = CALL_EXAMPLE.requestedAt - Math.floor(at / 2);
    return { ...CALL_EXAMPLE, callId: `call-${at}`, caller, requestedAt, state: at % 2 ? 'ringing' : 'waiting' };
  });
}

const PEOPLE: readonly PresentUser[] = [
  { userId: 'omar', name: 'Omar', role: 'agent', status: 'busy' },
  { userId: 'ann', name: 'Ann', role: 'caller', status: 'available' },
  { userId: 'ines', name: 'Ines', role: 'agent', status: 'available' },
];

interface Page {
  readonly calls: readonly CallSnapshot[];
  readonly users: readonly PresentUser[];
  readonly next: string | null;
}

describe('a list', () => {
  const calls = callsOf(250);
  const { ask } = makeApi({ calls, users: async () => PEOPLE });
  const list = async (path: string) => (await (await ask('GET', path, { as: 'supervisor' })).json()) as Page;

  it('of calls begins with the oldest, and comes in pages of 100 unless asked otherwise', async () => {
    const pages: Page[] = [await list('/calls')];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) pages.push(await list(`/calls?after=${next}`));
    expect(pages.map((page) => page.calls.length)).toEqual([100, 100, 50]);
    const all = pages.flatMap((page) => page.calls);
    expect(new Set(all.map(({ callId }) => callId)).size).toBe(250);
    const times = all.map(({ requestedAt }) => requestedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((await list('/calls?limit=250')).next).toBeNull();
  });

  it('shows a call once and misses none that stays, although others come and go between the pages', async () => {
    const living = callsOf(6);
    const other = makeApi({ calls: living });
    const page = async (path: string) => (await (await other.ask('GET', path, { as: 'admin' })).json()) as Page;
    const first = await page('/calls?limit=3');
    const gone = first.calls[0]?.callId;
    living.splice(0, 6, ...living.filter(({ callId }) => callId !== gone));
    const second = await page(`/calls?limit=3&after=${first.next}`);
    expect([...first.calls, ...second.calls].map(({ callId }) => callId).toSorted()).toEqual(
      callsOf(6).map(({ callId }) => callId),
    );
  });

  it('of calls can be narrowed by state and by who is in it', async () => {
    expect((await list('/calls?state=ringing&limit=500')).calls).toHaveLength(125);
    expect((await list('/calls?state=started')).calls).toEqual([]);
    expect((await list('/calls?userId=caller-7')).calls).toEqual([calls[7]]);
    expect((await list('/calls?userId=support&limit=500')).calls).toHaveLength(250);
    expect((await list('/calls?userId=nobody')).calls).toEqual([]);
  });

  it('of people goes by id, and can be narrowed by status and role', async () => {
    const ids = async (path: string) => (await list(path)).users.map(({ userId }) => userId);
    expect(await list('/users')).toEqual({ users: [PEOPLE[1], PEOPLE[2], PEOPLE[0]], next: null });
    expect(await ids('/users?role=agent')).toEqual(['ines', 'omar']);
    expect(await ids('/users?role=agent&status=available')).toEqual(['ines']);
    expect(await list('/users?limit=2')).toEqual({ users: [PEOPLE[1], PEOPLE[2]], next: 'ines' });
    expect(await ids('/users?limit=2&after=ines')).toEqual(['omar']);
  });
});
