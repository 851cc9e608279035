import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from './calls/ports.js';
import { CallRecords } from './records/CallRecords.js';
import type { Database } from './records/database/openDatabase.js';
import type { EndedCalls } from './records/EndedCalls.js';
import { eraseBefore } from './records/erase.js';
import { Faults } from './records/Faults.js';
import { Journal } from './records/Journal.js';
import { Recorder } from './records/Recorder.js';
import { type RecordNotes, recordNotes } from './records/RecordNotes.js';
import { RecordReader } from './records/RecordReader.js';
import { Runs } from './records/Runs.js';

const DAY_MS = 24 * 3_600_000;
/** How often records that are too old are looked for, in ms. */
const ERASE_MS = 3_600_000;
/**
 * How long the pages of a call may take to find a server that was started again, in grace times (C19): as long as it would wait for
 * a page that it has seen, and once more for a server that came up slowly.
 */
const RETURN_GRACES = 2;

export interface RecordsSettings {
  readonly dataDir: string;
  /** Whether calls are recorded. */
  readonly isRecording: boolean;
  /** For how many days a record is kept. */
  readonly recordsDays: number;
  readonly graceCallMs: number;
}

/** The records of a running server. */
export interface Records {
  /** Null where calls are not recorded. */
  readonly recorder: Recorder | null;
  readonly notes: RecordNotes;
  readonly reader: RecordReader;
  /** How writing goes. */
  readonly health: () => { readonly isFailing: boolean; readonly waiting: number; readonly faults: number };
  /** Begins to write; to be called when it is certain that no other server is here. */
  readonly start: () => void;
  readonly close: () => Promise<void>;
}

/** Puts the records together. Nothing is written before they are started. */
export async function openRecords(
  settings: RecordsSettings,
  { db, ledger, clock, log }: { db: Database; ledger: EndedCalls; clock: Clock; log: Logger },
): Promise<Records> {
  const now = () => clock.now();
  const faults = new Faults(log, now);
  const ports = {
    db,
    journal: new Journal(settings.dataDir),
    onFault: faults.note,
    onWritten: faults.written,
    pause: pauseUnless,
  };
  const records = new CallRecords(ports, await Runs.lastSeenAt(db));
  const keep = settings.isRecording ? records.keep : () => undefined;
  const runs = new Runs({
    db,
    run: records.run,
    home: homeOf(settings.dataDir),
    now,
    graceMs: RETURN_GRACES * settings.graceCallMs,
    endOf: (callId) => ledger.endOf(callId),
  });
  const stop = new AbortController();
  let keeping: Promise<unknown> = Promise.resolve();
  return {
    recorder: settings.isRecording ? new Recorder(keep, clock) : null,
    notes: recordNotes(keep, now),
    reader: new RecordReader(db, () => records.settled()),
    health: () => ({ isFailing: faults.isFailing, waiting: records.waiting, faults: faults.count }),
    start: () => {
      const whenOldIsRead = records.start();
      keeping = Promise.all([
        repeat(
          Runs.everyMs,
          stop.signal,
          async () => {
            await whenOldIsRead;
            if (!stop.signal.aborted) await runs.tick();
          },
          faults.note,
        ),
        repeat(
          ERASE_MS,
          stop.signal,
          async () => {
            const erased = await eraseBefore(db, now() - settings.recordsDays * DAY_MS);
            if (erased > 0)
              log.info({ erased, days: settings.recordsDays }, 'records of calls are erased: they are too old');
          },
          faults.note,
        ),
      ]);
    },
    close: async () => {
      stop.abort();
      await records.close();
      await keeping;
      await runs.close().catch((error) => faults.note(error, records.waiting));
    },
  };
}

/** Does it now and again after each such time, in ms, until it is stopped. Never rejects. */
async function repeat(
  everyMs: number,
  signal: AbortSignal,
  act: () => Promise<void>,
  onFault: (error: unknown, waiting: number) => void,
): Promise<void> {
  while (!signal.aborted) {
    await act().catch((error) => {
      if (!signal.aborted) onFault(error, 0);
    });
    await pauseUnless(everyMs, signal);
  }
}

/** Pauses, in ms, unless it is stopped before. */
function pauseUnless(ms: number, signal: AbortSignal): Promise<void> {
  return pause(ms, undefined, { signal }).catch(() => undefined);
}

/** The id of this installation, made once. */
function homeOf(dataDir: string): string {
  const file = join(dataDir, 'installation-id');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dataDir, { recursive: true });
  const id = randomUUID();
  writeFileSync(file, `${id}\n`, { mode: 0o600 });
  return id;
}
