import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CODES } from '@frontdesk/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { requestTo } from '../../server/test/calls.js';
import { testToken } from '../../server/test/startServer.js';
import { useTown } from '../../server/test/useTown.js';
import { Example } from './runExample.js';

const KEY = 'a secret of webhooks, for tests';
const SECRET = `whsec_${Buffer.from(KEY).toString('base64')}`;
const hasPython = spawnSync('python3', ['--version']).status === 0;
const port = await freePort();
const url = `http://127.0.0.1:${port}/`;

const town = useTown({ DECIDE_URL: url, DECIDE_SECRET: SECRET, DECIDE_MS: '10000', RING_MS: '1000' });

let service: Example;

async function open(): Promise<Example> {
  const example = new Example('python3', ['python-webhook/server.py'], {
    PORT: String(port),
    DECIDE_SECRET: SECRET,
    FRONTDESK_URL: town.server.url,
    FRONTDESK_TOKEN: await testToken('python', 'Python', 'business'),
    AGENT: 'ines',
    BLOCKED: 'mallory,oscar',
    PAUSE: '0.1',
  });
  await example.says('listening');
  return example;
}

beforeEach(async () => {
  service = await open();
});

describe.skipIf(!hasPython)('a web service in Python', () => {
  test('[C4] lets calls ring that are none of its own', async () => {
    const [anna, ben] = [await town.enter('Anna'), await town.enter('Ben')];
    const { callId } = await anna.does('call:request', requestTo(ben.userId));
    expect(await ben.next('call:request')).toMatchObject({ call: { callId, state: 'ringing' } });
  });

  test('[C4] denies with a code and words', async () => {
    const mallory = await town.enter('Mallory', { userId: 'mallory' });
    const ben = await town.enter('Ben');
    await mallory.does('call:request', requestTo(ben.userId));
    expect(await mallory.next('call:reply')).toMatchObject({
      code: CODES.queueClosed,
      text: 'Please write to us instead.',
    });
    expect(await ben.heard()).toEqual([]);
  });

  test('[C4] routes to someone else than was dialed', async () => {
    const [anna, ines] = [await town.enter('Anna'), await town.enter('Ines', { role: 'agent', userId: 'ines' })];
    const { callId } = await anna.does('call:request', requestTo('info'));
    expect(await ines.next('call:request')).toMatchObject({ call: { callId, callee: { userId: 'ines' } } });
    await ines.leave();
  });

  test('[C4] [business command call:assign] holds a call, tells the caller, and assigns it over REST until it is taken', async () => {
    const anna = await town.enter('Anna');
    const { callId } = await anna.does('call:request', requestTo('sales'));
    // The agent is not there yet: 100102, and it waits on.
    await anna.next('call:update', ({ call, text }) => call.state === 'waiting' && text.startsWith('A colleague'));
    const ines = await town.enter('Ines', { role: 'agent', userId: 'ines' });
    await ines.next('call:request', ({ call }) => call.callId === callId);
    await ines.does('call:reply', { callId, code: CODES.rejected });
    await ines.next('call:request', ({ call }) => call.callId === callId);
    await ines.does('call:reply', { callId, code: CODES.ok });
    expect(await anna.next('call:start')).toMatchObject({ call: { callId, callee: { userId: 'ines' } } });
    await ines.does('call:finish', { callId });
  });

  test('started again, it goes on with a call that was held before', async () => {
    const anna = await town.enter('Anna');
    const { callId } = await anna.does('call:request', requestTo('sales'));
    await anna.next('call:update', ({ call }) => call.state === 'waiting');
    await service.kill();
    await open();
    const ines = await town.enter('Ines', { role: 'agent', userId: 'ines' });
    await ines.next('call:request', ({ call }) => call.callId === callId);
  });

  test('believes nobody but Frontdesk', async () => {
    const body = JSON.stringify({ type: 'call.decide', timestamp: new Date(), data: { call: {} } });
    const post = async (signature: string, at: number, sent = body) => {
      const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(at), 'webhook-signature': signature };
      return (await fetch(url, { method: 'POST', headers, body: sent })).status;
    };
    const now = Math.floor(Date.now() / 1000);
    const long = now - 600;
    expect(await post(signature('another secret', now, body), now)).toBe(401);
    expect(await post(signature(KEY, long, body), long)).toBe(401);
    expect(await post(signature(KEY, now, body), now, body.replace('call.decide', 'call.changed'))).toBe(401);
    expect((await fetch(url, { method: 'POST', body })).status).toBe(401);
    const other = JSON.stringify({ type: 'other' });
    expect(await post(`v1,AAAA ${signature(KEY, now, other)}`, now, other)).toBe(400);
  });
});

/** As Standard Webhooks signs a message `msg_1`, written out: what is to be checked has no library either. */
function signature(key: string, at: number, body: string): string {
  return `v1,${createHmac('sha256', key).update(`msg_1.${at}.${body}`).digest('base64')}`;
}

/** A port that nobody listens on: the server must know it before the example does. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
