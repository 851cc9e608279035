import type { BusinessServerEvents, CallSnapshot, Decision, Result } from '@frontdesk/protocol';
import type { Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callOf } from '../test/calls.js';
import { Heard } from '../test/Heard.js';
import { SmallServer } from '../test/SmallServer.js';
import {
  allow,
  type Connection,
  type ConnectOptions,
  connect,
  deny,
  type Frontdesk,
  hold,
  RefusedError,
  route,
} from './index.js';

let server: SmallServer;
let programs: Heard<Socket<never, BusinessServerEvents>>;
/** Everything the program was told: connections, news, questions and errors. */
let told: Heard<unknown>;
const open: Frontdesk[] = [];

beforeEach(async () => {
  server = new SmallServer();
  programs = new Heard();
  told = new Heard();
  server.onProgram = (socket) => programs.add(socket as never);
  await server.start();
});

afterEach(async () => {
  for (const frontdesk of open.splice(0)) frontdesk.close();
  await server.stop();
});

function program(options: Partial<ConnectOptions> = {}): Frontdesk {
  const frontdesk = connect({
    url: server.url,
    token: 'a token',
    onNews: told.add,
    onConnection: told.add,
    onError: told.add,
    ...options,
  });
  open.push(frontdesk);
  return frontdesk;
}

/** Asks the program; what it answers. */
function ask(socket: Socket<never, BusinessServerEvents>, callId: string): Promise<unknown> {
  return new Promise((resolve) => socket.emit('call:decide', { call: callOf(callId) }, resolve));
}

/** What the next connection begins with, however many attempts it takes. */
async function nextConnected(heard: { next(): Promise<unknown> }): Promise<unknown> {
  for (;;) {
    const next = await heard.next();
    if ((next as Connection).state !== 'disconnected') return next;
  }
}

const CONNECTED = { state: 'connected', calls: [], users: [] };

