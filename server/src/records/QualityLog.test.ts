import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QualityNews } from '@frontdesk/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { qualityOf } from '../../test/quality.js';
import { QualityLog } from './QualityLog.js';

const DAY_MS = 24 * 3_600_000;
const NOON = Date.UTC(2026, 10, 24, 12);
const record = (callId: string): QualityNews => ({ callId, side: 'caller', quality: qualityOf() });

describe('quality records on disk', () => {
  let dataDir = '';
  const folder = () => join(dataDir, 'quality');
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-quality-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  test('[quality record] stand in a file of their day, one line each', async () => {
    let now = NOON;
    const log = new QualityLog(
      dataDir,
      (error) => expect.unreachable(String(error)),
      () => now,
    );
    log.keep(record('c1'));
    log.keep(record('c2'));
    await log.close();
    now += DAY_MS;
    log.keep(record('c3'));
    await log.close();
    expect(readdirSync(folder()).sort()).toEqual(['quality-2026-11-24.jsonl', 'quality-2026-11-25.jsonl']);
    const lines = readFileSync(join(folder(), 'quality-2026-11-24.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { at: NOON, ...record('c1') },
      { at: NOON, ...record('c2') },
    ]);
  });

  test('are erased after 30 days, and nothing else is', async () => {
    mkdirSync(folder());
    for (const name of ['quality-2026-10-24.jsonl', 'quality-2026-10-25.jsonl', 'notes.txt']) {
      writeFileSync(join(folder(), name), '');
    }
    const log = new QualityLog(
      dataDir,
      (error) => expect.unreachable(String(error)),
      () => NOON,
    );
    log.keep(record('c1'));
    await log.close();
    expect(readdirSync(folder()).sort()).toEqual(['notes.txt', 'quality-2026-10-25.jsonl', 'quality-2026-11-24.jsonl']);
  });

  test('that the disk refuses are reported, and the next one is tried again', async () => {
    const faults: unknown[] = [];
    const log = new QualityLog(
      dataDir,
      (error) => faults.push(error),
      () => NOON,
    );
    writeFileSync(folder(), 'a file where the folder should be');
    log.keep(record('c1'));
    await log.close();
    expect(faults).toHaveLength(1);
    rmSync(folder());
    log.keep(record('c2'));
    await log.close();
    expect(readFileSync(join(folder(), 'quality-2026-11-24.jsonl'), 'utf8')).toContain('c2');
  });
});
