import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeApi, tokenOf } from '../../test/api.js';

const TURN = { urls: ['turn:turn.example.com:3478', 'turns:turn.example.com:443'], secret: 'shared' };
const MINUTES_MS = 60_000;

describe('POST /api/v1/ice', () => {
  it('[POST /api/v1/ice] gives whoever may call the way to others, with credentials of their own for 5 minutes', async () => {
    const { ask } = makeApi({ turn: TURN });
    for (const role of ['caller', 'agent', 'supervisor', 'admin'] as const) {
      const response = await ask('POST', '/ice', { as: role });
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const way = (await response.json()) as { expiresAt: number };
      const username = `${way.expiresAt / 1000}:the-${role}`;
      const credential = createHmac('sha1', 'shared').update(username).digest('base64');
      expect(way).toEqual({
        iceServers: [{ urls: TURN.urls, username, credential }],
        icePolicy: 'all',
        expiresAt: expect.any(Number),
      });
      expect(way.expiresAt).toBeGreaterThan(Date.now() + 4 * MINUTES_MS);
      expect(way.expiresAt).toBeLessThanOrEqual(Date.now() + 5 * MINUTES_MS);
    }
  });

  it('[POST /api/v1/ice] says so where there is no TURN server', async () => {
    const response = await makeApi().ask('POST', '/ice', { as: 'caller' });
    expect(await response.json()).toEqual({ iceServers: [], icePolicy: 'all', expiresAt: expect.any(Number) });
  });

  it('[POST /api/v1/ice] is not for strangers, for expired tokens, nor for programs', async () => {
    const { ask } = makeApi({ turn: TURN });
    const expired = await tokenOf('caller', 'ann', -1_000);
    for (const as of [undefined, expired, 'a.b.c']) {
      const response = await ask('POST', '/ice', as === undefined ? {} : { as });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await ask('POST', '/ice', { as: 'business' })).status).toBe(403);
    expect((await ask('GET', '/ice', { as: 'caller' })).status).toBe(405);
  });

  it('[POST /api/v1/ice] is asked 10 times a minute by one user: then 429, and when to come again', async () => {
    const { ask } = makeApi({ turn: TURN, rateCommands: 200 });
    for (let time = 0; time < 10; time++) expect((await ask('POST', '/ice', { as: 'caller' })).status).toBe(200);
    const response = await ask('POST', '/ice', { as: 'caller' });
    expect(response.status).toBe(429);
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await response.json()).toMatchObject({ status: 429, code: 100905, name: 'rate_limited' });
    expect((await ask('POST', '/ice', { as: 'agent' })).status).toBe(200);
  });

  it('[POST /api/v1/ice] is asked 60 times a minute from one address, whoever asks', async () => {
    const { ask } = makeApi({ turn: TURN, rateCommands: 200 });
    const statuses = new Map<number, number>();
    for (let guest = 0; guest < 62; guest++) {
      const { status } = await ask('POST', '/ice', { as: await tokenOf('caller', `guest-${guest}`) });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: 60, 429: 2 });
  });
});