describe('the line', () => {
  test('says who it is, and whether it decides', async () => {
    await program().ready;
    await program({ decide: allow }).ready;
    expect(server.auths).toEqual([
      { token: 'a token', protocol: 1, decides: false },
      { token: 'a token', protocol: 1, decides: true },
    ]);
  });

  test('shows what is before any news and any question, and no news that is older', async () => {
    server.isOpen = false;
    server.calls = [callOf('known', { version: 3, state: 'waiting' })];
    server.users = [{ userId: 'ines', name: 'Ines', role: 'agent', status: 'available' }];
    const decide = ({ callId }: CallSnapshot) => {
      told.add(`asked about ${callId}`);
      return hold();
    };
    const frontdesk = program({ decide });
    const socket = await programs.next();
    const words = { code: 0, param: 0, text: '' };
    socket.emit('presence', { users: [{ userId: 'ines', name: 'Ines', role: 'agent', status: 'offline' }] });
    socket.emit('call:update', { call: callOf('known', { version: 3, state: 'waiting' }), ...words });
    socket.emit('call:request', { call: callOf('new'), ...words });
    const answer = ask(socket, 'new');
    socket.emit('call:reply', { call: callOf('known', { version: 4, state: 'ringing' }), ...words });
    expect(await frontdesk.calls()).toMatchObject({ ok: false, error: { code: 100106 } });
    server.open();
    expect(await answer).toEqual({ hold: true });
    await frontdesk.ready;
    expect(told.rest).toEqual([
      { state: 'connected', calls: server.calls, users: server.users },
      { name: 'presence', users: [{ userId: 'ines', name: 'Ines', role: 'agent', status: 'offline' }] },
      { name: 'call:request', call: callOf('new'), ...words },
      'asked about new',
      { name: 'call:reply', call: callOf('known', { version: 4, state: 'ringing' }), ...words },
    ]);
  });

  test('comes back after a restart of the server, with a fresh token and what is then', async () => {
    let tokens = 0;
    const frontdesk = program({ token: async () => `token ${++tokens}` });
    expect(await told.next()).toEqual(CONNECTED);
    await server.stop();
    expect(await told.next()).toMatchObject({ state: 'disconnected', retryMs: expect.any(Number) });
    expect(frontdesk.isConnected).toBe(false);
    server.calls = [callOf('meanwhile')];
    await server.start();
    expect(await nextConnected(told)).toEqual({ ...CONNECTED, calls: server.calls });
    expect(server.auths.at(-1)).toMatchObject({ token: `token ${tokens}` });
    expect(tokens).toBeGreaterThan(1);
  });

  test('comes back when the server closes the connection', async () => {
    await program().ready;
    (await programs.next()).disconnect();
    expect(await told.next()).toEqual(CONNECTED);
    expect(await told.next()).toMatchObject({ state: 'disconnected', reason: 'io server disconnect' });
    expect(await told.next()).toEqual(CONNECTED);
  });

  test('a token that is refused is refused for good, and said clearly', async () => {
    server.refusal = 'unauthorized';
    const frontdesk = program();
    await expect(frontdesk.ready).rejects.toThrow(/must be signed by that server, of role business, and not expired/);
    const error = expect.any(RefusedError);
    expect(told.rest).toEqual([error, { state: 'refused', error }]);
    expect(server.auths).toHaveLength(1);
  });

  test('where tokens can be renewed, a refused one is followed by another', async () => {
    server.refusal = 'unauthorized';
    const frontdesk = program({
      token: () => {
        if (server.auths.length === 1) server.refusal = null;
        return `token ${server.auths.length}`;
      },
    });
    await frontdesk.ready;
    expect(server.auths.map(({ token }) => token)).toEqual(['token 0', 'token 1']);
    expect(told.rest).toEqual([
      expect.any(RefusedError),
      expect.objectContaining({ state: 'disconnected', reason: 'unauthorized' }),
      CONNECTED,
    ]);
  });

  test('a token that cannot be had is reported and asked for again', async () => {
    let isFirst = true;
    const frontdesk = program({
      token: () => {
        if (!isFirst) return 'a token';
        isFirst = false;
        throw new Error('no vault');
      },
    });
    await frontdesk.ready;
    expect(told.rest).toEqual([
      new Error('no vault'),
      expect.objectContaining({ state: 'disconnected', reason: 'no token' }),
      CONNECTED,
    ]);
  });

  test('what a callback throws is reported and ends nothing', async () => {
    const frontdesk = program({
      onNews: async ({ name }) => {
        throw new Error(`cannot bear ${name}`);
      },
      onConnection: () => {
        throw new Error('cannot bear a connection');
      },
    });
    const socket = await programs.next();
    await frontdesk.ready;
    socket.emit('presence', { users: [] });
    expect(await told.next()).toEqual(new Error('cannot bear a connection'));
    expect(await told.next()).toEqual(new Error('cannot bear presence'));
    expect((await frontdesk.calls()).ok).toBe(true);
  });

  test('once closed it stays closed', async () => {
    const frontdesk = program();
    const socket = await programs.next();
    await frontdesk.ready;
    const isGone = new Promise((resolve) => socket.on('disconnect', resolve));
    frontdesk.close();
    expect(await isGone).toBe('client namespace disconnect');
    expect(await frontdesk.finish('a call')).toMatchObject({ ok: false, error: { code: 100106 } });
    expect(told.rest).toEqual([CONNECTED]);
  });

  test('closed while it connects, it says no more', async () => {
    let fail: (error: Error) => void = () => undefined;
    const token = new Promise<string>((_, reject) => {
      fail = reject;
    });
    program({ token: () => token }).close();
    fail(new Error('no vault'));
    expect(await told.next()).toEqual(new Error('no vault'));
    expect(told.rest).toEqual([]);
  });
});

