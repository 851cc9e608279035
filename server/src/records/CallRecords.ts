import { randomUUID } from 'node:crypto';
import type { Database } from './database/openDatabase.js';
import { isOfTheEntry } from './isOfTheEntry.js';
import type { Journal } from './Journal.js';
import { putEntries } from './putEntries.js';
import type { RecordEntry, ToKeep } from './RecordEntry.js';

export interface CallRecordsPorts {
  readonly db: Database;
  readonly journal: Journal;
  /** Something refuses: the disk, or the database, which is tried again. `waiting`: entries that are not in it yet. */
  readonly onFault: (error: unknown, waiting: number) => void;
  /** The database has taken something. */
  readonly onWritten: () => void;
  /** Pauses, in ms, unless it is stopped before. Never rejects. */
  readonly pause: (ms: number, stop: AbortSignal) => Promise<void>;
}

/** Entries that go to the database in one transaction, at most. */
const BATCH = 500;
/** Entries that may wait in memory for a database that is away; what comes after is in the journal alone, and read from there. */
const MOST_WAITING = 50_000;
/**
 * How long entries are gathered before they are written together, in ms, unless somebody wants to read. The journal has them
 * meanwhile. A transaction for each few costs the processor twice as much; larger ones hold up what comes in that moment.
 */
const GATHER_MS = 100;
/** How long to wait after a refusal, in ms. */
const AGAIN_MS = 1_000;
/** `seq` is the time in these parts of a ms, and one more than the last where that is later. */
const PARTS = 1_000;
/** A clock that was set back since the last run must not put what comes before what was: how far it is believed, in ms. */
const MARGIN_MS = 60_000;

/**
 * Every call on record, exactly once. What is kept is in the journal when {@link keep} returns, and goes to the database in the
 * background, many entries in one transaction; an entry that is written twice is written once. A call never waits for it; a
 * database that is away is waited for.
 */
export class CallRecords {
  /** This run of the server. */
  readonly run = randomUUID().slice(0, 8);
  readonly #ports: CallRecordsPorts;
  /** Of this turn. */
  #fresh: RecordEntry[] = [];
  #waiting: RecordEntry[] = [];
  #writing: Promise<void> | null = null;
  /** Who wants to know that what is kept by now is written. */
  #watching: (() => void)[] = [];
  #onOldRead: () => void = () => undefined;
  #seq: number;
  #isStarted = false;
  readonly #end = new AbortController();
  /** Ends the gathering that is under way. */
  #hurry = new AbortController();
  /** Whether what earlier runs left in the journal is still to be read. */
  #hasOld = true;
  /** Whether something of this run is in the journal and not in memory. */
  #hasOverflown = false;

  /** `lastSeenAt`: when the last run was there, epoch ms; 0 if there was none. */
  constructor(ports: CallRecordsPorts, lastSeenAt: number) {
    this.#ports = ports;
    this.#seq = lastSeenAt === 0 ? 0 : (lastSeenAt + MARGIN_MS) * PARTS;
  }

  /** How many entries are not in the database yet. */
  get waiting(): number {
    return this.#waiting.length + this.#fresh.length;
  }

