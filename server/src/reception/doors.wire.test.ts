import type { Callback, QueueDoor } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { atWork, takes, visit } from '../../test/Agent.js';
import { asProgram, putQueue } from '../../test/plan.js';
import { testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ RING_MS: '500', GRACE_WAITING_MS: '90000' });
/** Without limits by address: all tests come from one. */
const open = useTown({ RATE_COMMANDS: '0' });

function look(queueId: string, { url } = town.server): Promise<Response> {
  return fetch(`${url}/api/v1/queues/${queueId}/door`);
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('a queue’s door', () => {
  it('[GET /api/v1/queues/{queueId}/door] says to anybody whether one is let in, how long it will take, what is asked, and how long a place is kept', async () => {
    const form = [{ key: 'topic', kind: 'choice', isRequired: true, options: ['A'] }];
    const shown = {
      name: 'Billing',
      welcome: 'Hello!',
      form,
      consent: 'We take notes.',
      callbacks: false,
      video: false,
    };
    await putQueue(town.server, { queueId: 'billing', ...shown, hours: { timeZone: 'UTC', week: {} } });
    const door = (await (await look('billing')).json()) as QueueDoor;
    expect(door).toEqual({
      queueId: 'billing',
      ...shown,
      state: 'closed',
      hours: { timeZone: 'UTC', week: {}, holidays: {} },
      opensAt: null,
      waiting: 0,
      wait: null,
      placeKeptMs: 90_000,
      serverTime: expect.any(Number),
    });
    await putQueue(town.server, { queueId: 'billing', name: 'Billing', maxLength: 1, form: [] });
    const zoe = await town.enter('Zoe');
    const { callId } = await visit(zoe, 'billing');
    expect(await (await look('billing')).json()).toMatchObject({ state: 'full', waiting: 1, opensAt: null });
    await putQueue(town.server, { queueId: 'billing', name: 'Billing', mayWaitForNobody: false });
    expect(await (await look('billing')).json()).toMatchObject({ state: 'nobody', hours: null });
    expect(await (await look('support')).json()).toMatchObject({ state: 'open', wait: null });
    await zoe.does('call:reply', { callId, code: 100101 });
  });

  it('tells a stranger nothing of a queue that is not there, and nothing too often', async () => {
    expect((await look('nowhere')).status).toBe(404);
    expect((await look('No%20Queue')).status).toBe(400);
    const answers = await Promise.all(Array.from({ length: 310 }, (_, index) => look(`guess-${index}`)));
    const late = answers.filter(({ status }) => status === 429);
    expect(late.length).toBeGreaterThan(0);
    expect(Number(late[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status !== 429 && status !== 404)).toEqual([]);
  });
});

describe('a wish to be called back', () => {
  const wish = (userId: string, queueId = 'support', body: object = { contact: '+49 30 901820' }) =>
    testToken(userId, 'Zoe').then((token) =>
      asProgram(open.server, 'POST', `/queues/${queueId}/callbacks`, body, token),
    );

  it('[POST /api/v1/queues/{queueId}/callbacks] [GET /api/v1/callbacks] [PATCH /api/v1/callbacks/{id}] is kept, listed, and dealt with', async () => {
    const note = 'After six';
    const left = await wish('zoe', 'support', { contact: 'zoe@example.com', note, form: { topic: 'My bill', x: 'y' } });
    expect(left.status).toBe(201);
    const { number } = (await left.json()) as { number: string };
    const token = await testToken('ines', 'Ines Ortega', 'agent');
    const list = async (query: string) => {
      const response = await asProgram(open.server, 'GET', `/callbacks${query}`, undefined, token);
      return (await response.json()) as { callbacks: Callback[]; next: string | null };
    };
    const { callbacks } = await list('?state=open');
    expect(callbacks).toEqual([
      {
        id: expect.any(String),
        number,
        queueId: 'support',
        userId: 'zoe',
        name: 'Zoe',
        contact: 'zoe@example.com',
        note,
        form: [{ label: 'topic', value: 'My bill' }],
        at: expect.any(Number),
        state: 'open',
        doneBy: null,
        doneAt: null,
      },
    ]);
    const path = `/callbacks/${callbacks[0]?.id}`;
    const done = (await (await asProgram(open.server, 'PATCH', path, { state: 'done' }, token)).json()) as Callback;
    expect(done).toMatchObject({ number, state: 'done', doneBy: 'Ines Ortega', doneAt: expect.any(Number) });
    expect((await list('?state=open')).callbacks).toEqual([]);
    await wish('yan');
    const first = await list('?limit=1');
    expect([first.callbacks[0]?.userId, first.next]).toEqual(['yan', expect.any(String)]);
    const second = await list(`?limit=1&after=${first.next}`);
    expect([second.callbacks[0]?.userId, second.next]).toEqual(['zoe', null]);
    expect((await asProgram(open.server, 'PATCH', `/callbacks/${NOBODY}`, { state: 'done' }, token)).status).toBe(404);
  });

  it('is not taken a fourth time, where none are taken, or for a queue that is not there', async () => {
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await wish('cid')).status);
    expect(statuses).toEqual([201, 201, 201, 409]);
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => wish('eve')));
    expect(atOnce.filter(({ status }) => status === 201)).toHaveLength(3);
    await putQueue(open.server, { queueId: 'no-callbacks', name: 'X', callbacks: false });
    expect((await wish('dan', 'no-callbacks')).status).toBe(403);
    expect((await wish('dan', 'nowhere')).status).toBe(404);
    for (const body of [{}, { contact: '' }, { contact: 'x'.repeat(201) }, { contact: 'a\0' }]) {
      expect((await wish('dan', 'support', body)).status).toBe(400);
    }
  });

  it('is not for whoever has no token, for programs, or for those who send thousands', async () => {
    const post = (token?: string) =>
      fetch(`${town.server.url}/api/v1/queues/support/callbacks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ contact: 'x' }),
      });
    expect((await post()).status).toBe(401);
    expect((await post(await testToken('p', 'P', 'business'))).status).toBe(403);
    const statuses = new Set<number>();
    for (let user = 0; user < 25; user += 1) statuses.add((await post(await testToken(`u${user}`))).status);
    expect([...statuses]).toEqual([201, 429]);
    // A guest sees no list, whoever's.
    const list = await asProgram(town.server, 'GET', '/callbacks', undefined, await testToken('u1'));
    expect(list.status).toBe(403);
  });
});

describe('a rating', () => {
  it('[POST /api/v1/calls/{callId}/rating] is taken of the caller of a call that was talked in and is over, and of nobody else', async () => {
    const ines = await atWork(town, 'Ines');
    const zoe = await town.enter('Zoe');
    const { callId } = await visit(zoe, 'support');
    const rate = async (userId: string, id = callId, body: object = { stars: 5, comment: 'Great' }) =>
      (await asProgram(town.server, 'POST', `/calls/${id}/rating`, body, await testToken(userId))).status;
    await takes(ines, callId);
    expect(await rate(zoe.userId)).toBe(404);
    await zoe.does('call:finish', { callId });
    await zoe.next('call:finish');
    expect([await rate(zoe.userId), await rate(zoe.userId, callId, { stars: 1 })]).toEqual([204, 204]);
    expect([await rate(ines.userId), await rate('eve'), await rate(zoe.userId, NOBODY)]).toEqual([404, 404, 404]);
    for (const body of [{ stars: 0 }, { stars: 6 }, { stars: 2.5 }, { stars: '5' }, {}]) {
      expect(await rate(zoe.userId, callId, body)).toBe(400);
    }
    await ines.does('desk:leave', {});
  });
});
