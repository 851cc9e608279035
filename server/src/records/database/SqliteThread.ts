import { Worker } from 'node:worker_threads';

/** What a statement came to. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly changes?: number;
  readonly lastInsertRowid?: number | bigint;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Fault {
  readonly message: string;
  readonly name: string;
  readonly code?: string;
}

type Reply = { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly fault: Fault };

/** How long to wait for another process that writes to the same file, in ms. */
const BUSY_MS = 10_000;

/**
 * WAL, so that who reads never waits for who writes; FULL, so that what is written is on disk; and what is erased is overwritten,
 * since people's words are in it.
 */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON'];

/** One SQLite file, in a thread of its own: its writes wait for the disk, in which time this one must carry calls. */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #isOver = false;

  constructor(file: string, pragmas: readonly string[] = []) {
    const workerData = { file, busyMs: BUSY_MS, pragmas: [...PRAGMAS, ...pragmas] };
    this.#worker = new Worker(new URL('./sqliteThread.mjs', import.meta.url), { workerData, execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', (reply: Reply) => this.#hear(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the database is closed')));
  }

  /** Rejects with the database's own error, its `code` such as `SQLITE_FULL`. */
  ask(text: string, values: readonly unknown[]): Promise<Answer> {
    if (this.#isOver) return Promise.reject(new Error('the database is closed'));
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // Whoever waits for an answer keeps the process; an idle thread does not.
      this.#worker.ref();
      this.#worker.postMessage({ id, text, values });
    });
  }

  /** Resolves when everything that was asked is answered, and the file is closed. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    const closed = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.ref();
    this.#worker.postMessage({ id: 0, text: null, values: [] });
    await closed;
  }

  #hear(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('answer' in reply) waiting?.resolve(reply.answer);
    else waiting?.reject(Object.assign(new Error(reply.fault.message), reply.fault));
  }

  #end(error: Error): void {
    this.#isOver = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