  /**
   * Begins to write: first what earlier runs have left; resolves when that is in the database. Before it what is kept waits, since
   * another server may still be here.
   */
  start(): Promise<void> {
    this.#isStarted = true;
    const oldIsRead = new Promise<void>((resolve) => (this.#onOldRead = resolve));
    this.#writing ??= this.#write();
    return oldIsRead;
  }

  /** Must neither throw nor wait. */
  readonly keep = (it: ToKeep): void => {
    this.#seq = Math.max(this.#seq + 1, Date.now() * PARTS);
    // What happens in one turn goes to the journal in one write, still before any news of it leaves (ADR 13).
    if (this.#fresh.length === 0) queueMicrotask(this.#journalFresh);
    this.#fresh.push({ seq: this.#seq, run: this.run, it });
    this.#seq += Math.max(0, it.events.length - 1);
  };

  /** Resolves when all that is kept by now is in the database, or could not be written once more: for those who read it. */
  async settled(): Promise<void> {
    this.#journalFresh();
    if (!this.#writing || this.#waiting.length === 0) return;
    this.#hurry.abort();
    await new Promise<void>((go) => this.#watching.push(go));
  }

  /** Resolves when everything is written, or could not be once more: then the next run finds it in the journal. */
  async close(): Promise<void> {
    this.#journalFresh();
    this.#end.abort();
    await this.#writing;
    this.#onOldRead();
    this.#ports.journal.close(!this.#isBehind);
  }

  get #isBehind(): boolean {
    return this.#waiting.length > 0 || this.#hasOld || this.#hasOverflown;
  }

  readonly #journalFresh = (): void => {
    const fresh = this.#fresh;
    if (fresh.length === 0) return;
    this.#fresh = [];
    const isInJournal = this.#journal(fresh);
    for (const each of fresh) {
      if (this.#waiting.length < MOST_WAITING && !this.#hasOverflown) this.#waiting.push(each);
      else if (isInJournal) this.#hasOverflown = true;
      else this.#ports.onFault(new Error('neither disk nor database takes what happens: it is lost'), MOST_WAITING);
    }
    if (this.#isStarted) this.#writing ??= this.#write();
  };

  #journal(fresh: readonly RecordEntry[]): boolean {
    try {
      this.#ports.journal.append(fresh.map((entry) => JSON.stringify(entry)).join('\n'), fresh.at(-1)?.seq ?? 0);
      return true;
    } catch (error) {
      this.#ports.onFault(error, this.#waiting.length);
      return false;
    }
  }

  /** Never rejects. */
  async #write(): Promise<void> {
    const { signal } = this.#end;
    while (this.#isBehind) {
      this.#hurry = new AbortController();
      if (this.#watching.length === 0)
        await this.#ports.pause(GATHER_MS, AbortSignal.any([signal, this.#hurry.signal]));
      try {
        if (this.#hasOld) await this.#readOld();
        await this.#writeWaiting();
        if (this.#hasOverflown) await this.#readOverflow();
      } catch (error) {
        this.#ports.onFault(error, this.#waiting.length);
        this.#tellWatching();
        if (signal.aborted) break;
        await this.#ports.pause(AGAIN_MS, signal);
      }
    }
    this.#tellWatching();
    this.#writing = null;
  }

  /** All that waits now. What comes meanwhile is gathered again: a transaction after the other would each hold a few entries. */
  async #writeWaiting(): Promise<void> {
    const watching = this.#watching.splice(0);
    try {
      for (let left = this.#waiting.length; left > 0; left -= BATCH) {
        const batch = this.#waiting.slice(0, Math.min(left, BATCH));
        await this.#put(batch);
        this.#waiting = this.#waiting.slice(batch.length);
        if (!this.#hasOverflown) this.#ports.journal.done(batch.at(-1)?.seq ?? 0);
      }
    } finally {
      for (const go of watching) go();
    }
  }

  async #readOld(): Promise<void> {
    await this.#readFiles(this.#ports.journal.files(false));
    this.#hasOld = false;
    this.#onOldRead();
  }

  /** All that this run has put into the journal so far: what was in memory too is written again, which changes nothing. */
  async #readOverflow(): Promise<void> {
    const files = this.#ports.journal.files(true);
    this.#hasOverflown = false;
    try {
      await this.#readFiles(files);
    } catch (error) {
      this.#hasOverflown = true;
      throw error;
    }
  }

  async #readFiles(names: readonly string[]): Promise<void> {
    const { journal } = this.#ports;
    for (const name of names) {
      const entries = journal.read(name).flatMap(entryOf);
      for (let at = 0; at < entries.length; at += BATCH) await this.#put(entries.slice(at, at + BATCH));
      journal.remove(name);
    }
  }

  async #put(batch: readonly RecordEntry[]): Promise<void> {
    try {
      await putEntries(this.#ports.db, batch);
      this.#ports.onWritten();
    } catch (error) {
      if (!isOfTheEntry(error)) throw error;
      const [only, ...others] = batch;
      if (only && others.length > 0) {
        // One that the database will never take must not keep the others out.
        for (const entry of batch) await this.#put([entry]);
        return;
      }
      this.#ports.onFault(error, this.#waiting.length);
    }
  }

  #tellWatching(): void {
    for (const go of this.#watching.splice(0)) go();
  }
}

/** What a line of the journal holds; none if it was cut off by a full disk before a line that was written later, or is not ours. */
function entryOf(line: string): readonly RecordEntry[] {
  try {
    const entry = JSON.parse(line) as Partial<RecordEntry> | null;
    return entry?.it ? [entry as RecordEntry] : [];
  } catch {
    return [];
  }
}
