import { codeName, type Role } from '@frontdesk/protocol';
import { describe, expect, it, test } from 'vitest';
import { makeApi, tokenOf } from '../../test/api.js';
import { keysOf } from '../auth/secret.js';
import { signToken } from '../auth/tokens.js';
import { CALL_EXAMPLE, ENDED_EXAMPLE } from './routeParts.js';

const HOUR_MS = 3_600_000;

/** A problem document, whole; `title` in words of its own. */
async function isProblem(response: Response, status: number, code: number, more: object = {}): Promise<void> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const name = codeName(code);
  const problem = { type: 'about:blank', title: expect.any(String), status, code, name, ...more };
  expect(await response.json()).toEqual(problem);
  expect(response.status).toBe(status);
}

describe('a program that may', () => {
  const { ask, asked } = makeApi({ calls: [CALL_EXAMPLE] });
  const { callId } = CALL_EXAMPLE;
  const done = async (path: string, body?: unknown) => {
    const response = await ask('POST', path, { as: 'business', body });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    return [await response.json(), asked.at(-1)];
  };

  it('[C12] finishes a call, with a code and words or without a body', async () => {
    const path = `/calls/${callId}/finish`;
    expect(await done(path, { code: 7, text: 'bye' })).toEqual([ENDED_EXAMPLE, ['finishCall', callId, 7, 'bye']]);
    expect(await done(path)).toEqual([ENDED_EXAMPLE, ['finishCall', callId, 0, '']]);
    expect(await done(path, '')).toEqual([ENDED_EXAMPLE, ['finishCall', callId, 0, '']]);
    expect(await done(path, {})).toEqual([ENDED_EXAMPLE, ['finishCall', callId, 0, '']]);
  });

  it('[POST /api/v1/users/{userId}/finish] [C12] finishes the call of a user', async () => {
    expect(await done('/users/ann/finish', { code: 7 })).toEqual([ENDED_EXAMPLE, ['finishUser', 'ann', 7, '']]);
  });

  it('assigns a waiting call to one or to several', async () => {
    const path = `/calls/${callId}/assign`;
    expect(await done(path, { to: 'ines' })).toEqual([CALL_EXAMPLE, ['assign', callId, ['ines']]]);
    expect(await done(path, { to: ['ines', 'omar'] })).toEqual([CALL_EXAMPLE, ['assign', callId, ['ines', 'omar']]]);
  });

  it('tells who waits', async () => {
    const path = `/calls/${callId}/update`;
    expect(await done(path, { param: 3 })).toEqual([
      CALL_EXAMPLE,
      ['update', callId, { param: 3, text: '', wait: null }],
    ]);
  });

  it('reads one call; one that is not there is 404', async () => {
    const there = await ask('GET', `/calls/${callId}`, { as: 'supervisor' });
    expect([there.status, await there.json()]).toEqual([200, CALL_EXAMPLE]);
    await isProblem(await ask('GET', '/calls/other', { as: 'supervisor' }), 404, 100107, { detail: 'no such call' });
  });
});

describe('a refusal of the call’s rules', () => {
  test.each([
    [100107, 404],
    [20, 409],
    [100102, 409],
    [100103, 409],
    [21, 400],
    [4711, 409],
  ])('with code %i is a problem of status %i', async (code, status) => {
    const error = { code, name: codeName(code), message: 'why' };
    const { ask } = makeApi({ result: { ok: false, error } });
    const acts: [string, unknown][] = [
      ['/calls/x/finish', {}],
      ['/users/x/finish', {}],
      ['/calls/x/assign', { to: 'ines' }],
      ['/calls/x/update', {}],
    ];
    for (const [path, body] of acts) {
      await isProblem(await ask('POST', path, { as: 'admin', body }), status, code, { detail: 'why' });
    }
  });

  it('is not what a fault of ours looks like: 500, and nothing of it is told', async () => {
    for (const fault of [new Error('the disk is at /dev/sda'), 'no answer'] as const) {
      const { ask } = makeApi({ fault });
      await isProblem(await ask('POST', '/calls/x/finish', { as: 'admin' }), 500, 20);
    }
  });
});

