import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CallRecord } from '@frontdesk/protocol';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES } from '../../test/recordsOn.js';
import { CallRecords } from './CallRecords.js';
import { type Database, openDatabase } from './database/openDatabase.js';
import { eraseBefore } from './erase.js';
import { Journal } from './Journal.js';
import type { CallStep, ToKeep } from './RecordEntry.js';
import { recordNotes } from './RecordNotes.js';
import { RecordReader, type Search } from './RecordReader.js';
import { Runs } from './Runs.js';

const REQUESTED_AT = 1_700_000_000_000;
const ANN = { user_id: 'ann', name: 'Ann', role: 'caller' } as const;
const BEN = { user_id: 'ben', name: 'Ben Ölmann', role: 'agent' } as const;
const ALL: Search = { viewer: null, after: null, limit: 100 };

function stepOf(callId: string, more: Partial<CallStep> = {}): CallStep {
  return {
    call_id: callId,
    state: 'ringing',
    caller_id: 'ann',
    caller_name: 'Ann',
    caller_role: 'caller',
    callee_id: 'ben',
    callee_name: 'Ben Ölmann',
    callee_role: 'agent',
    agent_id: null,
    agent_name: null,
    agent_role: null,
    queue_id: null,
    room_call_id: null,
    room_as: null,
    code: null,
    ended_by: null,
    requested_at: REQUESTED_AT,
    started_at: null,
    finished_at: null,
    ring_ms: 0,
    hold_ms: 0,
    ...more,
  };
}

const requested = (callId: string, more: Partial<CallStep> = {}, people: ToKeep['people'] = [ANN, BEN]): ToKeep => ({
  callId,
  events: [
    {
      at: REQUESTED_AT,
      kind: 'requested',
      by: { userId: 'ann', name: 'Ann' },
      to: { userId: 'ben', name: 'Ben Ölmann' },
    },
  ],
  step: stepOf(callId, more),
  people,
});
const offered = (callId: string): ToKeep => ({
  callId,
  events: [{ at: REQUESTED_AT + 1_000, kind: 'offered', to: [{ userId: 'ben', name: 'Ben Ölmann' }] }],
});
const started = (callId: string): ToKeep => ({
  callId,
  events: [{ at: REQUESTED_AT + 5_000, kind: 'started', by: { userId: 'ben', name: 'Ben Ölmann' } }],
  step: stepOf(callId, {
    state: 'started',
    started_at: REQUESTED_AT + 5_000,
    agent_id: 'ben',
    agent_name: 'Ben Ölmann',
  }),
});
const finished = (callId: string): ToKeep => ({
  callId,
  events: [{ at: REQUESTED_AT + 65_000, kind: 'finished', code: 0, endedBy: 'caller', text: '' }],
  step: stepOf(callId, {
    state: 'finished',
    started_at: REQUESTED_AT + 5_000,
    finished_at: REQUESTED_AT + 65_000,
    code: 0,
    ended_by: 'caller',
  }),
  isToBeMeasured: true,
});
const kindsOf = (record: CallRecord | null) => record?.events.map(({ kind }) => kind);

