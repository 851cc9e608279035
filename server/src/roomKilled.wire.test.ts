import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallSnapshot, RoomPurpose } from '@frontdesk/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, NOT_IN_CALL, ring } from '../test/calls.js';
import { Person } from '../test/Person.js';
import { members, pagesOf } from '../test/room.js';
import { endPrograms, type ServerProcess, startProgram } from '../test/startProgram.js';
import { TEST_SECRET, testToken } from '../test/startServer.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-room-'));
});
afterAll(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

const start = (port = '0') => startProgram(folder, { AUTH_SECRET: TEST_SECRET, PORT: port, LOG_LEVEL: 'silent' });

async function killAndStart(server: ServerProcess): Promise<ServerProcess> {
  const { port } = new URL(await server.url);
  server.process.kill('SIGKILL');
  await once(server.process, 'close');
  return start(port);
}

async function enter(server: ServerProcess, name: string, endpointId?: string): Promise<Person> {
  const role = name === 'Ann' ? 'caller' : 'agent';
  const token = await testToken(name.toLowerCase(), name, role);
  return Person.enter({ url: await server.url, auth: { token, ...(endpointId ? { endpointId } : {}) } });
}

interface Held {
  readonly people: readonly [ann: Person, bob: Person, cat: Person];
  readonly host: CallSnapshot;
  readonly side: CallSnapshot;
  /** What START gave: Ann and Bob of the host call, Bob and Cat of the side call. */
  readonly tickets: readonly [string, string, string, string];
}

/** Ann talks to Bob, and Bob to Cat in a call into that room. */
async function threeIn(server: ServerProcess, as: RoomPurpose): Promise<Held> {
  const [ann, bob, cat] = [await enter(server, 'Ann'), await enter(server, 'Bob'), await enter(server, 'Cat')];
  const one = await accept(await ring(ann, bob), ann, bob);
  const host = one.caller.call;
  const two = await accept(await ring(bob, cat, { room: { callId: host.callId, as } }), bob, cat);
  const tickets = [one.caller.ticket, one.callee.ticket, two.caller.ticket, two.callee.ticket] as const;
  return { people: [ann, bob, cat], host, side: two.caller.call, tickets };
}

/** All three connect to a server that was killed. */
async function back(server: ServerProcess, { people }: Held): Promise<[Person, Person, Person]> {
  const [ann, bob, cat] = people;
  return [
    await enter(server, 'Ann', ann.endpointId),
    await enter(server, 'Bob', bob.endpointId),
    await enter(server, 'Cat', cat.endpointId),
  ];
}

/** The hand-over as the last server wrote it down, or without it: nobody has been told of what is lost. */
function takeLinesAway(isAway: (line: string) => boolean): void {
  const ended = join(folder, 'data', 'ended');
  for (const name of readdirSync(ended)) {
    const lines = readFileSync(join(ended, name), 'utf8').split('\n');
    writeFileSync(join(ended, name), lines.filter((line) => !isAway(line)).join('\n'));
  }
}

describe('a server that is killed while three are in a room', () => {
  for (const first of ['host', 'side'] as const) {
    it(`[C20] [C35] takes both calls up again with all four tickets, the ${first} first`, async () => {
      const server = start();
      const held = await threeIn(server, 'join');
      const { host, side, tickets } = held;
      const [ann, bob, cat] = await back(await killAndStart(server), held);
      const resumeHost = async () => {
        expect(await bob.does('call:resume', { ticket: tickets[1] })).toMatchObject({ callId: host.callId });
        await ann.does('call:resume', { ticket: tickets[0] });
      };
      const resumeSide = async () => {
        expect(await cat.does('call:resume', { ticket: tickets[3] })).toMatchObject({
          callId: side.callId,
          roomId: host.roomId,
          room: { callId: host.callId, as: 'join' },
        });
        await bob.does('call:resume', { ticket: tickets[2] });
      };
      for (const resume of first === 'host' ? [resumeHost, resumeSide] : [resumeSide, resumeHost]) await resume();
      expect(await members(ann)).toEqual([host.callId, pagesOf(...held.people)]);
      expect(await members(cat)).toEqual([side.callId, pagesOf(...held.people)]);
      await ann.does('call:signal', { callId: host.callId, to: cat.endpointId, epoch: 2, data: {} });
      expect(await cat.next('call:signal')).toMatchObject({ callId: side.callId });
      // One more request is one too many, as before.
      const more = { to: 'dan', requestId: 'r', room: { callId: host.callId, as: 'join' as const } };
      expect(await bob.does('call:request', more)).toMatchObject({ code: 100103 });
    });
  }

  it('[C35] behind a hand-over: who left gets 100107, the customer’s older ticket opens the call with the colleague', async () => {
    const server = start();
    const held = await threeIn(server, 'aside');
    const { host, tickets } = held;
    await held.people[1].does('call:transfer', { callId: host.callId, to: 'cat' });
    const { ticket } = await held.people[2].next('call:start', ({ call }) => call.callId === host.callId);
    await held.people[1].next('call:finish', ({ call }) => call.callId !== host.callId);
    const [ann, bob, cat] = await back(await killAndStart(server), held);
    expect(await bob.isRefused('call:resume', { ticket: tickets[1] })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:resume', { ticket: tickets[2] })).toEqual(NOT_IN_CALL);
    expect(await ann.does('call:resume', { ticket: tickets[0] })).toMatchObject({
      callId: host.callId,
      callee: { userId: 'cat' },
    });
    expect(await bob.isRefused('call:resume', { ticket: tickets[1] })).toEqual(NOT_IN_CALL);
    expect(await cat.does('call:resume', { ticket })).toMatchObject({ callId: host.callId });
    expect(await ann.next('call:peer', ({ connected }) => connected)).toMatchObject({ callId: host.callId });
  });

  it('[C35] killed before anybody heard of the hand-over: the colleague’s ticket of the side call opens the way', async () => {
    const server = start();
    const held = await threeIn(server, 'aside');
    const { host, side, tickets } = held;
    await held.people[1].does('call:transfer', { callId: host.callId, to: 'cat' });
    const { port } = new URL(await server.url);
    server.process.kill('SIGKILL');
    await once(server.process, 'close');
    // As if it had died between the two steps.
    takeLinesAway((line) => line.endsWith(side.callId));
    const [ann, bob, cat] = await back(start(port), held);
    expect(await bob.isRefused('call:resume', { ticket: tickets[2] })).toEqual(NOT_IN_CALL);
    expect(await cat.isRefused('call:resume', { ticket: tickets[3] })).toEqual(NOT_IN_CALL);
    expect(await cat.next('call:start')).toMatchObject({
      call: { callId: host.callId, state: 'started', callee: { userId: 'cat' } },
      param: host.roomId,
    });
    expect(await ann.does('call:resume', { ticket: tickets[0] })).toMatchObject({ callee: { userId: 'cat' } });
    expect(await bob.isRefused('call:resume', { ticket: tickets[1] })).toEqual(NOT_IN_CALL);
    await ann.does('call:signal', { callId: host.callId, to: cat.endpointId, epoch: 2, data: {} });
    await cat.next('call:signal');
    await cat.does('call:finish', { callId: host.callId });
    expect(await ann.next('call:finish')).toMatchObject({ call: { endedBy: 'callee' } });
  });

  it('[C35] killed before the hand-over was on disk: all is as it was', async () => {
    const server = start();
    const held = await threeIn(server, 'aside');
    const { host, side, tickets } = held;
    await held.people[1].does('call:transfer', { callId: host.callId, to: 'cat' });
    const { port } = new URL(await server.url);
    server.process.kill('SIGKILL');
    await once(server.process, 'close');
    takeLinesAway((line) => line.includes(host.callId) || line.endsWith(side.callId));
    const [ann, bob, cat] = await back(start(port), held);
    expect(await cat.does('call:resume', { ticket: tickets[3] })).toMatchObject({ callId: side.callId });
    expect(await ann.does('call:resume', { ticket: tickets[0] })).toMatchObject({ callee: { userId: 'bob' } });
    await bob.does('call:resume', { ticket: tickets[1] });
    await bob.does('call:resume', { ticket: tickets[2] });
    await bob.does('call:transfer', { callId: host.callId, to: 'cat' });
    await cat.next('call:start');
    expect(await ann.next('call:update')).toMatchObject({ call: { callee: { userId: 'cat' } } });
  });
});
