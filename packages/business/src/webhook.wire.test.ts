import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callOf } from '../test/calls.js';
import { allow, type DecideWebhook, deny, hold, webhook } from './index.js';

const SECRET = `whsec_${Buffer.from('a secret of webhooks').toString('base64')}`;
const MINUTE_MS = 60_000;

let errors: unknown[];
let hook: DecideWebhook;
let server: Server;
let url: string;
let ids = 0;

beforeEach(async () => {
  errors = [];
  hook = webhook({
    secret: SECRET,
    onError: (error) => errors.push(error),
    decide: ({ callee }) => {
      if (callee.userId === 'broken') throw new Error('no database');
      return callee.userId === 'support' ? hold() : deny(100904, 'Closed — 关门了');
    },
  });
  server = createServer(hook.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

/** A question as Frontdesk posts it. */
function question(to = 'support', at = Date.now(), secret = SECRET): RequestInit & { body: string } {
  const callee = { userId: to, name: to, role: null, endpointId: null };
  const body = JSON.stringify({ type: 'call.decide', timestamp: at, data: { call: callOf('a call', { callee }) } });
  return signed(body, at, secret);
}

function signed(body: string, at = Date.now(), secret = SECRET): RequestInit & { body: string } {
  const id = `msg_${++ids}`;
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
    },
  };
}

const ways: Record<string, (init: RequestInit) => Promise<Response>> = {
  'a server of Node': (init) => fetch(url, init),
  'a server that speaks fetch': (init) => hook.fetch(new Request('http://any/', init)),
};

describe.each(Object.entries(ways))('[C4] the webhook of %s', (_, post) => {
  test('answers what was decided', async () => {
    const held = await post(question());
    expect([held.status, held.headers.get('content-type'), await held.json()]).toEqual([
      200,
      'application/json',
      { hold: true },
    ]);
    const denied = await post(question('sales'));
    expect([denied.status, await denied.json()]).toEqual([200, { code: 100904, text: 'Closed — 关门了' }]);
  });

  test('refuses what Frontdesk did not sign, and does not decide on it', async () => {
    const good = question('broken');
    const other = question('broken', Date.now(), `whsec_${Buffer.from('another secret').toString('base64')}`);
    const old = question('broken', Date.now() - 6 * MINUTE_MS);
    const early = question('broken', Date.now() + 6 * MINUTE_MS);
    const changed = { ...good, body: good.body.replace('carla', 'clara') };
    for (const init of [other, old, early, changed, { method: 'POST', body: good.body }]) {
      expect((await post(init)).status).toBe(401);
    }
    expect(errors).toEqual([]);
  });

  test('answers a question once, whoever sends it again', async () => {
    const init = question();
    expect((await post(init)).status).toBe(200);
    expect((await post(init)).status).toBe(409);
  });

  test('refuses what is no question, and what is too large to be one', async () => {
    expect((await post({ method: 'GET' })).status).toBe(405);
    expect((await post(signed('{}'))).status).toBe(400);
    expect((await post(signed(question().body.replace('call.decide', 'call.finish')))).status).toBe(400);
    expect((await post(signed('no JSON'))).status).toBe(400);
    expect((await post(signed('x'.repeat(200_000)))).status).toBe(413);
  });

  test('has no answer where deciding failed, and reports it', async () => {
    expect((await post(question('broken'))).status).toBe(500);
    expect(errors).toEqual([new Error('no database')]);
  });
});

describe('the webhook', () => {
  test('takes the fallback where deciding failed', async () => {
    const decide = () => Promise.reject(new Error('no database'));
    hook = webhook({ secret: SECRET, decide, fallback: allow(), onError: () => undefined });
    const response = await hook.fetch(new Request('http://any/', question()));
    expect(await response.json()).toEqual({ code: 0, text: '' });
  });

  test('is not made with what is no secret', () => {
    for (const secret of ['', 'whsec_', 'whsec_no base64!']) {
      expect(() => webhook({ secret, decide: allow })).toThrow();
    }
  });

  test('says so when a body parser stands before it', async () => {
    server.removeAllListeners('request');
    server.on('request', async (request, response) => {
      for await (const _ of request);
      hook.listener(request, response);
    });
    expect((await fetch(url, question())).status).toBe(401);
    expect(errors).toEqual([new Error('the body was read already: mount this before any body parser')]);
  });
});
