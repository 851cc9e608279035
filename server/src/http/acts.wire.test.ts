import { request } from 'node:http';
import type { CallNews, CallSnapshot, PresentUser, Role } from '@frontdesk/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestTo, ring, talk } from '../../test/calls.js';
import { Program } from '../../test/Program.js';
import { testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ RATE_COMMANDS: '0' });

/** Asks the API as a program would; by default with a token of role business. */
async function ask(method: 'GET' | 'POST', path: string, body?: unknown, role: Role = 'business') {
  const response = await fetch(`${town.server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await testToken(`rest-${role}`, 'REST', role)}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

/** The call after an act that must have been carried out. */
async function act(path: string, body?: unknown): Promise<CallSnapshot> {
  const { status, body: call } = await ask('POST', path, body);
  expect([status, call]).toEqual([200, expect.objectContaining({ callId: expect.any(String) })]);
  return call as CallSnapshot;
}

const isOf =
  (callId: string) =>
  ({ call }: CallNews) =>
    call.callId === callId;

describe('a program over HTTP', () => {
  it('[POST /api/v1/calls/{callId}/finish] [C12] ends a started call: both sides get FINISH with its code and words', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    const { callId } = await talk(ann, bob);
    const call = await act(`/calls/${callId}/finish`, { code: 4711, text: 'We close now.' });
    expect(call).toMatchObject({ state: 'finished', endedBy: 'business', code: 4711 });
    for (const side of [ann, bob]) {
      expect(await side.next('call:finish', isOf(callId))).toEqual({
        call,
        code: 4711,
        param: 0,
        text: 'We close now.',
      });
    }
    const again = await ask('POST', `/calls/${callId}/finish`);
    expect(again).toMatchObject({ status: 404, body: { code: 100107, name: 'not_in_call' } });
    expect((await ask('GET', `/calls/${callId}`)).body).toEqual(call);
  });

  it('[C12] ends a call that rings: the caller and every page that rings get FINISH', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    const tablet = await town.another(bob);
    const { callId } = await ring(ann, bob);
    await act(`/users/${bob.userId}/finish`);
    for (const page of [ann, bob, tablet]) {
      const news = await page.next('call:finish', isOf(callId));
      expect(news).toMatchObject({ code: 0, text: '', call: { state: 'finished', endedBy: 'business' } });
    }
    expect(await ask('POST', `/users/${bob.userId}/finish`)).toMatchObject({ status: 404, body: { code: 100107 } });
    await talk(ann, bob);
  });

  it('may send a body in pieces, or none', async () => {
    const pieces = (path: string, ...parts: readonly string[]) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked', authorization };
        const asked = request(`${town.server.url}/api/v1${path}`, { method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on('error', reject);
        for (const part of parts) asked.write(part);
        asked.end();
      });
    const authorization = `Bearer ${await testToken('pieces', 'Pieces', 'business')}`;
    expect(await pieces('/sessions', '{"name":', '"Ann"}')).toBe(201);
    expect(await pieces('/sessions', ...Array.from({ length: 20 }, () => 'x'.repeat(1_000)))).toBe(413);
    expect(await pieces('/calls/none/finish')).toBe(404);
    expect(await pieces('/calls/none/assign', '{"to":', '"ann"}')).toBe(404);
    expect(await pieces('/calls/none/assign', ...Array.from({ length: 40 }, () => 'x'.repeat(1_000)))).toBe(413);
  });

  it('[GET /api/v1/users] [GET /api/v1/calls] [GET /api/v1/calls/{callId}] sees who is there and what they are in', async () => {
    const [ann, bob, eve] = [
      await town.enter('Ann'),
      await town.enter('Bob', { role: 'agent' }),
      await town.enter('Eve'),
    ];
    const { callId } = await talk(ann, bob);
    const live = (await ask('GET', `/calls?userId=${bob.userId}`, undefined, 'supervisor')).body;
    expect(live).toEqual({ calls: [expect.objectContaining({ callId, state: 'started' })], next: null });
    const { users } = (await ask('GET', '/users?limit=500', undefined, 'supervisor')).body as { users: PresentUser[] };
    const statusOf = (userId: string) => users.find((user) => user.userId === userId)?.status;
    expect([ann, bob, eve].map(({ userId }) => statusOf(userId))).toEqual(['busy', 'busy', 'available']);
    await act(`/calls/${callId}/finish`);
    expect((await ask('GET', `/calls?userId=${bob.userId}`)).body).toEqual({ calls: [], next: null });
  });

  it('[GET /api/v1/calls/{callId}] [C24] shows a call that has begun to its two users, and tells others what it tells of no call', async () => {
    const [ann, bob, eve] = [await town.enter('Ann'), await town.enter('Bob'), await town.enter('Eve')];
    const asked = async ({ userId }: { userId: string }, callId: string, tokenMs = 60_000) => {
      const authorization = `Bearer ${await testToken(userId, userId, 'caller', tokenMs)}`;
      const response = await fetch(`${town.server.url}/api/v1/calls/${callId}`, { headers: { authorization } });
      return [response.status, ((await response.json()) as Partial<CallSnapshot>).state];
    };
    const { callId: ringing } = await ring(eve, await town.enter('Fay'));
    expect(await asked(eve, ringing)).toEqual([403, undefined]);
    const { callId } = await talk(ann, bob);
    for (const side of [ann, bob]) expect(await asked(side, callId)).toEqual([200, 'started']);
    expect(await asked(ann, callId, -60_000)).toEqual([200, 'started']);
    expect(await asked(eve, callId)).toEqual(await asked(eve, 'none'));
    await act(`/calls/${callId}/finish`);
    expect(await asked(ann, callId)).toEqual([200, 'finished']);
    expect(await asked(ann, callId, -60_000)).toEqual([401, undefined]);
  });

  it('[POST /api/v1/tokens] makes a token that opens the door of business servers, and of the API, and not of pages', async () => {
    const { status, body } = await ask('POST', '/tokens', { userId: 'router', name: 'Router', hours: 1 }, 'admin');
    expect(status).toBe(201);
    const { token } = body as { token: string };
    const router = await Program.enter({ url: town.server.url, auth: { token } });
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${town.server.url}/api/v1/calls`, { headers })).status).toBe(200);
    router.socket.disconnect();
  });
});

