import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { requestTo, ring, talk } from '../../test/calls.js';
import { Person } from '../../test/Person.js';
import { Program } from '../../test/Program.js';
import { startServer, type TestServer, testToken } from '../../test/startServer.js';
import { saying, WEBHOOK_SECRET, WebService } from '../../test/WebService.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A web service that answers so, and a server that asks it. */
async function open(
  answering: Parameters<typeof WebService.open>[0],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ service: WebService; server: TestServer }> {
  const service = await WebService.open(answering);
  const server = await startServer({ DECIDE_URL: service.url, DECIDE_SECRET: WEBHOOK_SECRET, ...environment });
  closing.push(
    () => service.close(),
    () => server.close(),
  );
  return { service, server };
}

async function enter({ url }: TestServer, userId: string): Promise<Person> {
  const person = await Person.enter({ url, auth: { token: await testToken(userId) } });
  closing.push(async () => void person.socket.disconnect());
  return person;
}

async function codeOf(caller: Person, to: string): Promise<number> {
  const { callId } = await caller.does('call:request', requestTo(to));
  return (await caller.next('call:reply', ({ call }) => call.callId === callId)).code;
}

describe('a web service that decides', () => {
  it('[webhook] [C4] is asked by a signed POST, and allows, denies, routes or holds', async () => {
    const { service, server } = await open(saying({ code: 0 }));
    const [ann, bob, cid] = [await enter(server, 'ann'), await enter(server, 'bob'), await enter(server, 'cid')];
    const call = await ring(ann, bob);
    const [question] = service.questions;
    expect(
      new Webhook(WEBHOOK_SECRET).verify(question?.text ?? '', question?.headers as Record<string, string>),
    ).toEqual({
      type: 'call.decide',
      timestamp: expect.any(String),
      data: { call: { ...call, version: 1, state: 'deciding', ringingAt: null, expiresAt: question?.call.expiresAt } },
    });
    await ann.does('call:finish', { callId: call.callId });
    service.answering = saying({ code: 4711, text: 'No.' });
    expect(await codeOf(ann, 'bob')).toBe(4711);
    service.answering = saying({ route: 'cid' });
    expect(await codeOf(ann, 'bob')).toBe(0);
    await cid.next('call:request');
    await cid.does('call:reply', { callId: service.questions.at(-1)?.call.callId ?? '', code: 100104 });
    service.answering = saying({ hold: true });
    await ann.does('call:request', requestTo('loans'));
    expect(await ann.next('call:update', ({ call: { state } }) => state === 'waiting')).toBeDefined();
  });

  it('[C4] that fails in any way leaves it to the policy, at once', async () => {
    const { service, server } = await open(saying('nonsense'), { DECIDE_MS: '60000' });
    const ann = await enter(server, 'ann');
    expect(await codeOf(ann, 'bob')).toBe(207);
    service.answering = (_, response) => response.writeHead(500).end('{"code":0}');
    expect(await codeOf(ann, 'bob')).toBe(207);
    service.answering = (_, response) => response.destroy();
    expect(await codeOf(ann, 'bob')).toBe(207);
    await service.close();
    expect(await codeOf(ann, 'bob')).toBe(207);
  });

  it('[C4] that is slow holds up nobody else, and is given up after DECIDE_MS', async () => {
    const { service, server } = await open(
      (question, response) => {
        if (question.call.caller.userId !== 'ann') saying({ code: 0 })(question, response);
      },
      { DECIDE_MS: '1500' },
    );
    const [ann, bob, cid] = [await enter(server, 'ann'), await enter(server, 'bob'), await enter(server, 'cid')];
    const { callId } = await ann.does('call:request', requestTo('bob'));
    await service.asked(1);
    const other = await talk(bob, cid);
    await cid.does('call:finish', { callId: other.callId });
    await bob.next('call:finish');
    expect(await ann.heard()).toEqual([]);
    expect(await ann.next('call:reply')).toMatchObject({ call: { callId }, code: 207 });
  });

  it('[C4] that is dead is not asked any more, until a probe finds it alive', async () => {
    const { service, server } = await open((_, response) => response.destroy(), { RATE_COMMANDS: '0' });
    const ann = await enter(server, 'ann');
    for (let call = 0; call < 7; call += 1) expect(await codeOf(ann, 'bob')).toBe(207);
    expect(service.questions).toHaveLength(5);
    service.answering = saying({ code: 4711 });
    let code = 207;
    while (code === 207) code = await codeOf(ann, 'bob');
    expect([code, service.questions.length]).toEqual([4711, 6]);
    expect(await codeOf(ann, 'bob')).toBe(4711);
  });

  it('decides in turn with programs on sockets, and in their place when they fail', async () => {
    const { service, server } = await open(saying({ code: 1 }), { RATE_COMMANDS: '0' });
    const auth = { token: await testToken('program', 'Program', 'business'), decides: true };
    const program = await Program.enter({ url: server.url, auth });
    closing.push(async () => void program.socket.disconnect());
    program.deciding = () => ({ code: 2 });
    const ann = await enter(server, 'ann');
    const codes: number[] = [];
    for (let call = 0; call < 4; call += 1) codes.push(await codeOf(ann, 'bob'));
    expect(codes).toEqual([1, 2, 1, 2]);
    program.deciding = () => 'nonsense';
    while (program.asked.length < 7) await codeOf(ann, 'bob');
    service.questions.length = 0;
    expect([await codeOf(ann, 'bob'), await codeOf(ann, 'bob'), await codeOf(ann, 'bob')]).toEqual([1, 1, 1]);
    expect(service.questions).toHaveLength(3);
  });

  it('[C4] that still thinks does not keep the server from closing', async () => {
    const { service, server } = await open(() => undefined, { DECIDE_MS: '60000' });
    const ann = await enter(server, 'ann');
    await ann.does('call:request', requestTo('bob'));
    await service.asked(1);
    await server.close();
    await service.isLeft();
  });
});
