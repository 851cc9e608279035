import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { NOT_IN_CALL, requestTo, ring, talk } from '../../test/calls.js';
import { Person } from '../../test/Person.js';
import { TEST_SECRET, testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const OLD_SECRET = 'the secret before this one, 32 characters';
const town = useTown({ AUTH_SECRET_PREVIOUS: OLD_SECRET, RING_MS: '2500' });

interface Made {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: string;
  readonly secret?: string;
  readonly exp?: number | null;
}

/** A token with whatever claims; by itself a good one. */
function made({ claims = {}, alg = 'HS256', secret = TEST_SECRET, exp }: Made = {}): Promise<string> {
  const jwt = new SignJWT({ sub: 'ann', name: 'Ann', role: 'caller', ...claims }).setProtectedHeader({ alg });
  if (exp !== null) jwt.setExpirationTime(exp ?? Math.floor(Date.now() / 1000) + 60);
  return jwt.sign(new TextEncoder().encode(secret));
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function knock(auth: object): Promise<Person> {
  return Person.enter({ url: town.server.url, auth: { ...auth } });
}

/** How the server refuses that handshake, in its own word. */
async function refusal(auth: object): Promise<string> {
  const person = await knock(auth).catch((error: Error) => error.message);
  if (typeof person === 'string') return person;
  person.socket.disconnect();
  return `entered as ${JSON.stringify(person.ready.user)}`;
}

describe('a token', () => {
  it('[user] [C25] says who someone is: id, name and role', async () => {
    const token = await made({ claims: { sub: 'A.b_~-9', name: '  Zoë 李  ', role: 'agent' } });
    const person = await knock({ token });
    expect(person.ready.user).toEqual({ userId: 'A.b_~-9', name: '  Zoë 李  ', role: 'agent' });
    person.socket.disconnect();
  });

  it('[token] that is missing, or is none, is unauthorized', async () => {
    for (const token of [undefined, null, '', 5, true, {}, [], 'abc', 'a.b.c', '..', 'x'.repeat(100_000), '\ud800']) {
      expect(await refusal({ token }), JSON.stringify(token)?.slice(0, 40)).toBe('unauthorized');
    }
  });

  it('[token] signed with another secret, or with no signature, or by another algorithm, is unauthorized', async () => {
    const [header = '', body = '', signature = ''] = (await made()).split('.');
    const none = encoded({ alg: 'none' });
    const bad = {
      'another secret': await made({ secret: 'another secret of at least 32 characters' }),
      'alg none, no signature': `${none}.${body}.`,
      'alg none, a signature': `${none}.${body}.${signature}`,
      'alg None': `${encoded({ alg: 'None' })}.${body}.`,
      'no signature': `${header}.${body}.`,
      'no signature at all': `${header}.${body}`,
      HS512: await made({ alg: 'HS512' }),
      HS384: await made({ alg: 'HS384' }),
      'changed claims': `${header}.${encoded({ sub: 'boss', name: 'B', role: 'admin', exp: 9e9 })}.${signature}`,
    };
    for (const [what, token] of Object.entries(bad)) expect(await refusal({ token }), what).toBe('unauthorized');
  });

  it('[token] that does not say what it must is unauthorized', async () => {
    const bad: Record<string, Made> = {
      'no sub': { claims: { sub: undefined } },
      'empty sub': { claims: { sub: '' } },
      'sub with a space': { claims: { sub: 'a b' } },
      'sub with a slash': { claims: { sub: 'a/b' } },
      'sub of 65': { claims: { sub: 'x'.repeat(65) } },
      'sub a number': { claims: { sub: 5 } },
      'no name': { claims: { name: undefined } },
      'empty name': { claims: { name: '' } },
      'blank name': { claims: { name: '   ' } },
      'name of 81': { claims: { name: 'x'.repeat(81) } },
      'name with a lone surrogate': { claims: { name: 'x\ud800' } },
      'no role': { claims: { role: undefined } },
      'unknown role': { claims: { role: 'boss' } },
      'role of Object': { claims: { role: 'constructor' } },
      'no exp': { exp: null },
      'exp a word': { exp: null, claims: { exp: 'tomorrow' } },
      'not yet good': { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } },
    };
    for (const [what, how] of Object.entries(bad)) {
      expect(await refusal({ token: await made(how) }), what).toBe('unauthorized');
    }
  });

  it('[token] of role business is unauthorized here', async () => {
    expect(await refusal({ token: await made({ claims: { role: 'business' } }) })).toBe('unauthorized');
  });

  it('[token] of 64 and 80 characters is taken', async () => {
    const token = await made({ claims: { sub: 'x'.repeat(64), name: 'x'.repeat(80) } });
    expect(await refusal({ token })).toMatch(/^entered/);
  });

  it('signed with AUTH_SECRET_PREVIOUS is believed', async () => {
    expect(await refusal({ token: await made({ secret: OLD_SECRET }) })).toMatch(/^entered/);
  });

  it('[user] of every role but business may enter', async () => {
    for (const role of ['caller', 'agent', 'supervisor', 'admin']) {
      expect(await refusal({ token: await made({ claims: { role } }) })).toContain(`"role":"${role}"`);
    }
  });
});

describe('an expired token', () => {
  it('is unauthorized', async () => {
    expect(await refusal({ token: await made({ exp: Math.floor(Date.now() / 1000) - 1 }) })).toBe('unauthorized');
  });

  it('[expired token] is outlived by the connection that it opened', async () => {
    const ann = await town.enter('Ann', { tokenMs: 2_000 });
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const dan = await town.enter('Dan');
    // A call that nobody answers for 2.5 s shows that the token has expired.
    await ring(cid, dan);
    await cid.next('call:reply', ({ code }) => code === 100105);
    expect(await refusal({ token: await testToken(ann.userId, 'Ann', 'caller', 0) })).toBe('unauthorized');
    await talk(ann, bob);
  });

  it('[expired token] [C19] lets a party of a live call come back, for that call and for nothing else', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const { callId } = await talk(ann, bob);
    await ann.vanish();
    await bob.next('call:peer');
    const back = await town.again(ann, { tokenMs: -60_000 });
    expect(back.ready.calls).toMatchObject([{ callId, state: 'started' }]);
    expect(await bob.next('call:peer')).toMatchObject({ connected: true });
    await back.does('call:signal', { callId, to: bob.endpointId, epoch: 2, data: {} });
    await back.does('call:ice', { callId });
    expect(await back.isRefused('call:request', requestTo(cid.userId))).toMatchObject({ code: 20 });
    expect(await back.isRefused('users:find', { query: 'a' })).toMatchObject({ code: 20 });
    expect(await back.isRefused('presence:watch', { on: true })).toMatchObject({ code: 20 });
    await back.does('call:finish', { callId });
    expect(await back.next('call:finish')).toMatchObject({ call: { callId }, code: 0 });
  });

  it('[expired token] [C19] is good for nothing any more once that call is over', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const { callId } = await talk(ann, bob);
    await ann.vanish();
    const back = await town.again(ann, { tokenMs: -60_000 });
    await bob.does('call:finish', { callId });
    await back.next('call:finish');
    await back.isGone();
    expect(await cid.does('call:request', requestTo(ann.userId))).toMatchObject({ code: 100102 });
    await expect(town.again(ann, { tokenMs: -60_000 })).rejects.toThrow('unauthorized');
  });

  it('opens nothing to another page of that user, or to a caller’s page that is in no call', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await talk(ann, bob);
    const token = await testToken(ann.userId, 'Ann', 'caller', -60_000);
    expect(await refusal({ token, endpointId: randomUUID() })).toBe('unauthorized');
    expect(await refusal({ token })).toBe('unauthorized');
    const strangers = await testToken('eve', 'Eve', 'caller', -60_000);
    expect(await refusal({ token: strangers, endpointId: ann.endpointId })).toBe('unauthorized');
  });
});