describe('a call that a business server holds', () => {
  let router: Program;
  beforeAll(async () => {
    router = await Program.enter({
      url: town.server.url,
      auth: { token: await testToken('router', 'Router', 'business'), decides: true },
    });
    router.deciding = ({ callee }) => (callee.userId === 'support' ? { hold: true } : { code: 0 });
  });
  afterAll(() => router.socket.disconnect());

  it('[POST /api/v1/calls/{callId}/assign] [POST /api/v1/calls/{callId}/update] [C4] is told its place, assigned and answered, all by HTTP', async () => {
    const [zoe, ines] = [await town.enter('Zoe'), await town.enter('Ines', { role: 'agent' })];
    const { callId } = await zoe.does('call:request', requestTo('support'));
    await zoe.next('call:update', (news) => news.call.state === 'waiting');
    expect((await ask('GET', `/calls?state=waiting&userId=${zoe.userId}`)).body).toMatchObject({ calls: [{ callId }] });

    await act(`/calls/${callId}/update`, { param: 2, text: 'About three minutes' });
    const told = await zoe.next('call:update', (news) => news.param === 2);
    expect(told).toMatchObject({ code: 0, text: 'About three minutes', call: { callId, state: 'waiting' } });

    expect(await act(`/calls/${callId}/assign`, { to: ines.userId })).toMatchObject({ callId, state: 'ringing' });
    await ines.next('call:request', isOf(callId));
    await ines.does('call:reply', { callId, code: 0 });
    await zoe.next('call:start', isOf(callId));
    const tooLate = await ask('POST', `/calls/${callId}/assign`, { to: ines.userId });
    expect(tooLate).toMatchObject({ status: 409, body: { code: 20, name: 'not_allowed' } });
    await act(`/calls/${callId}/finish`);
  });

  it('waits on when those it is assigned to are not there or busy: 409 with the code', async () => {
    const [zoe, ann, bob] = [await town.enter('Zoe'), await town.enter('Ann'), await town.enter('Bob')];
    await talk(ann, bob);
    const { callId } = await zoe.does('call:request', requestTo('support'));
    await zoe.next('call:update', (news) => news.call.state === 'waiting');
    const assign = (to: unknown) => ask('POST', `/calls/${callId}/assign`, { to });
    expect(await assign('nobody')).toMatchObject({ status: 409, body: { code: 100102, name: 'offline' } });
    expect(await assign([ann.userId])).toMatchObject({ status: 409, body: { code: 100103, name: 'busy' } });
    expect(await assign(zoe.userId)).toMatchObject({ status: 409, body: { code: 20, name: 'not_allowed' } });
    expect((await ask('GET', `/calls/${callId}`)).body).toMatchObject({ state: 'waiting' });
    await act(`/calls/${callId}/finish`);
  });
});
