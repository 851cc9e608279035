import type { PresentUser, Role } from '@frontdesk/protocol';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { accept, ring, talk } from '../../test/calls.js';
import { Program } from '../../test/Program.js';
import { TEST_SECRET, testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

describe('the door of the business namespace', () => {
  const town = useTown({ RING_MS: '2500' });

  /** How the server refuses that handshake, in its own word; or that it did not. */
  async function refusal(auth: object, headers?: Record<string, string>): Promise<string> {
    const door = { url: town.server.url, auth: { ...auth }, ...(headers ? { headers } : {}) };
    const program = await Program.enter(door).catch((error: Error) => error.message);
    if (typeof program === 'string') return program;
    program.socket.disconnect();
    return 'entered';
  }

  function token(claims: object, secret = TEST_SECRET): Promise<string> {
    const jwt = new SignJWT({ sub: 'program', name: 'Program', role: 'business', ...claims });
    return jwt.setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(secret));
  }

  it('[business token] [C24] opens to a token of role business, and to no other role', async () => {
    expect(await refusal({ token: await token({}) })).toBe('entered');
    for (const role of ['caller', 'agent', 'supervisor', 'admin'] satisfies Role[]) {
      expect(await refusal({ token: await token({ role }), decides: true }), role).toBe('unauthorized');
    }
  });

  it('[business token] [C25] stays shut to no token, a forged one, and one that has expired', async () => {
    for (const none of [undefined, null, '', 5, {}, 'a.b.c', 'x'.repeat(100_000)]) {
      expect(await refusal({ token: none })).toBe('unauthorized');
    }
    expect(await refusal({ token: await token({}, 'another secret of at least 32 characters') })).toBe('unauthorized');
    expect(await refusal({ token: await testToken('program', 'Program', 'business', -1_000) })).toBe('unauthorized');
    const [, body = ''] = (await token({})).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await refusal({ token: `${none}.${body}.` })).toBe('unauthorized');
  });

  it('is not opened by the good token that the same connection showed at another door', async () => {
    const ann = await town.enter('Ann');
    const side = ann.socket.io.socket('/business', { auth: ann.socket.auth as object });
    const why = await new Promise<string>((resolve) => side.once('connect_error', ({ message }) => resolve(message)));
    expect(why).toBe('unauthorized');
    const program = await town.attach();
    const page = program.socket.io.socket('/', { auth: program.socket.auth as object });
    const word = await new Promise<string>((resolve) => page.once('connect_error', ({ message }) => resolve(message)));
    expect(word).toBe('unauthorized');
  });

  it('[business token] refuses another protocol, and a page of another origin', async () => {
    expect(await refusal({ token: await token({}), protocol: 2 })).toBe('protocol');
    expect(await refusal({ token: await token({}), protocol: 1 })).toBe('entered');
    expect(await refusal({ token: await token({}) }, { origin: 'https://evil.example' })).not.toBe('entered');
    expect(await refusal({ token: await token({}) }, { origin: town.server.url })).toBe('entered');
  });

  it('[decides] lets nobody decide who did not say so in so many words', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    for (const decides of [undefined, false, 'true', 1, null]) {
      const program = await Program.enter({ url: town.server.url, auth: { token: await token({}), decides } });
      program.deciding = () => ({ code: 4711 });
      const { callId } = await ring(ann, bob);
      await ann.does('call:finish', { callId });
      await program.leave();
    }
  });

  it('is outlived by a connection whose token expires', async () => {
    const short = await testToken('program', 'Program', 'business', 2_000);
    const program = await Program.enter({ url: town.server.url, auth: { token: short } });
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    // A call that nobody answers for 2.5 s shows that the token has expired.
    const { callId } = await ring(ann, bob);
    await ann.next('call:reply', ({ code }) => code === 100105);
    expect(await refusal({ token: short })).toBe('unauthorized');
    expect((await program.story(callId)).at(-1)).toBe('call:reply 100105 finished');
    await program.leave();
  });

  it('[C24] a page that sends what only programs may send is told that there is no such command', async () => {
    const ann = await town.enter('Ann', { role: 'admin' });
    for (const command of ['call:assign', 'call:update', 'users:list', 'calls:list']) {
      expect(await ann.send(command, { callId: 'x', to: 'y' })).toMatchObject({ error: { code: 21 } });
    }
  });
});

