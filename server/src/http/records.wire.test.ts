import type { CallRecord, RecordRow, Role } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../test/Person.js';
import { testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

async function ask<T>(path: string, role: Role, userId: string = role): Promise<{ status: number; body: T }> {
  const headers = { authorization: `Bearer ${await testToken(userId, userId, role)}` };
  const response = await fetch(`${town.server.url}/api/v1${path}`, { headers });
  return { status: response.status, body: (await response.json()) as T };
}

interface Page {
  readonly records: readonly RecordRow[];
  readonly next: string | null;
}

async function list(path: string, role: Role = 'supervisor', userId?: string): Promise<readonly string[]> {
  const { status, body } = await ask<Page>(`/records${path}`, role, userId);
  expect(status).toBe(200);
  return body.records.map(({ callId }) => callId);
}

async function talking(caller: Person, callee: Person): Promise<string> {
  const requestId = `${caller.endpointId}.${Math.random()}`;
  const { callId } = await caller.does('call:request', { to: callee.userId, requestId });
  await callee.does('call:reply', { callId, code: 0 });
  return callId;
}

describe('records over HTTP', () => {
  it('[GET /api/v1/records/{callId}] shows all that happened to a call, while it goes on and after', async () => {
    const [zoe, ines] = [await town.enter('Zoe'), await town.enter('Ines', { role: 'agent' })];
    const callId = await talking(zoe, ines);
    const said = { callId, kind: 'text', text: 'my card is gone' } as const;
    await zoe.does('call:message', { ...said, messageId: 'one' });
    await ines.does('call:message', { callId, messageId: 'two', kind: 'notice', notice: 'hold' });
    await ines.does('call:message', { callId, messageId: 'three', kind: 'notice', notice: 'resume' });
    const going = await ask<CallRecord>(`/records/${callId}`, 'supervisor');
    expect(going.body).toMatchObject({ state: 'started', code: null, talkMs: null });
    await ines.does('call:finish', { callId, code: 5, text: 'done' });
    const { status, body } = await ask<CallRecord>(`/records/${callId}`, 'supervisor');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      callId,
      state: 'finished',
      code: 5,
      endedBy: 'callee',
      caller: { userId: zoe.userId, name: 'Zoe', role: 'caller' },
      agent: { userId: ines.userId, name: 'Ines', role: 'agent' },
      queueId: null,
      hasChat: true,
      messages: [{ text: 'my card is gone' }],
      form: null,
      rating: null,
    });
    expect(body.number).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
    const kinds = ['requested', 'offered', 'started', 'message', 'held', 'resumed', 'finished'];
    expect(body.events.map(({ kind }) => kind)).toEqual(kinds);
    expect(body.events.at(-1)).toMatchObject({ code: 5, endedBy: 'callee', text: 'done' });
    expect((await ask(`/records/${callId}x`, 'supervisor')).status).toBe(404);
  });

  it('[GET /api/v1/records] finds calls in pages, the newest first', async () => {
    const [una, omar] = [await town.enter('Una Ärmel', { userId: 'una' }), await town.enter('Omar', { role: 'agent' })];
    const made: string[] = [];
    for (let each = 0; each < 5; each += 1) {
      const callId = await talking(una, omar);
      const { finishedAt } = await una.does('call:finish', { callId, code: each });
      made.unshift(callId);
      // Of two in the same ms neither is the newer.
      await expect.poll(() => Date.now(), { interval: 1 }).toBeGreaterThan(finishedAt ?? 0);
    }
    const of = `?userId=${una.userId}`;
    expect(await list(of)).toEqual(made);
    const first = (await ask<Page>(`/records${of}&limit=2`, 'business')).body;
    expect(first.records.map(({ callId }) => callId)).toEqual(made.slice(0, 2));
    const second = (await ask<Page>(`/records${of}&limit=3&after=${first.next}`, 'admin')).body;
    expect(second).toMatchObject({ records: made.slice(2).map((callId) => ({ callId })), next: null });
    expect(await list(`${of}&code=3`)).toEqual([made[1]]);
    expect(await list(`?text=${encodeURIComponent('ÄRMEL')}&agentId=${omar.userId}`)).toEqual(made);
    expect(await list(`?text=${made[2]?.slice(-8).toUpperCase()}`)).toEqual([made[2]]);
    expect(await list(`${of}&from=${Date.now() + 1_000}`)).toEqual([]);
    for (const bad of [
      '?after=x',
      '?limit=0',
      '?code=x',
      '?text=',
      '?text=a%00',
      '?userId=%00',
      '/a%00',
      '?outcome=x',
    ]) {
      expect((await ask(`/records${bad}`, 'supervisor')).status, bad).toBe(400);
    }
  });

  it('an agent finds own calls, and those of whomever they talk to now; a caller finds none', async () => {
    const [eve, ines, omar] = [
      await town.enter('Eve'),
      await town.enter('Ines', { role: 'agent' }),
      await town.enter('Omar', { role: 'agent' }),
    ];
    const before = await talking(eve, ines);
    await eve.does('call:finish', { callId: before });
    expect(await list('', 'agent', ines.userId)).toEqual([before]);
    expect(await list('', 'agent', omar.userId)).toEqual([]);
    const isSeen = async () => (await ask(`/records/${before}`, 'agent', omar.userId)).status;
    expect(await isSeen()).toBe(404);
    const now = await talking(eve, omar);
    expect(await list(`?userId=${eve.userId}`, 'agent', omar.userId)).toEqual([now, before]);
    expect(await isSeen()).toBe(200);
    await eve.does('call:finish', { callId: now });
    expect(await isSeen()).toBe(404);
    // A colleague's calls are not seen by calling the colleague.
    await omar.does('call:request', { to: ines.userId, requestId: `${omar.endpointId}.colleague` });
    expect(await isSeen()).toBe(404);
    expect((await ask('/records', 'caller', eve.userId)).status).toBe(403);
    expect((await fetch(`${town.server.url}/api/v1/records`)).status).toBe(401);
  });
});
