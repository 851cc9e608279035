import {
  type CallRecord,
  OTHER_OUTCOME,
  OUTCOME_CODES,
  type Outcome,
  type RecordQuery,
  type RecordRow,
} from '@frontdesk/protocol';
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import type { Database } from './database/openDatabase.js';
import type { Tables } from './database/tables.js';
import { fold } from './RecordEntry.js';
import { toRecord, toRow } from './toRecord.js';

/** Where a page of a list ended. */
export interface After {
  readonly requestedAt: number;
  readonly callId: string;
}

/** Who looks: null sees everything, others the calls in which one of these took part. */
export type Viewer = readonly string[] | null;

export interface Search extends RecordQuery {
  readonly viewer: Viewer;
  readonly after: After | null;
  readonly limit: number;
}

type Build = ExpressionBuilder<Tables, 'calls'>;
type Condition = ExpressionWrapper<Tables, 'calls', SqlBool>;

const STAFF = ['agent', 'supervisor', 'admin'];
/** A call's number, or the beginning of one, with or without its dash. */
const NUMBER = /^([0-9a-f]{4})-?([0-9a-f]{0,4})$/;
/** The pattern of what stands before it in a call's id, see `callNumber`. */
const BEFORE_NUMBER = '_'.repeat(28);

/** Reads what is on record. */
export class RecordReader {
  readonly #db: Database;
  /** Resolves when what was kept by now can be read. */
  readonly #settled: () => Promise<void>;

  constructor(db: Database, settled: () => Promise<void>) {
    this.#db = db;
    this.#settled = settled;
  }

  /** The newest first. */
  async search({ viewer, after, limit, ...query }: Search): Promise<readonly RecordRow[]> {
    await this.#settled();
    const rows = await this.#db
      .selectFrom('calls')
      .selectAll()
      .where((is) => is.and([...conditions(is, query), ...pageOf(is, after), ...seenBy(is, viewer)]))
      .orderBy('requested_at', 'desc')
      .orderBy('call_id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRow);
  }

  /** One call with all that is kept of it; null if it is not on record, or not this viewer's. */
  async record(callId: string, viewer: Viewer): Promise<CallRecord | null> {
    await this.#settled();
    const row = await this.#db
      .selectFrom('calls')
      .selectAll()
      .where((is) => is.and([is('call_id', '=', callId), ...seenBy(is, viewer)]))
      .executeTakeFirst();
    if (!row) return null;
    const events = await this.#db
      .selectFrom('call_events')
      .selectAll()
      .where('call_id', '=', callId)
      .orderBy('seq')
      .execute();
    return toRecord(row, events);
  }

  /** Who of the staff talked to this user last; null if nobody is known. */
  async lastAgentOf(userId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('calls')
      .select('agent_id')
      .where((is) => is.and([tookPart(is, [userId]), is('agent_id', 'is not', null), is('agent_id', '<>', userId)]))
      .orderBy('requested_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.agent_id ?? null;
  }
}

function conditions(is: Build, { userId, agentId, queueId, code, outcome, from, to, text }: RecordQuery): Condition[] {
  const all: Condition[] = [];
  if (userId !== undefined) all.push(tookPart(is, [userId]));
  if (agentId !== undefined) all.push(tookPart(is, [agentId], STAFF));
  if (queueId !== undefined) all.push(is('queue_id', '=', queueId));
  if (code !== undefined) all.push(is('code', '=', code));
  if (outcome !== undefined) all.push(cameTo(is, outcome));
  if (from !== undefined) all.push(is('requested_at', '>=', from));
  if (to !== undefined) all.push(is('requested_at', '<', to));
  if (text !== undefined) all.push(holds(is, fold(text)));
  return all;
}

/** As {@link OUTCOME_CODES} says. */
function cameTo(is: Build, outcome: Outcome): Condition {
  const isOver = is('state', '=', 'finished');
  if (outcome === 'live') return is('state', '<>', 'finished');
  const ways = (['answered', 'unanswered'] as const).flatMap((which) => {
    const codes: { readonly [O in Outcome]?: readonly number[] } = OUTCOME_CODES[which];
    const isSo = is('started_at', which === 'answered' ? 'is not' : 'is', null);
    const own = codes[outcome];
    if (own) return [is.and([isOver, isSo, is('code', 'in', own)])];
    return OTHER_OUTCOME[which] === outcome
      ? [is.and([isOver, isSo, is('code', 'not in', Object.values(codes).flat())])]
      : [];
  });
  return is.or(ways);
}

function pageOf(is: Build, after: After | null): Condition[] {
  if (!after) return [];
  const { requestedAt, callId } = after;
  const sameTime = is.and([is('requested_at', '=', requestedAt), is('call_id', '<', callId)]);
  return [is.or([is('requested_at', '<', requestedAt), sameTime])];
}

function seenBy(is: Build, viewer: Viewer): Condition[] {
  return viewer === null ? [] : [tookPart(is, viewer)];
}

function tookPart(is: Build, userIds: readonly string[], roles: readonly string[] | null = null): Condition {
  let ids = is
    .selectFrom('call_people')
    .select('call_people.call_id')
    .where('user_id', 'in', [...userIds]);
  if (roles) ids = ids.where('role', 'in', [...roles]);
  return is('call_id', 'in', ids);
}

/** `text` is folded already. */
function holds(is: Build, text: string): Condition {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const like = (column: 'notes_words' | 'form_words' | 'words') =>
    sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`;
  const people = is.selectFrom('call_people').select('call_people.call_id').where(like('words'));
  const [, first, second = ''] = NUMBER.exec(text) ?? [];
  return is.or([
    is('call_id', 'in', people),
    like('notes_words'),
    like('form_words'),
    ...(first === undefined ? [] : [is('call_id', 'like', `${BEFORE_NUMBER}${first}${second}%`)]),
  ]);
}