describe('what a business server hears', () => {
  const town = useTown({ DIRECTORY: 'staff' });

  it('[told once] [business news call:request] [business news call:reply] [business news call:start] [business news call:finish] [business news call:peer] [C20] is the news of every call, once, without a ticket', async () => {
    const program = await town.attach();
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob', { role: 'agent' })];
    const phone = await town.another(bob);
    const call = await ring(ann, bob);
    const { callId } = call;
    const { caller } = await accept(call, ann, bob);
    await phone.next('call:reply');
    await bob.vanish();
    await ann.next('call:peer');
    const back = await town.again(bob);
    await ann.next('call:peer', ({ connected }) => connected);
    await back.does('call:finish', { callId, code: 5, text: 'bye' });
    expect(await program.story(callId)).toEqual([
      'call:request 0 ringing',
      'call:reply 0 ringing',
      'call:start 0 started',
      'call:peer away',
      'call:peer there',
      'call:finish 5 finished',
    ]);
    const { ticket: _ticket, iceServers: _iceServers, icePolicy: _icePolicy, ...start } = caller;
    expect(program.news('call:start').find((news) => news.call.callId === callId)).toEqual(start);
    expect(program.news('call:peer')[0]).toEqual({ callId, endpointId: bob.endpointId, connected: false });
    expect(await ann.heard()).not.toContain('call:decide');
  });

  it('[business news call:reply] is also of calls that never rang', async () => {
    const program = await town.attach();
    const ann = await town.enter('Ann');
    const { callId } = await ann.does('call:request', { to: 'nobody', requestId: 'a' });
    expect(await program.story(callId)).toEqual(['call:request 0 finished', 'call:reply 100102 finished']);
  });

  it('[business news presence] [C26] is who comes, goes and is busy, whoever the directory hides', async () => {
    const program = await town.attach();
    const told = (userId: string, status: PresentUser['status']) =>
      program.next('presence', ({ users }) => users.some((user) => user.userId === userId && user.status === status));
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob', { role: 'agent' })];
    await told(ann.userId, 'available');
    const { callId } = await talk(ann, bob);
    await told(bob.userId, 'busy');
    await ann.does('call:finish', { callId });
    await told(ann.userId, 'available');
    await ann.leave();
    await told(ann.userId, 'offline');
  });

  it('[business command users:list] [business command calls:list] and may ask: everybody who is connected, every call that lives', async () => {
    const program = await town.attach();
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob', { role: 'agent' })];
    const started = await talk(ann, bob);
    const cid = await town.enter('Cid');
    const gone = await town.enter('Dan');
    await gone.leave();
    const { users } = await program.does('users:list', {});
    expect(users).toEqual(
      expect.arrayContaining([
        { ...ann.ready.user, status: 'busy' },
        { ...bob.ready.user, status: 'busy' },
        { ...cid.ready.user, status: 'available' },
      ]),
    );
    expect(users.map(({ userId }) => userId)).not.toContain(program.socket.id);
    const { calls } = await program.does('calls:list', {});
    expect(calls.find(({ callId }) => callId === started.callId)).toEqual(started);
    await ann.does('call:finish', { callId: started.callId });
    expect((await program.does('calls:list', {})).calls.map(({ callId }) => callId)).not.toContain(started.callId);
  });

  it('reaches those that poll as well, in the same order', async () => {
    const token = await testToken('poller', 'Poller', 'business');
    const program = await Program.enter({ url: town.server.url, auth: { token }, transports: ['polling'] });
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob', { role: 'agent' })];
    const { callId } = await talk(ann, bob);
    await ann.does('call:finish', { callId });
    expect(await program.story(callId)).toEqual([
      'call:request 0 ringing',
      'call:reply 0 ringing',
      'call:start 0 started',
      'call:finish 0 finished',
    ]);
    program.socket.disconnect();
  });

  it('and a page and a program may share a connection; the program hears no more once it has left', async () => {
    const ann = await town.enter('Ann', { role: 'agent' });
    const token = await testToken('program', 'Program', 'business');
    const side = ann.socket.io.socket('/business', { auth: { token } });
    await new Promise<void>((resolve) => side.once('connect', resolve));
    const packets: string[] = [];
    ann.socket.io.engine.on('data', (packet: string) => packets.push(packet.slice(0, 11)));
    const [bob, cid] = [await town.enter('Bob'), await town.enter('Cid')];
    const { callId } = await ring(bob, ann);
    expect(packets).toContain('2/business,');
    side.disconnect();
    await ann.settle();
    packets.length = 0;
    await bob.does('call:finish', { callId });
    await ring(cid, ann);
    await ann.settle();
    expect(packets.filter((packet) => packet.includes('/business'))).toEqual([]);
  });
});
