import { describe, expect, it } from 'vitest';
import { API_KEYS, makeApi } from '../../test/api.js';
import { readToken } from '../auth/tokens.js';

const HOUR_MS = 3_600_000;

describe('POST /api/v1/tokens', () => {
  const { ask } = makeApi();
  const make = (body: unknown) => ask('POST', '/tokens', { as: 'admin', body });

  it('makes a token for a program: role business and a month unless asked otherwise', async () => {
    const response = await make({ userId: 'router', name: 'Call router' });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const made = (await response.json()) as { token: string; expiresAt: number };
    const user = { userId: 'router', name: 'Call router', role: 'business' };
    expect(made).toEqual({ token: expect.any(String), user, expiresAt: expect.any(Number) });
    expect(await readToken(API_KEYS, made.token)).toMatchObject({ user, expiresAt: made.expiresAt, isExpired: false });
    expect(Math.abs(made.expiresAt - Date.now() - 30 * 24 * HOUR_MS)).toBeLessThan(5_000);
  });

  it('makes one for staff, for as long as asked', async () => {
    const made = (await (await make({ userId: 'ines', name: 'Ines', role: 'agent', hours: 0.5 })).json()) as {
      token: string;
    };
    const claims = await readToken(API_KEYS, made.token);
    expect(claims?.user).toEqual({ userId: 'ines', name: 'Ines', role: 'agent' });
    expect(Math.abs((claims?.expiresAt ?? 0) - Date.now() - HOUR_MS / 2)).toBeLessThan(5_000);
  });

  it('makes none of role admin, none for longer than a year, and none for a name that nobody can have', async () => {
    const good = { userId: 'x', name: 'X' };
    const bad = [
      [{ ...good, role: 'admin' }, '/role'],
      [{ ...good, hours: 8785 }, '/hours'],
      [{ ...good, hours: 0 }, '/hours'],
      [{ ...good, userId: 'a b' }, '/userId'],
      [{ ...good, name: ' ' }, '/name'],
    ] as const;
    for (const [body, pointer] of bad) {
      const response = await make(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 21, errors: [{ pointer }] });
    }
  });
});
