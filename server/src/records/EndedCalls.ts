import {
  closeSync,
  fdatasync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endedBySchema } from '@frontdesk/protocol/schemas/snapshots';
import type { CallEnd, CallFacts, Ledger } from '../calls/ports.js';

const toDisk = promisify(fdatasync);
const pause = promisify(setTimeout);

/** A ticket is good for a day (C20); an end that is older than that is of no use any more. In ms. */
const KEEP_MS = 24 * 3_600_000;

/** A disk that takes longer, in ms, is reported, and calls end without it: nobody's hang-up waits for a broken disk. */
const PATIENCE_MS = 1_000;

/**
 * The disk is asked at most this often, in ms, however many calls end: without it the syncs of a busy server are a twelfth of
 * what a call costs it. Whoever hangs up on a quiet one waits for none.
 */
const PAUSE_MS = 10;

/** A new file is begun this often, in ms, so that old ends are dropped file by file. */
const FILE_MS = 6 * 3_600_000;

const FILE = /^ended-(\d+)\.log$/;
/** An end, with its code and who ended it where that was written; or with a dash in place of the time: it goes on. */
const LINE = /^(\d+|-) (\S+)(?: (\d+) (\S+))?$/;

/** How a call ended, as it is on disk. */
export type EndOnDisk = Pick<CallEnd, 'at' | 'code' | 'endedBy'>;
/** Who is in a call after a place in it was handed over: the call as a ticket holds it, as JSON. */
const HANDED_OVER = /^> (\{.*\})$/;

/** Ends that go to disk together. */
interface Batch {
  readonly lines: string[];
  readonly written: Promise<void>;
}

/**
 * The ends of started calls, on disk before anyone is told (C20): one line for each, `finishedAt callId code endedBy`, in
 * `DATA_DIR/ended/ended-TIME.log`; and who is in a call after a hand-over (C35), `> ` and the call as JSON. All that end
 * while the disk is busy go with the next write, so that ten ends cost as much as one.
 *
 * Only calls that an earlier run began are kept in memory: of its own a server knows that what it has forgotten is over.
 */
export class EndedCalls implements Ledger {
  readonly #folder: string;
  readonly #since: number;
  readonly #onFault: (error: unknown) => void;
  /** Ends less those that were taken back: two may write at once, and each takes back only its own. */
  readonly #known = new Map<string, number>();
  /** How those ended, for the records. */
  readonly #ends = new Map<string, EndOnDisk>();
  /** Calls of earlier runs in which a place was handed over, as the last word on each says. */
  readonly #handedOver = new Map<string, CallFacts>();
  #file: { readonly fd: number; readonly since: number } | null = null;
  #batch: Batch | null = null;
  #last: Promise<void> = Promise.resolve();
  #writtenAt = Number.NEGATIVE_INFINITY;