describe('the protocol’s number', () => {
  it('[protocol] 1 or none is welcome; any other is refused as protocol', async () => {
    const token = await made();
    expect(await refusal({ token, protocol: 1 })).toMatch(/^entered/);
    expect(await refusal({ token })).toMatch(/^entered/);
    for (const protocol of [2, 0, -1, 1.5, '1', null, {}, [1]]) {
      expect(await refusal({ token, protocol }), JSON.stringify(protocol)).toBe('protocol');
    }
  });
});

describe('an endpoint id', () => {
  it('[endpoint id] of one’s own is kept; none, or one of bad form, is replaced by a new one', async () => {
    const token = await made();
    const own = randomUUID();
    const given = async (endpointId?: unknown) => {
      const person = await knock({ token, ...(endpointId === undefined ? {} : { endpointId }) });
      person.socket.disconnect();
      return person.endpointId;
    };
    expect(await given(own)).toBe(own);
    for (const bad of [undefined, '', 'x', 5, null, {}, `${own}x`, '../../etc', own.replaceAll('-', '')]) {
      const id = await given(bad);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(id).not.toBe(bad);
    }
  });

  it('[one connection] [news replaced] that is connected already: the newer takes over, the older is told and does not come back', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const newer = await town.again(ann);
    expect(await ann.next('replaced')).toEqual({});
    // Socket.IO's clients come back by themselves after any other reason.
    expect(await ann.isGone()).toBe('io server disconnect');
    expect(newer.ready.calls).toMatchObject([{ callId, state: 'started' }]);
    await bob.does('call:signal', { callId, to: newer.endpointId, epoch: 1, data: { a: 1 } });
    await newer.next('call:signal');
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
    await newer.does('call:finish', { callId });
    expect(ann.log.at(-1)).toMatchObject({ news: 'replaced' });
  });

  it('[endpoint] of another user opens nothing: the server knows the pair', async () => {
    const ann = await town.enter('Ann');
    const eve = await town.enter('Eve', { endpointId: ann.endpointId });
    await ann.settle();
    expect(ann.gone).toBeNull();
    expect(eve.endpointId).toBe(ann.endpointId);
    const bob = await town.enter('Bob');
    const { callId } = await ring(bob, ann);
    expect(await eve.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
    expect(await eve.heard()).toEqual([]);
  });
});

