import { randomUUID } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** A file of this size, in bytes, is followed by another, or emptied if all of it is in the database. */
const FILE_BYTES = 4 * 1024 * 1024;

const FILE = /^records-(\d+)-([0-9a-f]{8})-(\d+)\.jsonl$/;

interface OpenFile {
  readonly name: string;
  readonly fd: number;
  bytes: number;
  lastSeq: number;
}

/**
 * What is to be written to the records, in files of one line each, until the database has it: `DATA_DIR/journal/`.
 *
 * A line is with the operating system when {@link append} returns: it outlives the process, however that dies, and waits for no
 * disk. Only with the machine the last moments of it may be lost.
 */
export class Journal {
  readonly #folder: string;
  /** What the names of its files begin with. */
  readonly #own = `records-${Date.now()}-${randomUUID().slice(0, 8)}-`;
  readonly #closed: { readonly name: string; readonly lastSeq: number }[] = [];
  #file: OpenFile | null = null;
  #count = 0;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'journal');
  }

  /** Throws the file system's error. */
  append(line: string, seq: number): void {
    this.#file ??= this.#open();
    const file = this.#file;
    const text = `${line}\n`;
    const bytes = Buffer.byteLength(text);
    try {
      if (writeSync(file.fd, text) < bytes) throw new Error('the disk took only a part of it');
    } catch (error) {
      // What is written next must not stand behind a line that was cut off.
      this.#closeFile();
      throw error;
    }
    file.bytes += bytes;
    file.lastSeq = seq;
    if (file.bytes > FILE_BYTES) this.#closeFile();
  }

  /** All up to here is in the database. */
  done(seq: number): void {
    while (this.#closed[0] && this.#closed[0].lastSeq <= seq) this.remove(this.#closed.shift()?.name ?? '');
    if (!this.#file || this.#file.lastSeq > seq || this.#file.bytes < FILE_BYTES / 4) return;
    ftruncateSync(this.#file.fd, 0);
    this.#file.bytes = 0;
  }

  /** The files that earlier runs, and with `own` this one so far, have left, the oldest first. */
  files(own: boolean): readonly string[] {
    if (own) this.#closeFile();
    const found = this.#names().filter((name) => own || !name.startsWith(this.#own));
    return found.sort((one, other) => orderOf(one) - orderOf(other));
  }

  /** The lines of a file; the last one may have been cut off, and is then left out. */
  read(name: string): readonly string[] {
    return readFileSync(join(this.#folder, name), 'utf8').split('\n').slice(0, -1);
  }

  remove(name: string): void {
    rmSync(join(this.#folder, name), { force: true });
  }

  /** How much lies on disk, in bytes. */
  get bytes(): number {
    return this.#names().reduce((sum, name) => sum + statSync(join(this.#folder, name)).size, 0);
  }

  /** `isDone`: all of it is in the database, and nothing is left behind. */
  close(isDone: boolean): void {
    this.#closeFile();
    if (isDone) for (const { name } of this.#closed.splice(0)) this.remove(name);
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder).filter((name) => FILE.test(name));
    } catch {
      return [];
    }
  }

  #open(): OpenFile {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#count += 1;
    const name = `${this.#own}${this.#count}.jsonl`;
    return { name, fd: openSync(join(this.#folder, name), 'a', 0o600), bytes: 0, lastSeq: 0 };
  }

  #closeFile(): void {
    const file = this.#file;
    this.#file = null;
    if (!file) return;
    closeSync(file.fd);
    this.#closed.push({ name: file.name, lastSeq: file.lastSeq });
  }
}

function orderOf(name: string): number {
  const [, time = '', , count = ''] = FILE.exec(name) ?? [];
  return Number(time) * 1_000 + Number(count);
}
