import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallFacts } from '../calls/ports.js';
import { EndedCalls } from './EndedCalls.js';

const DAY_MS = 24 * 3_600_000;
const END = { at: 2_000, code: 0, endedBy: 'caller' } as const;
const OWN = { isTakenUp: false, ...END };

const PARTY = { userId: 'ann', name: 'Ann\nLee', role: 'caller' } as const;
const FACTS: CallFacts = {
  asked: {
    callId: 'call-1',
    caller: PARTY,
    callerEndpoint: 'ann-1',
    dialed: PARTY,
    flags: 3,
    param: 0,
    text: 'two\nlines',
    preconnect: false,
    room: null,
    requestedAt: 1,
  },
  version: 3,
  callee: { userId: 'cat', name: 'Cat', role: 'agent' },
  calleeEndpoint: 'cat-1',
  ringingAt: 1,
  startedAt: 2,
  roomId: 9,
};

describe('the ends of calls on disk', () => {
  let dataDir = '';
  const open = () => new EndedCalls(dataDir, (error) => expect.unreachable(String(error)));
  const folder = () => join(dataDir, 'ended');
  const text = () => readdirSync(folder()).map((name) => readFileSync(join(folder(), name), 'utf8'));

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-ended-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  test('[C20] an end is on disk when the promise resolves, and known to the next run', async () => {
    await open().ended({ callId: 'call-1', ...OWN });
    expect(text()).toEqual(['2000 call-1 0 caller\n']);
    const next = open();
    expect(next.hasEnded('call-1')).toBe(true);
    expect(next.hasEnded('call-2')).toBe(false);
  });

  test('the next run knows how it ended; of one whose line says nothing of that, only that it did', async () => {
    await open().ended({ callId: 'call-1', ...OWN });
    writeFileSync(join(folder(), `ended-${Date.now() - 1_000}.log`), '1 old\n');
    const next = open();
    expect([next.endOf('call-1'), next.endOf('old'), next.hasEnded('old')]).toEqual([END, null, true]);
  });

  test('[C20] a call of an earlier run that ends in this one is known at once; those of this run are not kept', async () => {
    const ended = open();
    await Promise.all([
      ended.ended({ callId: 'earlier', isTakenUp: true, ...END }),
      ended.ended({ callId: 'own', ...OWN }),
    ]);
    expect(ended.hasEnded('earlier')).toBe(true);
    expect(ended.hasEnded('own')).toBe(false);
    expect(open().hasEnded('own')).toBe(true);
  });

  test('all that end while the disk is busy go together, in their order', async () => {
    const ended = open();
    const ids = Array.from({ length: 100 }, (_, index) => `call-${index}`);
    await Promise.all(ids.map((callId) => ended.ended({ callId, ...OWN })));
    await ended.close();
    expect(text()).toEqual([ids.map((callId) => `2000 ${callId} 0 caller\n`).join('')]);
  });

  test('[C35] who is in a call after a hand-over is known to the next run, as the last word says', async () => {
    const ledger = open();
    await ledger.handedOver(FACTS);
    await ledger.handedOver({ ...FACTS, version: 4, calleeEndpoint: 'dan-1' });
    expect(ledger.handedOverAs('call-1')).toBeNull();
    appendFileSync(join(folder(), readdirSync(folder())[0] ?? ''), '> {"asked":{"callId":"call-2"}');
    const next = open();
    expect(next.handedOverAs('call-1')).toEqual({ ...FACTS, version: 4, calleeEndpoint: 'dan-1' });
    expect(next.handedOverAs('call-2')).toBeNull();
    expect(next.hasEnded('call-1')).toBe(false);
  });

  test('[C20] an end that is taken back is none, now and in the next run', async () => {
    const ended = open();
    await ended.ended({ callId: 'call-1', isTakenUp: true, ...END });
    ended.goesOn('call-1');
    await ended.close();
    expect([ended.hasEnded('call-1'), open().hasEnded('call-1')]).toEqual([false, false]);
  });

  test('a line that was cut off by a crash spoils nothing', async () => {
    const first = open();
    await first.ended({ callId: 'call-1', ...OWN });
    const [name = ''] = readdirSync(folder());
    appendFileSync(join(folder(), name), '1700');
    await open().ended({ callId: 'call-2', ...OWN });
    const next = open();
    expect([next.hasEnded('call-1'), next.hasEnded('call-2')]).toEqual([true, true]);
  });

  test('what no ticket can name any more is deleted', () => {
    mkdirSync(folder());
    writeFileSync(join(folder(), `ended-${Date.now() - 2 * DAY_MS}.log`), '1 old\n');
    writeFileSync(join(folder(), `ended-${Date.now() - DAY_MS}.log`), '1 young\n');
    const ended = open();
    expect([ended.hasEnded('old'), ended.hasEnded('young')]).toEqual([false, true]);
    expect(readdirSync(folder())).toHaveLength(1);
  });

  test('a disk that refuses is reported, and the call ends all the same', async () => {
    const faults: unknown[] = [];
    const ended = new EndedCalls(dataDir, (error) => faults.push(error));
    rmSync(folder(), { recursive: true });
    await ended.ended({ callId: 'call-1', ...OWN });
    expect(faults).toHaveLength(1);
  });
});
