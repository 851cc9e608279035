import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { talk } from '../../test/calls.js';
import { Person } from '../../test/Person.js';
import { startServer, type TestServer, testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const HOUR_MS = 3_600_000;
const town = useTown({ RATE_COMMANDS: '0', SESSION_MS: String(2 * HOUR_MS) });

function post(path: string, body: unknown, headers: Record<string, string> = {}, url = town.server.url) {
  return fetch(`${url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function isProblem(response: Response, status: number, code: number, name: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({ type: 'about:blank', title: expect.any(String), status, code, name });
}

describe('POST /api/v1/sessions', () => {
  it('[POST /api/v1/sessions] [C25] makes a guest: 201, a token that opens the door, and until when', async () => {
    const response = await post('sessions', { name: '  Zoë  ' });
    expect(response.status).toBe(201);
    const session = (await response.json()) as { token: string; user: { userId: string }; expiresAt: number };
    expect(session).toEqual({
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      user: { userId: expect.stringMatching(/^[a-z2-9]{3}(-[a-z2-9]{3}){2}$/), name: 'Zoë', role: 'caller' },
      expiresAt: expect.any(Number),
    });
    expect(Math.abs(session.expiresAt - Date.now() - 2 * HOUR_MS)).toBeLessThan(5_000);
    const zoe = await Person.enter({ url: town.server.url, auth: { token: session.token, protocol: 1 } });
    expect(zoe.ready.user).toEqual(session.user);
    await talk(zoe, await town.enter('Bob'));
    zoe.socket.disconnect();
  });

  it('makes another guest each time, whatever the body says beside the name', async () => {
    const one = (await (await post('sessions', { name: 'Ann', userId: 'boss', role: 'admin' })).json()) as {
      user: { userId: string; role: string };
    };
    const two = (await (await post('sessions', { name: 'Ann' })).json()) as { user: { userId: string } };
    expect(one.user.role).toBe('caller');
    expect(one.user.userId).not.toBe('boss');
    expect(one.user.userId).not.toBe(two.user.userId);
  });

  it('[POST /api/v1/sessions] knows a guest again by a token of theirs that ran out less than 90 days ago, and nobody else by any', async () => {
    const idFor = async (former: string) =>
      ((await (await post('sessions', { name: 'Zoë', former })).json()) as { user: { userId: string } }).user.userId;
    const [guest, day] = ['abc-def-gh2', 24 * HOUR_MS];
    const theirs = (lifeMs: number) => testToken(guest, 'Zoë', 'caller', lifeMs);
    expect([await idFor(await theirs(HOUR_MS)), await idFor(await theirs(-89 * day))]).toEqual([guest, guest]);
    const strangers = [
      await theirs(-91 * day),
      `${(await theirs(HOUR_MS)).slice(0, -4)}AAAA`,
      'x',
      await testToken(guest, 'Zoë', 'agent'),
      // What an operator's program had made for one of its people is good until it says, and no longer.
      await testToken('customer-17', 'Zoë', 'caller'),
    ];
    for (const token of strangers) expect(await idFor(token)).toMatch(/^(?!abc-def-gh2|customer)[a-z2-9-]{11}$/);
  });

  it('takes names of 1 to 80 characters, and any script', async () => {
    for (const name of ['x', 'x'.repeat(80), '李 小龍', '<b>Ann</b>', '👩‍💻']) {
      expect((await post('sessions', { name })).status, name).toBe(201);
    }
  });

  it('[problems] refuses a bad name, or no JSON, with a problem document', async () => {
    const names = [
      '',
      '   ',
      'x'.repeat(81),
      5,
      null,
      true,
      {},
      ['Ann'],
      'x\0y',
      '\u200b\u2060',
      'Ann\u202enimda',
      'a\nb',
    ];
    const bodies = [...names.map((name) => ({ name })), {}, [], null, 'not json', '', '{"name":"\\ud800"}', '"Ann"'];
    for (const body of bodies) await isProblem(await post('sessions', body), 400, 21, 'bad_argument');
  });

  it('refuses a body of more than 16 KiB', async () => {
    await isProblem(await post('sessions', { name: 'x'.repeat(20_000) }), 413, 21, 'bad_argument');
  });

  it('refuses pages of a foreign origin, and takes its own and programs', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1', `${town.server.url}.evil.example`]) {
      await isProblem(await post('sessions', { name: 'Ann' }, { origin }), 403, 20, 'not_allowed');
    }
    const own = await post('sessions', { name: 'Ann' }, { origin: town.server.url });
    expect(own.status).toBe(201);
    expect(own.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers other methods with a problem document', async () => {
    const response = await fetch(`${town.server.url}/api/v1/sessions`);
    expect(response.headers.get('allow')).toBe('POST');
    await isProblem(response, 405, 21, 'bad_argument');
  });
});

describe('POST /api/v1/sessions/renew', () => {
  const renew = (token: string) => post('sessions/renew', '', { authorization: `Bearer ${token}` });

  it('[POST /api/v1/sessions/renew] gives the same user a new token, also for one that expired less than a day ago', async () => {
    for (const lifeMs of [HOUR_MS, 0, -23.9 * HOUR_MS]) {
      const response = await renew(await testToken('ann', 'Ann', 'agent', lifeMs));
      expect(response.status).toBe(201);
      const session = (await response.json()) as { token: string; expiresAt: number };
      expect(session).toMatchObject({ user: { userId: 'ann', name: 'Ann', role: 'agent' } });
      expect(session.expiresAt).toBeGreaterThan(Date.now() + HOUR_MS);
      const ann = await Person.enter({ url: town.server.url, auth: { token: session.token } });
      expect(ann.ready.user).toEqual({ userId: 'ann', name: 'Ann', role: 'agent' });
      ann.socket.disconnect();
    }
  });

  it('[POST /api/v1/sessions/renew] refuses a token that expired a day ago or more, a bad one, a program’s, and none', async () => {
    const bad = [
      await testToken('ann', 'Ann', 'caller', -24 * HOUR_MS),
      await testToken('b', 'B', 'business'),
      'a.b.c',
    ];
    for (const token of bad) await isProblem(await renew(token), 401, 20, 'not_allowed');
    await isProblem(await post('sessions/renew', ''), 401, 20, 'not_allowed');
    const basic = { authorization: `Basic ${await testToken('ann')}` };
    await isProblem(await post('sessions/renew', '', basic), 401, 20, 'not_allowed');
  });
});

describe('guests', () => {
  it('[POST /api/v1/sessions] can be turned off: 403; a token can still be renewed', async () => {
    const server = await startServer({ GUESTS: 'off' });
    await isProblem(await post('sessions', { name: 'Ann' }, {}, server.url), 403, 20, 'not_allowed');
    const authorization = `Bearer ${await testToken('ann')}`;
    expect((await post('sessions/renew', '', { authorization }, server.url)).status).toBe(201);
    await server.close();
  });
});

describe('new guests', () => {
  let server: TestServer;
  let behindProxy: TestServer;
  beforeAll(async () => {
    server = await startServer();
    behindProxy = await startServer({ TRUST_PROXY: '127.0.0.1' });
  });
  afterAll(async () => {
    await server.close();
    await behindProxy.close();
  });

  /** Makes so many guests; what was answered. */
  async function make(many: number, url: string, forwardedFor?: string): Promise<number[]> {
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
    const statuses: number[] = [];
    for (let made = 0; made < many; made++) {
      const response = await post('sessions', { name: 'Ann' }, headers, url);
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    return statuses;
  }

  it('[POST /api/v1/sessions] are 60 a minute from one address: the next is told when to come again', async () => {
    for (let tries = 0; tries < 5; tries++) await (await post('sessions', { name: '' }, {}, server.url)).arrayBuffer();
    expect(new Set(await make(60, server.url))).toEqual(new Set([201]));
    const response = await post('sessions', { name: 'Ann' }, {}, server.url);
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    await isProblem(response, 429, 100905, 'rate_limited');
    // Nobody can write oneself another address.
    expect(await make(1, server.url, '203.0.113.7')).toEqual([429]);
    const authorization = `Bearer ${await testToken('ann')}`;
    expect((await post('sessions/renew', '', { authorization }, server.url)).status).toBe(201);
  });

  it('are counted by the address that a trusted proxy tells', async () => {
    expect((await make(61, behindProxy.url, '203.0.113.7')).at(-1)).toBe(429);
    expect(await make(1, behindProxy.url, '203.0.113.8')).toEqual([201]);
    expect(await make(1, behindProxy.url, '198.51.100.1, 203.0.113.7')).toEqual([429]);
  });
});