describe('a request that is not of its form', () => {
  const { ask, asked } = makeApi();
  const post = (path: string, body: unknown, type?: string | null) =>
    ask('POST', path, { as: 'business', body, ...(type === undefined ? {} : { type }) });
  const at = (...places: object[]) => ({
    errors: places.map((place) => ({ detail: expect.any(String), ...place })),
  });

  it('is 400, and says which fields of the body are wrong', async () => {
    const bad = await post('/calls/x/finish', { code: -1, text: 5 });
    await isProblem(bad, 400, 21, at({ pointer: '/code' }, { pointer: '/text' }));
    await isProblem(await post('/calls/x/finish', { text: 'x'.repeat(4097) }), 400, 21, at({ pointer: '/text' }));
    await isProblem(await post('/calls/x/finish', { text: 'a\0b' }), 400, 21, at({ pointer: '/text' }));
    await isProblem(await post('/calls/x/update', { param: 1.5 }), 400, 21, at({ pointer: '/param' }));
    await isProblem(await post('/calls/x/assign', {}), 400, 21, at({ pointer: '/to' }));
    await isProblem(await post('/calls/x/assign', { to: [] }), 400, 21, at({ pointer: '/to' }));
    await isProblem(await post('/calls/x/assign', { to: 'a b' }), 400, 21, at({ pointer: '/to' }));
    await isProblem(await post('/calls/x/assign', [1]), 400, 21, at({ pointer: '' }));
    await isProblem(await post('/calls/x/assign', 'null'), 400, 21, at({ pointer: '' }));
  });

  it('is 400, and says which parameter is wrong', async () => {
    const get = (path: string) => ask('GET', path, { as: 'business' });
    await isProblem(await get('/calls?state=finished'), 400, 21, at({ parameter: 'state' }));
    for (const limit of ['0', '501', 'many', '1.5']) {
      await isProblem(await get(`/calls?limit=${limit}`), 400, 21, at({ parameter: 'limit' }));
    }
    await isProblem(
      await get('/users?role=boss&status=asleep'),
      400,
      21,
      at({ parameter: 'status' }, { parameter: 'role' }),
    );
    await isProblem(await post('/users/a%20b/finish', {}), 400, 21, at({ parameter: 'userId' }));
    await isProblem(await post(`/calls/${'x'.repeat(65)}/finish`, {}), 400, 21, at({ parameter: 'callId' }));
  });

  it('is 400 if it is no JSON, 415 if it does not say that it is', async () => {
    for (const body of ['{', 'to=ines', '{"to":"ines"']) await isProblem(await post('/calls/x/assign', body), 400, 21);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', null]) {
      await isProblem(await post('/calls/x/assign', '{"to":"ines"}', type), 415, 21);
    }
  });

  it('is 413 beyond 32 KiB, and the longest text that there can be is below', async () => {
    await isProblem(await post('/calls/x/finish', { text: 'x'.repeat(33_000) }), 413, 21);
    const longest = `{"text":"${'\\u00e9'.repeat(4096)}"}`;
    expect((await post('/calls/x/finish', longest)).status).toBe(200);
  });

  it('asked nothing of any call', () => {
    expect(asked).toEqual([['finishCall', 'x', 0, 'é'.repeat(4096)]]);
  });

  it('by another method is 405, and says which there are', async () => {
    for (const [method, path, allow] of [
      ['GET', '/calls/x/finish', 'POST'],
      ['DELETE', '/calls/x', 'GET, HEAD'],
      ['POST', '/calls', 'GET, HEAD'],
      ['PUT', '/sessions', 'POST'],
      ['OPTIONS', '/tokens', 'POST'],
    ] as const) {
      const response = await ask(method, path);
      expect(response.headers.get('allow')).toBe(allow);
      await isProblem(response, 405, 21);
    }
    expect((await ask('HEAD', '/calls', { as: 'admin' })).status).toBe(200);
  });

  it('to a path that is not there is 404', async () => {
    for (const path of ['/calls/x/y/z', '/calls/', '/users/x', '/call', '/docs/x']) {
      await isProblem(await ask('GET', path, { as: 'admin' }), 404, 21);
    }
  });
});

describe('a page of a foreign origin', () => {
  it('may not act, whatever token it has', async () => {
    const { app, asked } = makeApi();
    const headers = { authorization: `Bearer ${await tokenOf('admin')}`, origin: 'https://evil.example' };
    await isProblem(await app.request('/api/v1/calls/x/finish', { method: 'POST', headers }), 403, 20);
    expect(asked).toEqual([]);
  });
});

describe('acts', () => {
  it('[acts over HTTP] are limited for each user to three times RATE_COMMANDS in 10 s; reading is not', async () => {
    const { ask, asked } = makeApi({ rateCommands: 2 });
    const act = (as: string) => ask('POST', '/calls/x/finish', { as });
    const [one, again, other] = await Promise.all([
      tokenOf('business', 'a'),
      tokenOf('business', 'a', 2 * HOUR_MS),
      tokenOf('business', 'b'),
    ]);
    for (let times = 0; times < 6; times++) expect((await act(times % 2 ? one : again)).status).toBe(200);
    const refused = await act(one);
    expect(refused.headers.get('retry-after')).toBe('10');
    await isProblem(refused, 429, 100905);
    expect(asked).toHaveLength(6);
    expect((await act(other)).status).toBe(200);
    expect((await ask('GET', '/calls', { as: one })).status).toBe(200);
  });

  it('are not limited with RATE_COMMANDS 0', async () => {
    const { ask } = makeApi({ rateCommands: 0 });
    const as = await tokenOf('business');
    for (let times = 0; times < 50; times++) {
      expect((await ask('POST', '/users/x/finish', { as })).status).toBe(200);
    }
  });
});

describe('tokens', () => {
  const { ask, asked } = makeApi();
  const foreign = (role: Role) =>
    signToken(
      keysOf('another secret, of 32 characters or more', undefined),
      { userId: 'x', name: 'x', role },
      Date.now() + HOUR_MS,
    );

  it('that are missing, forged or expired are 401, and the answer says how to come', async () => {
    const bad = [undefined, 'a.b.c', await foreign('admin'), await tokenOf('admin', 'root', -1_000)];
    for (const as of bad) {
      for (const [method, path] of [
        ['GET', '/calls'],
        ['POST', '/calls/x/finish'],
        ['POST', '/tokens'],
      ] as const) {
        const response = await ask(method, path, as === undefined ? {} : { as });
        expect(response.headers.get('www-authenticate')).toBe('Bearer realm="Frontdesk"');
        await isProblem(response, 401, 20);
      }
    }
    expect(asked).toEqual([]);
  });
});
