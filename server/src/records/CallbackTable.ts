import { type Callback, callNumber } from '@frontdesk/protocol';
import type { Database } from './database/openDatabase.js';
import type { CallbacksTable } from './database/tables.js';

/** What is asked for: the newest first, from behind the one that the page before ended with. */
export interface CallbackQuery {
  readonly state: Callback['state'] | null;
  readonly after: { readonly at: number; readonly id: string } | null;
  readonly limit: number;
}

/** The wishes to be called back. */
export class CallbackTable {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async add({ id, queueId, userId, name, contact, note, form, at, state }: Callback): Promise<void> {
    const who = { user_id: userId, name, contact, note, form: JSON.stringify(form) };
    const row = { id, queue_id: queueId, ...who, at, state, done_by: null, done_at: null };
    await this.#db.insertInto('callbacks').values(row).execute();
  }

  async open(queueId: string, userId: string): Promise<{ readonly ofUser: number; readonly ofQueue: number }> {
    const [ofUser, ofQueue] = await Promise.all([this.#openOf('user_id', userId), this.#openOf('queue_id', queueId)]);
    return { ofUser, ofQueue };
  }

  async list({ state, after, limit }: CallbackQuery): Promise<readonly Callback[]> {
    let query = this.#db.selectFrom('callbacks').selectAll();
    if (state !== null) query = query.where('state', '=', state);
    if (after) {
      query = query.where((is) =>
        is.or([is('at', '<', after.at), is.and([is('at', '=', after.at), is('id', '<', after.id)])]),
      );
    }
    const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.map(callbackOf);
  }

  /** Null for one that is not there. */
  async mark(id: string, state: Callback['state'], by: string, at: number): Promise<Callback | null> {
    const isDone = state === 'done';
    const row = await this.#db
      .updateTable('callbacks')
      .set({ state, done_by: isDone ? by : null, done_at: isDone ? at : null })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row ? callbackOf(row) : null;
  }

  async #openOf(column: 'user_id' | 'queue_id', value: string): Promise<number> {
    const { count } = await this.#db
      .selectFrom('callbacks')
      .select((is) => is.fn.countAll().as('count'))
      .where(column, '=', value)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    return Number(count);
  }
}

function callbackOf(row: CallbacksTable): Callback {
  const { id, queue_id: queueId, user_id: userId, name, contact, note, at, done_by: doneBy, done_at: doneAt } = row;
  const form = JSON.parse(row.form) as Callback['form'];
  const state = row.state === 'done' ? 'done' : 'open';
  return { id, number: callNumber(id), queueId, userId, name, contact, note, form, at, state, doneBy, doneAt };
}
