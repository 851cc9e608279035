import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CODES, type SessionReady } from '@frontdesk/protocol';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../src/connection/Connection.js';
import type { PageLife } from '../src/connection/PageLife.js';
import type { Credentials, RenewOutcome } from '../src/index.js';
import type { ConnectionView } from '../src/views.js';

const READY: SessionReady = {
  user: { userId: 'ana', name: 'Ana', role: 'caller' },
  endpointId: 'from-server',
  serverTime: 5_000_000,
  version: '0',
  calls: [],
  ended: [],
};

let http: HttpServer;
let io: Server;
let url: string;
const stops: (() => void)[] = [];
/** What the server does with a page that has connected. */
let welcome: (socket: Socket) => void;
let isWelcome: (token: unknown) => boolean;

beforeEach(async () => {
  welcome = (socket) => socket.emit('session:ready', READY);
  isWelcome = () => true;
  http = createServer();
  io = new Server(http);
  io.use((socket, next) => next(isWelcome(socket.handshake.auth['token']) ? undefined : new Error('unauthorized')));
  io.on('connection', (socket) => welcome(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await io.close();
});

/** A page with a line to that server. */
function page(renewal: RenewOutcome = 'renewed') {
  let token = 'old';
  let endpointId = 'mine';
  const said: { readonly url: string; readonly body: object }[] = [];
  const life: { wake: () => void; leave: () => void } = { wake: () => undefined, leave: () => undefined };
  const credentials: Credentials = {
    settled: Promise.resolve(),
    token: () => token,
    endpointId: () => endpointId,
    keepEndpointId: (id) => {
      endpointId = id;
    },
    renew: async () => {
      if (renewal === 'renewed') token = 'new';
      return renewal;
    },
  };
  const pageLife: PageLife = {
    onWake: (listener) => {
      life.wake = listener;
      return () => undefined;
    },
    onLeave: (listener) => {
      life.leave = listener;
      return () => undefined;
    },
    sendLast: (to, body) => said.push({ url: to, body }),
  };
  const shown: SessionReady[] = [];
  const during: { show: () => void } = { show: () => undefined };
  const connection = new Connection({
    credentials,
    url,
    onReady: (ready) => {
      during.show();
      shown.push(ready);
    },
    probe: () => connection.send('presence:watch', { on: true }),
    page: pageLife,
  });
  const views: ConnectionView[] = [];
  connection.view.subscribe(() => views.push(connection.view.get()));
  const start = (): void => void stops.push(connection.start());
  const reaches = (state: ConnectionView['state'], times = 1): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (views.filter((view) => view.state === state).length >= times) resolve();
      };
      connection.view.subscribe(look);
      look();
    });
  return { connection, credentials, shown, during, views, start, reaches, life, said };
}

describe('Connection', () => {
  it('sends nothing before what is has been shown', async () => {
    const { connection, start, reaches, shown, credentials } = page();
    expect(await connection.send('presence:watch', { on: true })).toMatchObject({
      ok: false,
      error: { code: CODES.disconnected, name: 'disconnected' },
    });
    welcome = (socket) => {
      socket.on('presence:watch', (_, acknowledge) => acknowledge({ ok: true, value: { users: [] } }));
      socket.emit('session:ready', READY);
    };
    start();
    await reaches('ready');
    expect(shown).toEqual([READY]);
    expect(credentials.endpointId()).toBe('from-server');
    expect(await connection.send('presence:watch', { on: true })).toEqual({ ok: true, value: { users: [] } });
    expect(Math.abs(connection.serverNow() - READY.serverTime)).toBeLessThan(5_000);
  });

  it('[C20] is silent on every new line until its snapshot was shown, whatever it is asked to say', async () => {
    const { connection, start, reaches, during, said, life } = page();
    const heard: string[] = [];
    let arrived: (socket: Socket) => void = () => undefined;
    welcome = (socket) => {
      socket.onAny((name: string, _: unknown, acknowledge?: (result: object) => void) => {
        heard.push(name);
        acknowledge?.({ ok: true, value: { users: [] } });
      });
      arrived(socket);
    };
    const speak = async (): Promise<void> => {
      connection.post('call:signal', { callId: 'c', to: 'e', epoch: 1, data: {} });
      const asked = await connection.send('call:finish', { callId: 'c' });
      expect(asked).toMatchObject({ ok: false, error: { code: CODES.disconnected } });
    };
    const spoken: Promise<void>[] = [];
    during.show = () => spoken.push(speak());
    for (const times of [1, 2]) {
      const line = new Promise<Socket>((resolve) => {
        arrived = resolve;
      });
      if (times === 1) start();
      else io.disconnectSockets(true);
      const socket = await line;
      await speak();
      socket.emit('session:ready', READY);
      await reaches('ready', times);
      await Promise.all(spoken);
      // The line keeps the order: whatever had been said before would have been heard by now.
      await connection.send('users:find', { query: 'ana' });
      expect(heard.splice(0)).toEqual(['users:find']);
    }
    io.disconnectSockets(true);
    await reaches('reconnecting', 2);
    life.leave();
    expect(said).toEqual([]);
  });

  it('renews a token that is refused, and connects with the new one', async () => {
    isWelcome = (token) => token === 'new';
    const { start, reaches } = page();
    start();
    await reaches('ready');
  });

  it('tells that it is refused when the renewed token is not believed either', async () => {
    isWelcome = () => false;
    const { start, reaches, views } = page();
    start();
    await reaches('refused');
    expect(views.at(-1)).toEqual({ state: 'refused', reason: 'unauthorized' });
  });

  it('fails what waits when the line breaks, and comes back by itself', async () => {
    const { connection, start, reaches, views } = page();
    start();
    await reaches('ready');
    const waiting = connection.send('users:find', { query: 'ana' });
    io.disconnectSockets(true);
    expect(await waiting).toMatchObject({ ok: false, error: { code: CODES.disconnected }, isUnanswered: true });
    await reaches('ready', 2);
    expect(views.map((view) => view.state)).toEqual(['connecting', 'ready', 'reconnecting', 'ready']);
    expect(views[2]).toMatchObject({ reason: 'network' });
  });

  it('says that the server restarts when it has told so', async () => {
    const { start, reaches, views } = page();
    start();
    await reaches('ready');
    io.emit('server:closing', {});
    io.disconnectSockets(true);
    await reaches('ready', 2);
    expect(views[2]).toMatchObject({ state: 'reconnecting', reason: 'server_closing' });
  });

  it('does not come back by itself when another page has taken its endpoint, but may be started again', async () => {
    const { start, reaches, views } = page();
    start();
    await reaches('ready');
    io.emit('replaced', {});
    await reaches('replaced');
    start();
    await reaches('ready', 2);
    expect(views.map((view) => view.state)).toEqual(['connecting', 'ready', 'replaced', 'connecting', 'ready']);
  });

  it('says goodbye when the page goes away, and is back when the page is shown from the cache', async () => {
    const { start, reaches, life, said, views } = page();
    start();
    await reaches('ready');
    life.leave();
    const body = { token: 'old', endpointId: 'from-server', socketId: expect.any(String) };
    expect(said).toEqual([{ url: `${url}/api/v1/bye`, body }]);
    life.wake();
    await reaches('ready', 2);
    expect(views.map((view) => view.state)).toEqual(['connecting', 'ready', 'reconnecting', 'ready']);
  });

  it('[P11] [P12] gives a line up that does not answer when the page wakes', async () => {
    const { start, reaches, life } = page();
    start();
    await reaches('ready');
    life.wake();
    await reaches('reconnecting');
    await reaches('ready', 2);
  });
});
