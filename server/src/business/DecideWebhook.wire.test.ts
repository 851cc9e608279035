import type { ServerResponse } from 'node:http';
import type { CallSnapshot } from '@frontdesk/protocol';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { saying, WEBHOOK_SECRET, WebService } from '../../test/WebService.js';
import { SYSTEM_CLOCK } from '../calls/SystemClock.js';
import { DecideWebhook } from './DecideWebhook.js';
import { Panel } from './Panel.js';

/** Long enough for any machine, where it is not the time that is tested. */
const TIMEOUT_MS = 20_000;
const JSON_TYPE = { 'content-type': 'application/json' };

const CALL: CallSnapshot = {
  callId: '4b6e7a0e-6e0c-4f6b-9d1a-1f0f5a2b3c4d',
  version: 1,
  state: 'deciding',
  caller: { userId: 'ann', name: 'Ann 李', role: 'caller', endpointId: 'page' },
  callee: { userId: 'bob', name: 'Bob', role: null, endpointId: null },
  flags: 3,
  param: 7,
  text: 'a word: ü',
  roomId: null,
  room: null,
  code: null,
  endedBy: null,
  requestedAt: 1,
  ringingAt: null,
  startedAt: null,
  finishedAt: null,
  expiresAt: 2,
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const answer = (response: ServerResponse) => response.writeHead(200, JSON_TYPE).end('{"code":0}');

/** A web service that answers so, and what asks it. */
async function open(answering: Parameters<typeof WebService.open>[0], timeoutMs = TIMEOUT_MS) {
  const service = await WebService.open(answering);
  const webhook = await DecideWebhook.open({ url: service.url, secret: WEBHOOK_SECRET }, timeoutMs);
  closing.push(
    () => webhook.close(),
    () => service.close(),
  );
  return { service, webhook };
}

function raw(status: number, headers: Record<string, string>, body = '{"code":0}') {
  return (_: unknown, response: ServerResponse) => response.writeHead(status, headers).end(body);
}

describe('the web service', () => {
  it('[webhook] [C4] is asked by a POST that its secret, and no other, verifies', async () => {
    const { service, webhook } = await open(saying({ route: 'cid' }));
    expect(await webhook.ask(CALL)).toEqual({ route: 'cid' });
    const [question] = service.questions;
    expect(question).toMatchObject({
      method: 'POST',
      path: '/decide?for=us',
      headers: { 'content-type': 'application/json', 'webhook-id': `decide_${CALL.callId}` },
    });
    const headers = question?.headers as Record<string, string>;
    const text = question?.text ?? '';
    const body = { type: 'call.decide', timestamp: expect.any(String) as string, data: { call: CALL } };
    expect(new Webhook(WEBHOOK_SECRET).verify(text, headers)).toEqual(body);
    const sentAt = Date.parse((JSON.parse(text) as typeof body).timestamp);
    expect(Math.floor(sentAt / 1000)).toBe(Number(headers['webhook-timestamp']));
    const other = `whsec_${Buffer.from('another secret of 24 bytes').toString('base64')}`;
    expect(() => new Webhook(other).verify(text, headers)).toThrow('signature');
    expect(() => new Webhook(WEBHOOK_SECRET).verify(text.replace('Ann', 'Eve'), headers)).toThrow('signature');
  });

  it('answers with JSON of any charset and status of success', async () => {
    const types = ['application/json', 'Application/JSON; charset=utf-8', 'application/json;charset=utf-8'];
    for (const type of types) {
      const { webhook } = await open(raw(type.length % 2 ? 200 : 202, { 'content-type': type }));
      expect(await webhook.ask(CALL)).toEqual({ code: 0 });
    }
  });

  it.each<[string, Parameters<typeof open>[0]]>([
    ['a status of failure', raw(500, JSON_TYPE)],
    ['a refusal', raw(404, JSON_TYPE)],
    ['a redirect', raw(302, { ...JSON_TYPE, location: '/elsewhere' })],
    ['a redirect that keeps the method', raw(308, { ...JSON_TYPE, location: '/elsewhere' })],
    ['no content', raw(204, {}, '')],
    ['no type', raw(200, {})],
    ['another type', raw(200, { 'content-type': 'text/html' })],
    ['a type that only looks like it', raw(200, { 'content-type': 'application/jsonp' })],
    ['what is not JSON', raw(200, JSON_TYPE, '{"code":0')],
    ['nothing', raw(200, JSON_TYPE, '')],
    ['more than 64 KiB', raw(200, JSON_TYPE, JSON.stringify({ code: 0, text: 'x'.repeat(65_536) }))],
    ['a broken line', (_, response) => response.destroy()],
    ['half an answer', (_, response) => response.writeHead(200, JSON_TYPE).write('{', () => response.destroy())],
  ])('[webhook] [C4] gives no answer with %s, and is not asked again', async (_, answering) => {
    const { service, webhook } = await open(answering);
    await expect(webhook.ask(CALL)).rejects.toThrow();
    service.answering = saying({ code: 0 });
    expect(await webhook.ask({ ...CALL, callId: 'another' })).toEqual({ code: 0 });
    expect(service.questions.map(({ call }) => call.callId)).toEqual([CALL.callId, 'another']);
  });

  it.each<[string, Parameters<typeof open>[0]]>([
    ['says nothing', () => undefined],
    ['begins and never ends', (_, response) => response.writeHead(200, JSON_TYPE).write('{')],
    ['begins a failure and never ends', (_, response) => response.writeHead(500, JSON_TYPE).write('{')],
    [
      'trickles',
      (_, response) => {
        response.writeHead(200, JSON_TYPE);
        const drip = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(drip));
      },
    ],
  ])('[C4] that %s is given up after DECIDE_MS, and its connection with it', async (_, answering) => {
    const { service, webhook } = await open(answering, 1_000);
    await expect(webhook.ask(CALL)).rejects.toThrow('timeout');
    await service.isLeft();
    service.answering = saying({ code: 0 });
    expect(await webhook.ask(CALL)).toEqual({ code: 0 });
  });

  it('that is not there gives no answer', async () => {
    const { service, webhook } = await open(saying({ code: 0 }));
    await service.close();
    await expect(webhook.ask(CALL)).rejects.toThrow('ECONNREFUSED');
  });

  it('is asked over connections that are kept', async () => {
    const { service, webhook } = await open(saying({ code: 0 }));
    for (let asked = 0; asked < 20; asked += 1) await webhook.ask(CALL);
    expect(service.questions).toHaveLength(20);
    // A connection may not be known to be free yet when the next question is asked.
    expect(service.connections).toBeLessThanOrEqual(2);
  });

  it('[C4] on a panel has at most 128 questions under way; more calls than that are not held up', async () => {
    const held: ServerResponse[] = [];
    const { service, webhook } = await open((_, response) => held.push(response));
    const panel = new Panel(SYSTEM_CLOCK, TIMEOUT_MS, pino({ level: 'silent' }));
    panel.attach(webhook);
    const decisions = Array.from({ length: 200 }, () => panel.decide(CALL, new AbortController().signal));
    expect(await Promise.all(decisions.slice(128))).toEqual(Array(72).fill(null));
    await service.asked(128);
    expect(service.connections).toBe(128);
    for (const response of held) answer(response);
    expect(await Promise.all(decisions.slice(0, 128))).toEqual(Array(128).fill({ code: 0, text: '' }));
    expect(service.questions).toHaveLength(128);
  });
});
