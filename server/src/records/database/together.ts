import { CompiledQuery, PostgresAdapter } from 'kysely';
import type { Database } from './openDatabase.js';

/** A statement with its one parameter. `text` has a `?` for it, or in PostgreSQL `$1`. */
export interface Statement {
  readonly text: string;
  readonly value: string;
}

/** What a text of several statements begins with, and what stands between them; `sqliteThread.mjs` takes it apart. */
const TOGETHER = '-- together\n';
const THEN = '\n-- then\n';

/** Whether it is PostgreSQL; otherwise it is SQLite. */
export function isPostgres(db: Pick<Database, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * Statements in one transaction. They go to SQLite's thread in one message: one for each, and for the beginning and the end, would
 * take the thread that carries calls ten times as long.
 */
export async function together(db: Database, statements: readonly Statement[]): Promise<void> {
  if (!isPostgres(db)) {
    const text = TOGETHER + statements.map((each) => each.text).join(THEN);
    await db.executeQuery(
      CompiledQuery.raw(
        text,
        statements.map(({ value }) => value),
      ),
    );
    return;
  }
  await db.transaction().execute(async (trx) => {
    for (const { text, value } of statements) await trx.executeQuery(CompiledQuery.raw(text, [value]));
  });
}
