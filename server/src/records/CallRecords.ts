import type { CallSnapshot } from '@frontdesk/protocol';
import { sql } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { CallEventsTable, CallsTable } from './database/tables.js';

/** A call and what has just happened to it. */
export interface CallStep {
  readonly call: CallSnapshot;
  readonly queueId: string | null;
  /** What happened, such as `ringing`. */
  readonly kind: string;
  /** Epoch ms. */
  readonly at: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface CallRecordsPorts {
  readonly db: Database;
  /** The database refuses; what was to be written is kept and tried again. */
  readonly onFault: (error: unknown, waiting: number) => void;
  /** Pauses, in ms. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Steps that go to the database in one transaction, at most. */
const BATCH = 500;
/** Steps that may wait for a database that is away; beyond it the oldest of what can be written again by later ones are lost. */
const MOST_WAITING = 100_000;
/** How long to wait after a refusal, in ms. */
const AGAIN_MS = 1_000;

/** What can be searched for; what is left out is not asked for. */
export interface CallQuery {
  /** A user who took part, on either side. */
  readonly userId?: string;
  readonly queueId?: string;
  readonly code?: number;
  /** Requested in this span, epoch ms. */
  readonly from?: number;
  readonly to?: number;
  /** What the page before ended with. */
  readonly after?: { readonly requestedAt: number; readonly callId: string };
  readonly limit: number;
}

/**
 * Every call on record, exactly once: written step by step in the background, many steps in one transaction, and a step that is
 * written twice is written once. A call never waits for it; a database that is away is waited for.
 */
export class CallRecords {
  readonly #ports: CallRecordsPorts;
  #waiting: CallStep[] = [];
  #writing: Promise<void> | null = null;
  #isClosed = false;

  constructor(ports: CallRecordsPorts) {
    this.#ports = ports;
  }

  /** Must neither throw nor wait. */
  readonly keep = (step: CallStep): void => {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#waiting.shift();
      this.#ports.onFault(
        new Error('the records are too far behind: a step of a call is dropped'),
        this.#waiting.length,
      );
    }
    this.#waiting.push(step);
    this.#writing ??= this.#write();
  };

  /** Resolves when everything that was kept is written, or could not be once more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
  }

  /** The newest first. */
  async search({ userId, queueId, code, from, to, after, limit }: CallQuery): Promise<readonly CallsTable[]> {
    let query = this.#ports.db.selectFrom('calls').selectAll();
    if (userId !== undefined) {
      query = query.where((is) => is.or([is('caller_id', '=', userId), is('callee_id', '=', userId)]));
    }
    if (queueId !== undefined) query = query.where('queue_id', '=', queueId);
    if (code !== undefined) query = query.where('code', '=', code);
    if (from !== undefined) query = query.where('requested_at', '>=', from);
    if (to !== undefined) query = query.where('requested_at', '<', to);
    if (after) {
      query = query.where((is) =>
        is.or([
          is('requested_at', '<', after.requestedAt),
          is.and([is('requested_at', '=', after.requestedAt), is('call_id', '<', after.callId)]),
        ]),
      );
    }
    return query.orderBy('requested_at', 'desc').orderBy('call_id', 'desc').limit(limit).execute();
  }

  /** A call's timeline, from its request on; empty for a call that is not on record. */
  async timeline(callId: string): Promise<readonly CallEventsTable[]> {
    return this.#ports.db
      .selectFrom('call_events')
      .selectAll()
      .where('call_id', '=', callId)
      .orderBy('version')
      .execute();
  }

  /** In a later turn, so that all of one turn go together; never rejects. */
  async #write(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH);
      try {
        await this.#put(batch);
        this.#waiting = this.#waiting.slice(batch.length);
      } catch (error) {
        this.#ports.onFault(error, this.#waiting.length);
        if (this.#isClosed) break;
        await this.#ports.pause(AGAIN_MS);
      }
    }
    this.#writing = null;
  }

  async #put(steps: readonly CallStep[]): Promise<void> {
    const last = new Map<string, CallStep>();
    for (const step of steps) {
      const before = last.get(step.call.callId);
      if (!before || before.call.version <= step.call.version) last.set(step.call.callId, step);
    }
    await this.#ports.db.transaction().execute(async (trx) => {
      await trx
        .insertInto('calls')
        .values([...last.values()].map(rowOf))
        .onConflict((conflict) =>
          conflict
            .column('call_id')
            .doUpdateSet((is) => {
              const columns = [
                'version',
                'state',
                'callee_id',
                'callee_name',
                'queue_id',
                'code',
                'ended_by',
                'started_at',
                'finished_at',
              ] as const;
              return Object.fromEntries(columns.map((column) => [column, is.ref(`excluded.${column}`)]));
            })
            .where(sql<boolean>`excluded.version > calls.version`),
        )
        .execute();
      await trx
        .insertInto('call_events')
        .values(steps.map(eventOf))
        .onConflict((conflict) => conflict.columns(['call_id', 'version']).doNothing())
        .execute();
    });
  }
}

function rowOf({ call, queueId }: CallStep): CallsTable {
  return {
    call_id: call.callId,
    version: call.version,
    state: call.state,
    caller_id: call.caller.userId,
    caller_name: call.caller.name,
    callee_id: call.callee.userId,
    callee_name: call.callee.name,
    queue_id: queueId,
    code: call.code,
    ended_by: call.endedBy,
    requested_at: call.requestedAt,
    started_at: call.startedAt,
    finished_at: call.finishedAt,
  };
}

function eventOf({ call, kind, at, detail }: CallStep): CallEventsTable {
  return { call_id: call.callId, version: call.version, at, kind, detail: JSON.stringify(detail) };
}
