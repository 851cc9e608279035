import { CODES, type RecordEvent } from '@frontdesk/protocol';
import { sql } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { EndOnDisk } from './EndedCalls.js';
import { measure } from './putEntries.js';

/** How often a run says that it is there, in ms. */
const SEEN_MS = 5_000;
/** A run that was not seen for so long, in ms, is over, wherever it ran. */
const GONE_MS = 30_000;
/** How many calls that a run has left are closed together. */
const BATCH = 200;

interface Left {
  readonly call_id: string;
  readonly seq: number;
  readonly seen_at: number | null;
}

export interface RunsPorts {
  readonly db: Database;
  /** This run, and the installation that it is of: two runs of one are never at once. */
  readonly run: string;
  readonly home: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** How long a call that was talked in may wait for its pages after a restart, in ms (C20). */
  readonly graceMs: number;
  /** The end of a call that was on disk before it was told; null if none is. */
  readonly endOf: (callId: string) => EndOnDisk | null;
}

/** Which runs of the server there were, and what becomes of the calls that one of them left open. */
export class Runs {
  readonly #ports: RunsPorts;
  readonly #startedAt: number;

  constructor(ports: RunsPorts) {
    this.#ports = ports;
    this.#startedAt = ports.now();
  }

  /** When a run was last there, epoch ms; 0 if there was none. */
  static async lastSeenAt(db: Database): Promise<number> {
    const { last } = await db
      .selectFrom('runs')
      .select((is) => is.fn.max('seen_at').as('last'))
      .executeTakeFirstOrThrow();
    return Number(last ?? 0);
  }

  /** Whether a server may be running on this database: when it was last there, epoch ms. */
  static async alive(db: Database, now: number): Promise<number | null> {
    const run = await db
      .selectFrom('runs')
      .select('seen_at')
      .where('closed_at', 'is', null)
      .where('seen_at', '>', now - GONE_MS)
      .orderBy('seen_at', 'desc')
      .executeTakeFirst();
    return run?.seen_at ?? null;
  }

  /** Says that it is there, and closes what others left. */
  async tick(): Promise<void> {
    await this.#seen();
    await this.#closeLeft();
  }

  /** In ms, until the next {@link tick}. */
  static readonly everyMs = SEEN_MS;

  async close(): Promise<void> {
    const { db, run, now } = this.#ports;
    const at = now();
    await db.updateTable('runs').set({ seen_at: at, closed_at: at }).where('run', '=', run).execute();
  }

  async #seen(): Promise<void> {
    const { db, run, home, now } = this.#ports;
    const at = now();
    await db
      .insertInto('runs')
      .values({ run, home, started_at: this.#startedAt, seen_at: at, closed_at: null })
      .onConflict((conflict) => conflict.column('run').doUpdateSet({ seen_at: at }))
      .execute();
  }

  /**
   * Calls that a run which is over left open, and that nobody has taken up here: they ended with it. One that was talked in may
   * still be taken up for as long as its ticket is good; then its record goes on as if this had not been.
   */
  async #closeLeft(): Promise<void> {
    const { db, run, home, now, graceMs } = this.#ports;
    const isDue = now() - this.#startedAt >= graceMs;
    const left: readonly Left[] = await db
      .selectFrom('calls')
      .leftJoin('runs', 'runs.run', 'calls.run')
      .select(['calls.call_id', 'calls.seq', 'runs.seen_at'])
      // As its index says it.
      .where(sql<boolean>`calls.state <> 'finished'`)
      .where('calls.state', 'in', ['deciding', 'waiting', 'ringing', ...(isDue ? ['started'] : [])])
      .where('calls.run', '<>', run)
      .where((is) =>
        is.or([
          is('runs.run', 'is', null),
          is('runs.home', '=', home),
          is('runs.closed_at', 'is not', null),
          is('runs.seen_at', '<', now() - GONE_MS),
        ]),
      )
      .orderBy('calls.call_id')
      .limit(BATCH)
      .execute();
    for (const call of left) await this.#close(call);
    if (left.length === BATCH) await this.#closeLeft();
  }

  async #close({ call_id: callId, seq, seen_at: seenAt }: Left): Promise<void> {
    const known = this.#ports.endOf(callId);
    await this.#ports.db.transaction().execute(async (trx) => {
      const last = await trx
        .selectFrom('call_events')
        .select((is) => [is.fn.max('at').as('at'), is.fn.max('seq').as('seq')])
        .where('call_id', '=', callId)
        .executeTakeFirstOrThrow();
      const lastAt = Math.max(seenAt ?? 0, Number(last.at ?? 0));
      const end: EndOnDisk = known ?? { at: lastAt, code: CODES.disconnected, endedBy: 'server' };
      const finished_at = end.at;
      const set = { state: 'finished', code: end.code, ended_by: end.endedBy, finished_at };
      const { numUpdatedRows } = await trx
        .updateTable('calls')
        .set(set)
        .where('call_id', '=', callId)
        .where('seq', '=', seq)
        .where('state', '<>', 'finished')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      const events: RecordEvent[] = known ? [] : [{ at: finished_at, kind: 'serverLost' }];
      events.push({ at: finished_at, kind: 'finished', code: end.code, endedBy: end.endedBy, text: '' });
      const rows = events.map(({ at, kind, ...detail }, index) => ({
        call_id: callId,
        seq: Math.max(seq, Number(last.seq ?? 0)) + index + 1,
        run: this.#ports.run,
        at,
        kind,
        detail: JSON.stringify(detail),
      }));
      await trx
        .insertInto('call_events')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await measure(trx, new Set([callId]));
    });
  }
}
