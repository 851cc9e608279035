import type { CallSnapshot } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { callOf } from '../test/calls.js';
import { ask, CONNECTED, nextConnected, useProgram } from '../test/useProgram.js';
import { allow, hold, RefusedError } from './index.js';

const stage = useProgram();

describe('the line', () => {
  test('says who it is, and whether it decides', async () => {
    await stage.program().ready;
    await stage.program({ decide: allow }).ready;
    expect(stage.server.auths).toEqual([
      { token: 'a token', protocol: 1, decides: false },
      { token: 'a token', protocol: 1, decides: true },
    ]);
  });

  test('shows what is before any news and any question, and no news that is older', async () => {
    stage.server.isOpen = false;
    stage.server.calls = [callOf('known', { version: 3, state: 'waiting' })];
    stage.server.users = [{ userId: 'ines', name: 'Ines', role: 'agent', status: 'available' }];
    const decide = ({ callId }: CallSnapshot) => {
      stage.told.add(`asked about ${callId}`);
      return hold();
    };
    const frontdesk = stage.program({ decide });
    const socket = await stage.programs.next();
    const words = { code: 0, param: 0, text: '' };
    socket.emit('presence', { users: [{ userId: 'ines', name: 'Ines', role: 'agent', status: 'offline' }] });
    socket.emit('call:update', { call: callOf('known', { version: 3, state: 'waiting' }), ...words, wait: null });
    socket.emit('call:request', { call: callOf('new'), ...words });
    const answer = ask(socket, 'new');
    socket.emit('call:reply', { call: callOf('known', { version: 4, state: 'ringing' }), ...words });
    expect(await frontdesk.calls()).toMatchObject({ ok: false, error: { code: 100106 } });
    stage.server.open();
    expect(await answer).toEqual({ hold: true });
    await frontdesk.ready;
    expect(stage.told.rest).toEqual([
      { state: 'connected', calls: stage.server.calls, users: stage.server.users },
      { name: 'presence', users: [{ userId: 'ines', name: 'Ines', role: 'agent', status: 'offline' }] },
      { name: 'call:request', call: callOf('new'), ...words },
      'asked about new',
      { name: 'call:reply', call: callOf('known', { version: 4, state: 'ringing' }), ...words },
    ]);
  });

  test('comes back after a restart of the server, with a fresh token and what is then', async () => {
    let tokens = 0;
    const frontdesk = stage.program({ token: async () => `token ${++tokens}` });
    expect(await stage.told.next()).toEqual(CONNECTED);
    await stage.server.stop();
    expect(await stage.told.next()).toMatchObject({ state: 'disconnected', retryMs: expect.any(Number) });
    expect(frontdesk.isConnected).toBe(false);
    stage.server.calls = [callOf('meanwhile')];
    await stage.server.start();
    expect(await nextConnected(stage.told)).toEqual({ ...CONNECTED, calls: stage.server.calls });
    expect(stage.server.auths.at(-1)).toMatchObject({ token: `token ${tokens}` });
    expect(tokens).toBeGreaterThan(1);
  });

  test('comes back when the server closes the connection', async () => {
    await stage.program().ready;
    (await stage.programs.next()).disconnect();
    expect(await stage.told.next()).toEqual(CONNECTED);
    expect(await stage.told.next()).toMatchObject({ state: 'disconnected', reason: 'io server disconnect' });
    expect(await stage.told.next()).toEqual(CONNECTED);
  });

  test('a token that is refused is refused for good, and said clearly', async () => {
    stage.server.refusal = 'unauthorized';
    const frontdesk = stage.program();
    await expect(frontdesk.ready).rejects.toThrow(/must be signed by that server, of role business, and not expired/);
    const error = expect.any(RefusedError);
    expect(stage.told.rest).toEqual([error, { state: 'refused', error }]);
    expect(stage.server.auths).toHaveLength(1);
  });

  test('where tokens can be renewed, a refused one is followed by another', async () => {
    stage.server.refusal = 'unauthorized';
    const frontdesk = stage.program({
      token: () => {
        if (stage.server.auths.length === 1) stage.server.refusal = null;
        return `token ${stage.server.auths.length}`;
      },
    });
    await frontdesk.ready;
    expect(stage.server.auths.map(({ token }) => token)).toEqual(['token 0', 'token 1']);
    expect(stage.told.rest).toEqual([
      expect.any(RefusedError),
      expect.objectContaining({ state: 'disconnected', reason: 'unauthorized' }),
      CONNECTED,
    ]);
  });

  test('a token that cannot be had is reported and asked for again', async () => {
    let isFirst = true;
    const frontdesk = stage.program({
      token: () => {
        if (!isFirst) return 'a token';
        isFirst = false;
        throw new Error('no vault');
      },
    });
    await frontdesk.ready;
    expect(stage.told.rest).toEqual([
      new Error('no vault'),
      expect.objectContaining({ state: 'disconnected', reason: 'no token' }),
      CONNECTED,
    ]);
  });

  test('what a callback throws is reported and ends nothing', async () => {
    const frontdesk = stage.program({
      onNews: async ({ name }) => {
        throw new Error(`cannot bear ${name}`);
      },
      onConnection: () => {
        throw new Error('cannot bear a connection');
      },
    });
    const socket = await stage.programs.next();
    await frontdesk.ready;
    socket.emit('presence', { users: [] });
    expect(await stage.told.next()).toEqual(new Error('cannot bear a connection'));
    expect(await stage.told.next()).toEqual(new Error('cannot bear presence'));
    expect((await frontdesk.calls()).ok).toBe(true);
  });

  test('once closed it stays closed', async () => {
    const frontdesk = stage.program();
    const socket = await stage.programs.next();
    await frontdesk.ready;
    const isGone = new Promise((resolve) => socket.on('disconnect', resolve));
    frontdesk.close();
    expect(await isGone).toBe('client namespace disconnect');
    expect(await frontdesk.finish('a call')).toMatchObject({ ok: false, error: { code: 100106 } });
    expect(stage.told.rest).toEqual([CONNECTED]);
  });

  test('closed while it connects, it says no more', async () => {
    let fail: (error: Error) => void = () => undefined;
    const token = new Promise<string>((_, reject) => {
      fail = reject;
    });
    stage.program({ token: () => token }).close();
    fail(new Error('no vault'));
    expect(await stage.told.next()).toEqual(new Error('no vault'));
    expect(stage.told.rest).toEqual([]);
  });
});