describe.each(PLACES)('on $name', ({ make, isThere }) => {
  let place: Awaited<ReturnType<typeof make>>;
  let db: Database;
  const faults: unknown[] = [];

  /** Another run of the server on the same database. */
  async function run({ now = Date.now, home = 'here', graceMs = 0 } = {}) {
    const journal = new Journal(place.folder);
    const ports = { db, journal, onFault: (error: unknown) => faults.push(error), onWritten: () => undefined };
    const records = new CallRecords(
      { ...ports, pause: (ms, signal) => pause(ms / 10, undefined, { signal }).catch(() => undefined) },
      await Runs.lastSeenAt(db),
    );
    const reader = new RecordReader(db, () => records.settled());
    const runs = new Runs({ db, run: records.run, home, now, graceMs, endOf: () => null });
    return { records, reader, runs, keep: records.keep, notes: recordNotes(records.keep, () => REQUESTED_AT) };
  }

  beforeAll(async () => {
    if (!isThere) return;
    place = await make();
    db = await openDatabase(place.folder, place.url);
  });
  afterAll(async () => {
    if (!isThere) return;
    await db.destroy();
    await place.remove();
  });

  it.skipIf(!isThere)('keeps a call once, with its timeline and its lengths', async () => {
    const callId = randomUUID();
    const { records, reader, keep, notes } = await run();
    await records.start();
    for (const it of [requested(callId), offered(callId), started(callId)]) keep(it);
    const by = { userId: 'ben', name: 'Ben Ölmann' };
    keep({ callId, events: [{ at: REQUESTED_AT + 10_000, kind: 'held', by }] });
    keep({ callId, events: [{ at: REQUESTED_AT + 13_000, kind: 'resumed', by }] });
    keep(finished(callId));
    notes.keepForm(callId, { name: 'Ann', topic: 'Ihre ÄNDERUNG' }, 'We keep it.');
    notes.keepWrapUp(callId, { agentId: 'ben', wrapUpMs: 9_000, disposition: 'Solved', notes: 'Sent a new card' });
    notes.keepRating(callId, { stars: 2, comment: 'slow' });
    notes.keepRating(callId, { stars: 4, comment: 'not so slow' });
    expect(await reader.record(callId, null)).toMatchObject({
      callId,
      state: 'finished',
      code: 0,
      endedBy: 'caller',
      waitMs: 5_000,
      ringMs: 4_000,
      talkMs: 60_000,
      holdMs: 3_000,
      wrapUpMs: 9_000,
      disposition: 'Solved',
      notes: 'Sent a new card',
      form: { name: 'Ann', topic: 'Ihre ÄNDERUNG' },
      rating: { stars: 4, comment: 'not so slow' },
      events: [
        ...['requested', 'offered', 'started', 'held', 'resumed', 'finished'],
        ...['agreed', 'wrappedUp', 'rated', 'rated'],
      ].map((kind) => ({ kind })),
    });
    expect(await reader.lastAgentOf('ann')).toBe(null);
    await records.close();
    expect(readdirSync(join(place.folder, 'journal'))).toEqual([]);
  });

  it.skipIf(!isThere)('finds by who, what, when and words, in whatever case, in pages', async () => {
    const { records, reader, keep, notes } = await run();
    await records.start();
    const eve = { user_id: 'eve', name: 'Eve_100%', role: 'caller', words: 'eve_100% eve' };
    const id = (each: number) => `019ad0c7-0000-7000-8000-0000${String(each).padStart(8, '0')}`;
    const ids = Array.from({ length: 25 }, (_, each) => id(each));
    for (const [each, callId] of ids.entries()) {
      const step = {
        requested_at: 1_800_000_000_000 + (each >> 1),
        queue_id: each < 5 ? 'few' : 'many',
        code: each % 2,
      };
      keep(requested(callId, step, each === 7 ? [eve, BEN] : [eve]));
    }
    notes.keepForm(id(3), { topic: 'Straße nach München' }, null);
    const found = async (more: Partial<Search>) =>
      (await reader.search({ ...ALL, ...more })).map(({ callId }) => callId);
    const seen: string[] = [];
    for (let after: Search['after'] = null; ; ) {
      const page = await reader.search({ ...ALL, userId: 'eve', limit: 10, after });
      const last = page.at(-1);
      if (!last) break;
      seen.push(...page.map(({ callId }) => callId));
      after = { requestedAt: last.requestedAt, callId: last.callId };
    }
    expect(seen).toEqual(ids.toReversed());
    expect(await found({ queueId: 'few' })).toHaveLength(5);
    const span = { code: 1, from: 1_800_000_000_002, to: 1_800_000_000_004 };
    expect(await found({ userId: 'eve', ...span })).toEqual([id(7), id(5)]);
    expect(await found({ agentId: 'ben', queueId: 'many' })).toEqual([id(7)]);
    expect(await found({ agentId: 'eve' })).toEqual([]);
    expect(await found({ text: 'ÖLMANN', queueId: 'many' })).toEqual([id(7)]);
    expect(await found({ text: 'straße NACH mün' })).toEqual([id(3)]);
    expect(await found({ text: 'eve_100%' })).toHaveLength(25);
    expect(await found({ text: 'eve%100' })).toEqual([]);
    expect(await found({ text: '0000-0012' })).toEqual([id(12)]);
    expect(await found({ text: '0000-001' })).toHaveLength(10);
    expect(await found({ viewer: ['ben'], queueId: 'many' })).toEqual([id(7)]);
    expect(await reader.record(id(8), ['ben', 'zoe'])).toBe(null);
    expect(await reader.record(id(8), ['ben', 'eve'])).toMatchObject({ callId: id(8) });
    await records.close();
  });

  it.skipIf(!isThere)('waits for a database that refuses, and loses nothing', async () => {
    const callId = randomUUID();
    const { records, reader, keep } = await run();
    await records.start();
    await db.schema.alterTable('call_events').renameTo('gone').execute();
    keep(requested(callId));
    await expect.poll(() => faults.length).toBeGreaterThan(0);
    keep(offered(callId));
    expect(records.waiting).toBe(2);
    await db.schema.alterTable('gone').renameTo('call_events').execute();
    await expect.poll(() => records.waiting).toBe(0);
    expect(kindsOf(await reader.record(callId, null))).toEqual(['requested', 'offered']);
    await records.close();
  });

  it.skipIf(!isThere)('one that no database can hold keeps none of the others out', async () => {
    const [good, bad] = [randomUUID(), randomUUID()];
    const { records, reader, keep } = await run();
    await records.start();
    keep(requested(good, { caller_name: 'NUL \0 and half \ud83d' }));
    keep({ ...requested(bad, { state: null as unknown as string }), people: [] });
    keep(offered(good));
    await expect.poll(() => records.waiting).toBe(0);
    expect(kindsOf(await reader.record(good, null))).toEqual(['requested', 'offered']);
    expect(await reader.record(bad, null)).toBe(null);
    await records.close();
  });

  it.skipIf(!isThere)('what a run had not written, the next one does, once, before anything else', async () => {
    const callId = randomUUID();
    const killed = await run();
    // Never started, as if it were killed before it could write.
    for (const it of [requested(callId), offered(callId), started(callId)]) killed.keep(it);
    killed.notes.keepNotes(callId, 'of the first run');
    const next = await run();
    const [file = ''] = readdirSync(join(place.folder, 'journal'));
    appendFileSync(join(place.folder, 'journal', file), '{"callId":"of another version"}\nnull\n{"seq":1,"it":{"cal');
    next.notes.keepNotes(callId, 'of the second');
    await next.records.start();
    const record = await next.reader.record(callId, null);
    expect(record).toMatchObject({ state: 'started', notes: 'of the second' });
    expect(kindsOf(record)).toEqual(['requested', 'offered', 'started']);
    await next.records.close();
    expect(readdirSync(join(place.folder, 'journal'))).toEqual([]);
  });

  it.skipIf(!isThere)(
    'closes what a run left open, unless it lives elsewhere; a call that is taken up again goes on',
    async () => {
      const [talking, ringing] = [randomUUID(), randomUUID()];
      let time = Date.now();
      const now = () => time;
      const killed = await run({ now });
      await killed.records.start();
      await killed.runs.tick();
      for (const it of [requested(talking), offered(talking), started(talking), requested(ringing)]) killed.keep(it);
      await killed.records.settled();
      const elsewhere = await run({ now, home: 'there' });
      await elsewhere.runs.tick();
      expect(await elsewhere.reader.record(ringing, null)).toMatchObject({ state: 'ringing' });

      const next = await run({ now, graceMs: 30_000 });
      await next.records.start();
      await next.runs.tick();
      const lost = { state: 'finished', code: 100106, endedBy: 'server', finishedAt: time };
      expect(await next.reader.record(ringing, null)).toMatchObject(lost);
      expect(await next.reader.record(talking, null)).toMatchObject({ state: 'started', code: null });
      time += 30_000;
      await next.runs.tick();
      await next.runs.tick();
      const closed = await next.reader.record(talking, null);
      expect(closed).toMatchObject({ ...lost, finishedAt: time - 30_000, ringMs: 4_000 });
      expect(kindsOf(closed)).toEqual(['requested', 'offered', 'started', 'serverLost', 'finished']);

      next.keep({ ...started(talking), events: [{ at: time, kind: 'takenUp' }] });
      expect(await next.reader.record(talking, null)).toMatchObject({ state: 'started', code: null, finishedAt: null });
      next.keep(finished(talking));
      expect(await next.reader.record(talking, null)).toMatchObject({ state: 'finished', code: 0, endedBy: 'caller' });
      await Promise.all([killed, elsewhere, next].map(({ records }) => records.close()));
    },
  );

  it.skipIf(!isThere)('erases what is too old, whole', async () => {
    const { records, reader, keep } = await run();
    await records.start();
    const [old, young] = [randomUUID(), randomUUID()];
    for (const [callId, requested_at] of [
      [old, 1_000],
      [young, 2_000],
    ] as const) {
      keep(requested(callId, { requested_at }));
      keep({ ...finished(callId), step: stepOf(callId, { state: 'finished', requested_at }) });
    }
    await records.settled();
    expect(await eraseBefore(db, 2_000)).toBe(1);
    expect(await reader.record(old, null)).toBe(null);
    expect(kindsOf(await reader.record(young, null))).toEqual(['requested', 'finished']);
    for (const table of ['call_events', 'call_people'] as const) {
      const { rows } = await sql`select 1 from ${sql.table(table)} where call_id = ${old}`.execute(db);
      expect(rows).toEqual([]);
    }
    await records.close();
  });

  it.skipIf(!isThere)('is there again after the process, and its tables are brought up to date once', async () => {
    const [before] = await (await run()).reader.search({ ...ALL, userId: 'ben', limit: 1 });
    await db.destroy();
    db = await openDatabase(place.folder, place.url);
    expect(await (await run()).reader.search({ ...ALL, userId: 'ben', limit: 1 })).toEqual([before]);
    const others = await Promise.all([1, 2, 3].map(() => openDatabase(place.folder, place.url)));
    await Promise.all(others.map((other) => other.destroy()));
  });

  it.skipIf(!isThere)('is made once by servers that start at the same time', async () => {
    const fresh = await make();
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(fresh.folder, fresh.url)));
    await Promise.all(opened.map((each) => each.destroy()));
    await fresh.remove();
  });
});
