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
import type { Ledger } from '../calls/ports.js';

const toDisk = promisify(fdatasync);

/** A ticket is good for a day (C20); an end that is older than that is of no use any more. In ms. */
const KEEP_MS = 24 * 3_600_000;

/** A new file is begun this often, in ms, so that old ends are dropped file by file. */
const FILE_MS = 6 * 3_600_000;

const FILE = /^ended-(\d+)\.log$/;
const LINE = /^(\d+) (\S+)$/;

/** Ends that go to disk together. */
interface Batch {
  readonly lines: string[];
  readonly written: Promise<void>;
}

/**
 * The ends of started calls, on disk before anyone is told (C20): one line for each, `finishedAt callId`, in
 * `DATA_DIR/ended/ended-TIME.log`. All that end while the disk is busy go with the next write, so that ten ends cost as
 * much as one.
 *
 * Only calls that an earlier run started are kept in memory: of its own a server knows that what it has forgotten is over.
 */
export class EndedCalls implements Ledger {
  readonly #folder: string;
  readonly #since: number;
  readonly #onFault: (error: unknown) => void;
  readonly #known = new Set<string>();
  #file: { readonly fd: number; readonly since: number } | null = null;
  #batch: Batch | null = null;
  #last: Promise<void> = Promise.resolve();

  /** Reads what earlier runs left. Throws the file system's error if the folder can't be used. */
  constructor(dataDir: string, onFault: (error: unknown) => void) {
    this.#folder = join(dataDir, 'ended');
    this.#since = Date.now();
    this.#onFault = onFault;
    mkdirSync(this.#folder, { recursive: true });
    for (const name of this.#filesInUse()) this.#read(name);
  }

  /** Resolves also when the disk refuses, which is reported: a full disk must not keep calls from ending. */
  ended(callId: string, startedAt: number, finishedAt: number): Promise<void> {
    if (startedAt < this.#since) this.#known.add(callId);
    this.#batch ??= this.#newBatch();
    this.#batch.lines.push(`${finishedAt} ${callId}\n`);
    return this.#batch.written;
  }

  hasEnded(callId: string): boolean {
    return this.#known.has(callId);
  }

  /** Resolves when everything is written; then nothing more is. */
  async close(): Promise<void> {
    await this.#last;
    if (this.#file) closeSync(this.#file.fd);
    this.#file = null;
  }

  #newBatch(): Batch {
    const lines: string[] = [];
    const written = this.#last.then(() => {
      this.#batch = null;
      return this.#write(lines.join(''));
    });
    this.#last = written;
    return { lines, written };
  }

  async #write(text: string): Promise<void> {
    try {
      const { fd } = this.#openFile();
      writeSync(fd, text);
      await toDisk(fd);
    } catch (error) {
      this.#onFault(error);
    }
  }

  /** Each run begins a file of its own: the last line of another may have been cut off in the middle. */
  #openFile(): { readonly fd: number } {
    const now = Date.now();
    if (this.#file && now - this.#file.since < FILE_MS) return this.#file;
    if (this.#file) closeSync(this.#file.fd);
    this.#file = null;
    this.#file = { fd: openSync(join(this.#folder, `ended-${now}.log`), 'a', 0o600), since: now };
    const folder = openSync(this.#folder, 'r');
    fsyncSync(folder);
    closeSync(folder);
    this.#filesInUse();
    // By now no ticket of an earlier run is good any more.
    if (now - this.#since > KEEP_MS) this.#known.clear();
    return this.#file;
  }

  /** The files that may still hold an end of use; the others are deleted. */
  #filesInUse(): readonly string[] {
    const oldest = Date.now() - KEEP_MS - FILE_MS;
    return readdirSync(this.#folder).filter((name) => {
      const time = Number(FILE.exec(name)?.[1] ?? Number.NaN);
      if (time < oldest) rmSync(join(this.#folder, name), { force: true });
      return time >= oldest;
    });
  }

  #read(name: string): void {
    for (const line of readFileSync(join(this.#folder, name), 'utf8').split('\n')) {
      const callId = LINE.exec(line)?.[2];
      if (callId !== undefined) this.#known.add(callId);
    }
  }
}
