import type { CallSnapshot, Decision, Result } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { callOf } from '../test/calls.js';
import { Heard } from '../test/Heard.js';
import { ask, CONNECTED, nextConnected, useProgram } from '../test/useProgram.js';
import { allow, type Connection, type ConnectOptions, deny, hold, route } from './index.js';

const stage = useProgram();

describe('decisions', () => {
  const verdicts: Record<string, Decision> = {
    allowed: allow(),
    denied: deny(100904, 'We open at nine'),
    routed: route('ines'),
    held: hold(),
  };

  test('[C4] go to the server as they were made', async () => {
    await stage.program({ decide: async ({ callId }) => verdicts[callId] ?? null }).ready;
    const socket = await stage.programs.next();
    expect(await ask(socket, 'allowed')).toEqual({ code: 0, text: '' });
    expect(await ask(socket, 'denied')).toEqual({ code: 100904, text: 'We open at nine' });
    expect(await ask(socket, 'routed')).toEqual({ route: 'ines' });
    expect(await ask(socket, 'held')).toEqual({ hold: true });
    expect(await ask(socket, 'unknown')).toBeNull();
    expect(stage.told.rest).toEqual([CONNECTED]);
  });

  test('an error and nonsense are reported and count as no answer', async () => {
    const decide: ConnectOptions['decide'] = ({ callId }) => {
      if (callId === 'nonsense') return 'yes' as never;
      throw new Error('no database');
    };
    await stage.program({ decide }).ready;
    const socket = await stage.programs.next();
    expect(await ask(socket, 'a call')).toBeNull();
    expect(await ask(socket, 'nonsense')).toBeNull();
    expect(stage.told.rest).toEqual([CONNECTED, new Error('no database'), new TypeError('not a decision: "yes"')]);
  });

  test('a fallback stands in for an error', async () => {
    const decide = () => Promise.reject(new Error('no database'));
    await stage.program({ decide, fallback: { code: 0 } }).ready;
    expect(await ask(await stage.programs.next(), 'a call')).toEqual({ code: 0 });
  });

  test('one that comes after its connection has ended is told to no other', async () => {
    let decideLate: (decision: Decision) => void = () => undefined;
    let isFirst = true;
    const connections = new Heard<Connection>();
    const frontdesk = stage.program({
      onConnection: connections.add,
      decide: () => {
        if (!isFirst) return hold();
        isFirst = false;
        return new Promise((resolve) => {
          decideLate = resolve;
        });
      },
    });
    const first = await stage.programs.next();
    await frontdesk.ready;
    expect(await nextConnected(connections)).toEqual(CONNECTED);
    void ask(first, 'first');
    expect((await frontdesk.users()).ok).toBe(true);
    await stage.server.stop();
    await stage.server.start();
    // The server that came back counts its questions from the same number as the one before.
    const second = await stage.programs.next();
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
    stage.server.onProgram = (socket) => {
      for (const name of ['call:finish', 'call:assign', 'call:update'] as const) {
        socket.on(name, (payload: object, answer?: (result: Result<CallSnapshot>) => void) => {
          heard.push([name, payload]);
          answer?.(heard.length === 3 ? busy : done);
        });
      }
    };
    const frontdesk = stage.program();
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
    stage.server.onProgram = (socket) => socket.on('call:finish', () => socket.disconnect(true));
    const frontdesk = stage.program();
    await frontdesk.ready;
    expect(await frontdesk.finish('a call')).toMatchObject({
      ok: false,
      error: { code: 100106, name: 'disconnected' },
    });
  });
});