  /** Reads what earlier runs left. Throws the file system's error if the folder can't be used. */
  constructor(dataDir: string, onFault: (error: unknown) => void) {
    this.#folder = join(dataDir, 'ended');
    this.#since = Date.now();
    this.#onFault = onFault;
    mkdirSync(this.#folder, { recursive: true });
    for (const name of this.#filesInUse()) this.#read(name);
  }

  /** Resolves also when the disk refuses or is slow, which is reported: it must not keep calls from ending. */
  ended({ callId, isTakenUp, at, code, endedBy }: CallEnd): Promise<void> {
    if (isTakenUp) this.#count(callId, 1);
    return this.#append(`${at} ${callId} ${code} ${endedBy}\n`);
  }

  goesOn(callId: string): void {
    if (this.#known.has(callId)) this.#count(callId, -1);
    void this.#append(`- ${callId}\n`);
  }

  hasEnded(callId: string): boolean {
    return (this.#known.get(callId) ?? 0) > 0;
  }

  /** How a call of an earlier run ended, if that was on disk. */
  endOf(callId: string): EndOnDisk | null {
    return (this.hasEnded(callId) && this.#ends.get(callId)) || null;
  }

  /** Resolves as `ended` does. Of its own run a server knows who is in a call. */
  handedOver(call: CallFacts): Promise<void> {
    return this.#append(`> ${JSON.stringify(call)}\n`);
  }

  handedOverAs(callId: string): CallFacts | null {
    return this.#handedOver.get(callId) ?? null;
  }

  /** Resolves when everything is written; then nothing more is. */
  async close(): Promise<void> {
    await this.#last;
    this.#closeFile();
  }

  #closeFile(): void {
    if (this.#file) closeSync(this.#file.fd);
    this.#file = null;
  }

  #append(line: string): Promise<void> {
    this.#batch ??= this.#newBatch();
    this.#batch.lines.push(line);
    return this.#batch.written;
  }

  #newBatch(): Batch {
    const lines: string[] = [];
    const done = this.#last.then(async () => {
      const pauseMs = this.#writtenAt + PAUSE_MS - performance.now();
      if (pauseMs > 0) await pause(pauseMs);
      this.#batch = null;
      this.#writtenAt = performance.now();
      await this.#write(lines.join(''));
    });
    this.#last = done;
    return { lines, written: this.#inTime(done) };
  }

  #inTime(done: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#onFault(new Error(`the disk takes longer than ${PATIENCE_MS} ms`));
        resolve();
      }, PATIENCE_MS);
      void done.then(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  async #write(text: string): Promise<void> {
    try {
      const { fd } = this.#openFile();
      const bytes = Buffer.from(text);
      if (writeSync(fd, bytes) < bytes.length) throw new Error('the disk took only a part of it');
      await toDisk(fd);
    } catch (error) {
      // What is written next must not stand behind a line that was cut off.
      this.#closeFile();
      this.#onFault(error);
    }
  }

  /** Each run begins a file of its own: the last line of another may have been cut off in the middle. */
  #openFile(): { readonly fd: number } {
    const now = Date.now();
    if (this.#file && now - this.#file.since < FILE_MS) return this.#file;
    this.#closeFile();
    this.#file = { fd: openSync(join(this.#folder, `ended-${now}.log`), 'a', 0o600), since: now };
    const folder = openSync(this.#folder, 'r');
    fsyncSync(folder);
    closeSync(folder);
    this.#filesInUse();
    // By now no ticket of an earlier run is good any more.
    if (now - this.#since > KEEP_MS) for (const kept of [this.#known, this.#ends, this.#handedOver]) kept.clear();
    return this.#file;
  }

  /** The files that may still hold an end of use; the others are deleted. */
  #filesInUse(): readonly string[] {
    const oldest = Date.now() - KEEP_MS - FILE_MS;
    const names = readdirSync(this.#folder).sort();
    return names.filter((name) => {
      const time = Number(FILE.exec(name)?.[1] ?? Number.NaN);
      if (time < oldest) rmSync(join(this.#folder, name), { force: true });
      return time >= oldest;
    });
  }

  #read(name: string): void {
    for (const line of readFileSync(join(this.#folder, name), 'utf8').split('\n')) {
      const [, at, callId, code, by] = LINE.exec(line) ?? [];
      if (callId === undefined) {
        this.#readHandedOver(line);
        continue;
      }
      this.#count(callId, at === '-' ? -1 : 1);
      const endedBy = endedBySchema.safeParse(by);
      if (endedBy.success) this.#ends.set(callId, { at: Number(at), code: Number(code), endedBy: endedBy.data });
    }
  }

  #readHandedOver(line: string): void {
    const [, json] = HANDED_OVER.exec(line) ?? [];
    if (json === undefined) return;
    try {
      const call = JSON.parse(json) as CallFacts;
      this.#handedOver.set(call.asked.callId, call);
    } catch {
      // The last line of a run may have been cut off: nobody has been told of it.
    }
  }

  #count(callId: string, by: 1 | -1): void {
    this.#known.set(callId, (this.#known.get(callId) ?? 0) + by);
  }
}