describe('decisions', () => {
  const verdicts: Record<string, Decision> = {
    allowed: allow(),
    denied: deny(100904, 'We open at nine'),
    routed: route('ines'),
    held: hold(),
  };

  test('[C4] go to the server as they were made', async () => {
    await program({ decide: async ({ callId }) => verdicts[callId] ?? null }).ready;
    const socket = await programs.next();
    expect(await ask(socket, 'allowed')).toEqual({ code: 0, text: '' });
    expect(await ask(socket, 'denied')).toEqual({ code: 100904, text: 'We open at nine' });
    expect(await ask(socket, 'routed')).toEqual({ route: 'ines' });
    expect(await ask(socket, 'held')).toEqual({ hold: true });
    expect(await ask(socket, 'unknown')).toBeNull();
    expect(told.rest).toEqual([CONNECTED]);
  });

  test('an error and nonsense are reported and count as no answer', async () => {
    const decide: ConnectOptions['decide'] = ({ callId }) => {
      if (callId === 'nonsense') return 'yes' as never;
      throw new Error('no database');
    };
    await program({ decide }).ready;
    const socket = await programs.next();
    expect(await ask(socket, 'a call')).toBeNull();
    expect(await ask(socket, 'nonsense')).toBeNull();
    expect(told.rest).toEqual([CONNECTED, new Error('no database'), new TypeError('not a decision: "yes"')]);
  });

  test('a fallback stands in for an error', async () => {
    const decide = () => Promise.reject(new Error('no database'));
    await program({ decide, fallback: { code: 0 } }).ready;
    expect(await ask(await programs.next(), 'a call')).toEqual({ code: 0 });
  });

  test('one that comes after its connection has ended is told to no other', async () => {
    let decideLate: (decision: Decision) => void = () => undefined;
    let isFirst = true;
    const connections = new Heard<Connection>();
    const frontdesk = program({
      onConnection: connections.add,
      decide: () => {
        if (!isFirst) return hold();
        isFirst = false;
        return new Promise((resolve) => {
          decideLate = resolve;
        });
      },
    });
    const first = await programs.next();
    await frontdesk.ready;
    expect(await nextConnected(connections)).toEqual(CONNECTED);
    void ask(first, 'first');
    expect((await frontdesk.users()).ok).toBe(true);
    await server.stop();
    await server.start();
    // The server that came back counts its questions from the same number as the one before.
    const second = await programs.next();
    expect(await nextConnected(connections)).toEqual(CONNECTED);
    const answer = ask(second, 'second');
    decideLate(allow());
    expect(await answer).toEqual({ hold: true });
  });

  test('a code that cannot deny is refused where it is written', () => {
    for (const code of [0, -1, 1.5, 2 ** 31]) expect(() => deny(code)).toThrow(RangeError);
  });
});

describe('commands', () => {
  test('go as the contract writes them, and resolve with what the server says', async () => {
    const call = callOf('a call', { version: 9 });
    const done = { ok: true, value: call } as const;
    const busy = { ok: false, error: { code: 100103, name: 'busy', message: 'Ines is in a call' } } as const;
    const heard: unknown[] = [];
    server.onProgram = (socket) => {
      for (const name of ['call:finish', 'call:assign', 'call:update'] as const) {
        socket.on(name, (payload: object, answer?: (result: Result<CallSnapshot>) => void) => {
          heard.push([name, payload]);
          answer?.(heard.length === 3 ? busy : done);
        });
      }
    };
    const frontdesk = program();
    await frontdesk.ready;
    expect(await frontdesk.finish('a call', { code: 100904, text: 'closed' })).toEqual(done);
    expect(await frontdesk.finishUser('carla')).toEqual(done);
    expect(await frontdesk.assign('a call', 'ines')).toEqual(busy);
    expect(await frontdesk.assign('a call', ['ines', 'jo'])).toEqual(done);
    expect(await frontdesk.update('a call', { param: 2, text: 'soon' })).toEqual(done);
    expect(heard).toEqual([
      ['call:finish', { callId: 'a call', code: 100904, text: 'closed' }],
      ['call:finish', { userId: 'carla' }],
      ['call:assign', { callId: 'a call', to: 'ines' }],
      ['call:assign', { callId: 'a call', to: ['ines', 'jo'] }],
      ['call:update', { callId: 'a call', param: 2, text: 'soon' }],
    ]);
  });

  test('one whose acknowledgment is lost with the line resolves with 100106', async () => {
    server.onProgram = (socket) => socket.on('call:finish', () => socket.disconnect(true));
    const frontdesk = program();
    await frontdesk.ready;
    expect(await frontdesk.finish('a call')).toMatchObject({
      ok: false,
      error: { code: 100106, name: 'disconnected' },
    });
  });
});
