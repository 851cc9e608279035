import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { requestTo } from '../../../server/test/calls.js';
import { testToken } from '../../../server/test/startServer.js';
import { useTown } from '../../../server/test/useTown.js';
import { CODES, type Commands, connect, type Frontdesk, hold, rest } from './index.js';

const town = useTown();
const tokenOf = (name: string) => testToken(name, name, 'business');

/** Holds every call, so that there is one to assign. */
let holder: Frontdesk;
beforeAll(async () => {
  holder = connect({ url: town.server.url, token: await tokenOf('holder'), decide: hold });
  await holder.ready;
});
afterAll(() => holder.close());

const ways: Record<string, () => Commands> = {
  'the socket': () => holder,
  REST: () => rest({ url: town.server.url, token: () => tokenOf('rest') }),
};

describe.each(Object.entries(ways))('over %s', (_, commandsOver) => {
  test('[C12] [business command call:assign] [business command call:update] a program sees, tells, assigns and ends calls', async () => {
    const commands = commandsOver();
    const [anna, ines] = [await town.enter('Anna'), await town.enter('Ines', { role: 'agent' })];
    const { callId } = await anna.does('call:request', requestTo('support'));
    await anna.next('call:update');

    expect(await commands.calls()).toMatchObject({ ok: true, value: [{ callId, state: 'waiting' }] });
    expect(await commands.users()).toMatchObject({
      ok: true,
      value: expect.arrayContaining([{ userId: ines.userId, name: 'Ines', role: 'agent', status: 'available' }]),
    });
    expect(await commands.update(callId, { param: 1, text: 'soon' })).toMatchObject({ ok: true, value: { callId } });
    await anna.next('call:update', ({ param, text }) => param === 1 && text === 'soon');

    expect(await commands.assign(callId, 'nobody')).toMatchObject({ ok: false, error: { code: CODES.offline } });
    expect(await commands.assign(callId, [ines.userId])).toMatchObject({ ok: true, value: { state: 'ringing' } });
    expect(await commands.assign(callId, ines.userId)).toMatchObject({ ok: false, error: { code: CODES.notAllowed } });
    await ines.next('call:request');

    const ending = { code: 4711, text: 'We close now.' };
    expect(await commands.finish(callId, ending)).toMatchObject({ ok: true, value: { state: 'finished', code: 4711 } });
    expect(await anna.next('call:finish')).toMatchObject(ending);
    expect(await ines.next('call:finish')).toMatchObject(ending);
    expect(await commands.finish(callId)).toMatchObject({ ok: false, error: { code: CODES.notInCall } });
  });

  test('[C12] a program ends the call that a user is in', async () => {
    const commands = commandsOver();
    const anna = await town.enter('Anna');
    const { callId } = await anna.does('call:request', requestTo('support'));
    expect(await commands.finishUser(anna.userId)).toMatchObject({ ok: true, value: { callId, code: CODES.ok } });
    expect(await commands.finishUser(anna.userId)).toMatchObject({ ok: false, error: { code: CODES.notInCall } });
  });
});

describe('over REST', () => {
  test('a token that is refused is 20', async () => {
    const commands = rest({ url: town.server.url, token: await testToken('anna') });
    expect(await commands.calls()).toMatchObject({ ok: false, error: { code: CODES.notAllowed } });
  });

  test('without a token, and where nobody listens or someone else answers, it is 100106', async () => {
    const proxy = createServer((_, response) => response.writeHead(502).end('{"error": "bad gateway"}'));
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const noToken = () => Promise.reject(new Error('no vault'));
    const disconnected = { ok: false, error: { code: CODES.disconnected, name: 'disconnected' } };
    for (const commands of [
      rest({ url: `http://127.0.0.1:${port}`, token: 'a token' }),
      rest({ url: 'http://127.0.0.1:1', token: 'a token' }),
      rest({ url: town.server.url, token: noToken }),
    ]) {
      expect(await commands.calls()).toMatchObject(disconnected);
    }
  });

  test('lists come whole, however many pages they have', async () => {
    const people = await Promise.all(Array.from({ length: 501 }, (_, at) => town.enter(`Person ${at}`)));
    const users = await rest({ url: town.server.url, token: await tokenOf('rest') }).users();
    const ids = users.ok ? users.value.map(({ userId }) => userId) : [];
    expect(ids).toEqual(expect.arrayContaining(people.map(({ userId }) => userId)));
  });
});
