import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRecord } from '@frontdesk/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_IN_CALL } from '../test/calls.js';
import { Person } from '../test/Person.js';
import { endPrograms, type ServerProcess, startProgram } from '../test/startProgram.js';
import { TEST_SECRET, testToken } from '../test/startServer.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-killed-'));
});
afterAll(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

const start = (port = '0') => startProgram(folder, { AUTH_SECRET: TEST_SECRET, PORT: port, LOG_LEVEL: 'silent' });

/** Kills it as nothing in it can prevent, and starts it again where it was. */
async function killAndStart(server: ServerProcess): Promise<ServerProcess> {
  const { port } = new URL(await server.url);
  server.process.kill('SIGKILL');
  await once(server.process, 'close');
  return start(port);
}

async function enter(server: ServerProcess, name: string, endpointId?: string): Promise<Person> {
  const token = await testToken(name.toLowerCase(), name);
  return Person.enter({ url: await server.url, auth: { token, ...(endpointId ? { endpointId } : {}) } });
}

async function recordOf(server: ServerProcess, callId: string): Promise<CallRecord> {
  const headers = { authorization: `Bearer ${await testToken('boss', 'Boss', 'admin')}` };
  return (await fetch(`${await server.url}/api/v1/records/${callId}`, { headers })).json() as Promise<CallRecord>;
}

/** Both in a call; the tickets are what START gave them. */
async function talking(server: ServerProcess, [caller, callee]: [Person, Person]) {
  const request = { to: callee.userId, requestId: `${caller.endpointId}.${Math.random()}`, text: 'hello' };
  const { callId } = await caller.does('call:request', request);
  await callee.does('call:reply', { callId, code: 0 });
  const [forCaller, forCallee] = await Promise.all([caller.next('call:start'), callee.next('call:start')]);
  return { callId, server, tickets: [forCaller.ticket, forCallee.ticket] as const, call: forCaller.call };
}

describe('a server that is killed with -9 in the middle of a call', () => {
  it('[C20] takes it up again with both tickets: the same id and room, nobody is told an end, and it ends as ever', async () => {
    const server = start();
    const [ann, bob] = [await enter(server, 'Ann'), await enter(server, 'Bob')];
    const { callId, tickets, call } = await talking(server, [ann, bob]);
    const again = await killAndStart(server);
    const [ann2, bob2] = [await enter(again, 'Ann', ann.endpointId), await enter(again, 'Bob', bob.endpointId)];
    expect([ann2.ready.calls, bob2.ready.calls]).toEqual([[], []]);
    const first = await ann2.does('call:resume', { ticket: tickets[0] });
    expect(first).toEqual({ ...call, version: expect.any(Number) });
    expect(first.version).toBeGreaterThan(call.version);
    const second = await bob2.does('call:resume', { ticket: tickets[1] });
    expect(second).toEqual({ ...call, version: expect.any(Number) });
    expect(second.version).toBeGreaterThan(first.version);
    await bob2.does('call:signal', { callId, to: ann.endpointId, epoch: 1, data: { type: 'x' } });
    expect(await ann2.next('call:signal')).toMatchObject({ from: bob.endpointId });
    expect(ann2.news('call:finish')).toEqual([]);
    await ann2.does('call:finish', { callId, code: 5 });
    expect(await bob2.next('call:finish')).toMatchObject({ code: 5, call: { callId, endedBy: 'caller' } });
    const record = await recordOf(again, callId);
    expect(record).toMatchObject({ state: 'finished', code: 5, endedBy: 'caller', startedAt: call.startedAt });
    const kinds = ['requested', 'offered', 'started', 'takenUp', 'found', 'finished'];
    expect(record.events.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('[C20] refuses the tickets of a call whose end was told, and takes a call up again that was resumed before', async () => {
    const server = start();
    const [cat, dan] = [await enter(server, 'Cat'), await enter(server, 'Dan')];
    const over = await talking(server, [cat, dan]);
    await dan.does('call:finish', { callId: over.callId });
    await cat.next('call:finish');
    const lives = await talking(server, [cat, dan]);
    let now = server;
    let seen = lives.call.version;
    for (let times = 0; times < 2; times += 1) {
      now = await killAndStart(now);
      const again = await enter(now, 'Cat', cat.endpointId);
      expect(await again.isRefused('call:resume', { ticket: over.tickets[0] })).toEqual(NOT_IN_CALL);
      const { callId, version } = await again.does('call:resume', { ticket: lives.tickets[0] });
      expect(callId).toBe(lives.callId);
      expect(version).toBeGreaterThan(seen);
      seen = version;
    }
    const last = await enter(now, 'Dan', dan.endpointId);
    expect(last.ready.calls).toMatchObject([{ callId: lives.callId, state: 'started' }]);
    const resumed = last.command('call:resume', { ticket: lives.tickets[1] });
    await last.does('call:finish', { callId: lives.callId });
    expect(await resumed).toMatchObject({ ok: true });
    const after = await killAndStart(now);
    const stranger = await enter(after, 'Cat', cat.endpointId);
    expect(await stranger.isRefused('call:resume', { ticket: lives.tickets[0] })).toEqual(NOT_IN_CALL);
  });
});
