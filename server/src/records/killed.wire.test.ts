import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type CallNews,
  type CallRecord,
  type CallSnapshot,
  CODES,
  type RecordRow,
  type Result,
} from '@frontdesk/protocol';
import { afterAll, describe, it } from 'vitest';
import { Person } from '../../test/Person.js';
import { PLACES } from '../../test/recordsOn.js';
import { endPrograms, type ServerProcess, startProgram } from '../../test/startProgram.js';
import { TEST_SECRET, testToken } from '../../test/startServer.js';

const PAIRS = 12;
/** How many calls must have ended before each kill: the first comes when they have hardly begun. */
const KILLS = [0, 15, 30] as const;
/** How long calls are made after that, in ms. */
const LOAD_MS = [80, 600] as const;

/** What a client knows of a call that it asked for. */
interface Known {
  readonly callId: string;
  /** How it ended, if the client was told. */
  end: { readonly code: number; readonly endedBy: string | null } | null;
}

afterAll(() => endPrograms());

/** Calls one after the other, each as people make them: taken and hung up, refused, given up; some talk on until the server dies. */
async function keepCalling({ socket: caller, endpointId }: Person, { socket: callee, userId }: Person, known: Known[]) {
  const gone = new Promise<null>((resolve) => caller.once('disconnect', () => resolve(null)));
  const ends = new Map<string, () => void>();
  const note = ({ call }: CallNews) => {
    const found = known.find(({ callId }) => callId === call.callId);
    if (!found || call.state !== 'finished') return;
    found.end ??= { code: call.code ?? -1, endedBy: call.endedBy };
    ends.get(call.callId)?.();
  };
  caller.on('call:finish', note);
  caller.on('call:reply', note);
  callee.on('call:request', ({ call }: CallNews) => {
    callee.emit('call:reply', { callId: call.callId, code: Math.random() < 0.2 ? CODES.rejected : CODES.ok });
  });
  callee.on('call:start', ({ call }: CallNews) => {
    if (Math.random() < 0.95) callee.emit('call:finish', { callId: call.callId, code: 7 });
  });
  for (let count = 0; ; count += 1) {
    const asked = caller.emitWithAck('call:request', { to: userId, requestId: `${endpointId}.${count}` });
    const result: Result<CallSnapshot> | null = await Promise.race([asked, gone]);
    if (result === null) return;
    if (!result.ok) continue;
    const call: Known = { callId: result.value.callId, end: null };
    const over = new Promise<void>((resolve) => ends.set(call.callId, resolve));
    known.push(call);
    if (Math.random() < 0.1) caller.emit('call:reply', { callId: call.callId, code: CODES.canceled });
    if ((await Promise.race([over, gone])) === null) return;
  }
}

async function enter(server: ServerProcess, name: string): Promise<Person> {
  return Person.enter({
    url: await server.url,
    auth: { token: await testToken(name, name) },
    transports: ['websocket'],
  });
}

async function ask<T>(server: ServerProcess, path: string): Promise<T> {
  const headers = { authorization: `Bearer ${await testToken('boss', 'Boss', 'admin')}` };
  return (await fetch(`${await server.url}/api/v1${path}`, { headers })).json() as Promise<T>;
}

async function allRecords(server: ServerProcess): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  for (let after = ''; ; ) {
    const page = await ask<{ records: RecordRow[]; next: string | null }>(server, `/records?limit=500${after}`);
    rows.push(...page.records);
    if (page.next === null) return rows;
    after = `&after=${page.next}`;
  }
}

describe.concurrent.each(PLACES)('killed with -9 under load, on $name', ({ make, isThere }) => {
  it.skipIf(!isThere)(
    'no call that was acknowledged is lost, none is recorded twice, and none stays open',
    async ({ expect }) => {
      const place = await make();
      const known: Known[] = [];
      const start = (port: string) =>
        startProgram(place.folder, {
          AUTH_SECRET: TEST_SECRET,
          PORT: port,
          LOG_LEVEL: 'silent',
          RATE_COMMANDS: '0',
          GRACE_CALL_MS: '1000',
          ...(place.url === undefined ? {} : { DATABASE_URL: place.url }),
        });
      let server = start('0');
      const { port } = new URL(await server.url);
      const told = () => known.filter(({ end }) => end !== null);
      for (const least of KILLS) {
        const names = Array.from({ length: PAIRS }, (_, index) => [`ann-${index}`, `ben-${index}`] as const);
        const pairs = await Promise.all(
          names.map(([ann, ben]) => Promise.all([enter(server, ann), enter(server, ben)])),
        );
        const calling = pairs.map(([ann, ben]) => keepCalling(ann, ben, known));
        await expect.poll(() => told().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(least);
        await pause(LOAD_MS[0] + Math.random() * (LOAD_MS[1] - LOAD_MS[0]));
        server.process.kill('SIGKILL');
        await once(server.process, 'close');
        await Promise.all(calling);
        for (const person of pairs.flat()) person.socket.disconnect();
        server = start(port);
      }
      await server.url;
      await expect
        .poll(async () => (await allRecords(server)).filter(({ state }) => state !== 'finished'), POLL)
        .toEqual([]);
      const rows = await allRecords(server);
      const byId = new Map(rows.map((row) => [row.callId, row]));
      expect(byId.size).toBe(rows.length);
      expect(told().length).toBeGreaterThan(20);
      expect(known.filter(({ callId }) => !byId.has(callId))).toEqual([]);
      const recorded = told().map(({ callId }) => {
        const { code, endedBy } = byId.get(callId) ?? {};
        return { callId, end: { code, endedBy } };
      });
      expect(recorded).toEqual(told());
      for (const { callId } of rows.slice(0, 60)) {
        const { events } = await ask<CallRecord>(server, `/records/${callId}`);
        const count = (kind: string) => events.filter((event) => event.kind === kind).length;
        expect([count('requested'), count('finished')], callId).toEqual([1, 1]);
        expect(count('started'), callId).toBeLessThanOrEqual(1);
      }
      server.process.kill('SIGTERM');
      await server.ended;
      await place.remove();
    },
    90_000,
  );
});

const POLL = { timeout: 15_000, interval: 250 };