describe('many pages', () => {
  it('[pages per user] of one user are at most 20; one that is open may still reload', async () => {
    const ann = await town.enter('Ann');
    for (let page = 2; page <= 20; page++) await town.another(ann);
    await expect(town.another(ann)).rejects.toThrow('too_many_endpoints');
    await town.again(ann);
    await expect(town.another(ann)).rejects.toThrow('too_many_endpoints');
  });

  it('[pages per user] that open at the same moment are at most 20 too', async () => {
    const first = await town.enter('Ann');
    const tries = await Promise.allSettled(Array.from({ length: 30 }, () => town.another(first)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
  });
});

describe('the greeting', () => {
  it('[news session:ready] comes first, also to a client that sends commands before it has it', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await ring(ann, bob);
    await bob.vanish();
    const { socket, log } = Person.hasty({
      url: town.server.url,
      auth: { token: await testToken(bob.userId, 'Bob'), endpointId: bob.endpointId },
    });
    const find = new Promise((resolve) => socket.emit('users:find', { query: 'x' }, resolve));
    expect(await find).toEqual({ ok: true, value: { users: expect.any(Array) } });
    expect(log[0]).toMatchObject({ news: 'session:ready', with: { calls: [{ state: 'ringing' }] } });
    socket.disconnect();
  });

  it('is given over polling as over WebSocket, with calls to the end', async () => {
    const ann = await town.enter('Ann', { transports: ['polling'] });
    const bob = await town.enter('Bob', { transports: ['polling', 'websocket'] });
    const { callId } = await talk(ann, bob);
    await ann.does('call:signal', { callId, to: bob.endpointId, epoch: 1, data: { type: 'offer' } });
    await bob.next('call:signal');
    await bob.does('call:finish', { callId });
    expect(await ann.next('call:finish')).toMatchObject({ code: 0, call: { endedBy: 'callee' } });
  });
});
