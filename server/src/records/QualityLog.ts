import { appendFile, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { QualityNews } from '@frontdesk/protocol';

const append = promisify(appendFile);

const DAY_MS = 24 * 3_600_000;
/** How long a day's file is kept, in days: who complains, complains within a month. */
const KEEP_DAYS = 30;
/** Records that may wait for a slow disk; beyond it the newest are dropped and reported. A record has about 700 bytes. */
const MOST_WAITING = 10_000;

const FILE = /^quality-(\d{4}-\d{2}-\d{2})\.jsonl$/;

/**
 * How good calls were, on disk: one line of JSON for each side of a call, in `DATA_DIR/quality/quality-DAY.jsonl` (UTC),
 * erased after 30 days. It holds ids of calls and no people. A broken disk is reported and costs no call anything.
 */
export class QualityLog {
  readonly #folder: string;
  readonly #onFault: (error: unknown) => void;
  readonly #now: () => number;
  #lines: string[] = [];
  #writing: Promise<void> | null = null;
  #day = '';

  constructor(dataDir: string, onFault: (error: unknown) => void, now: () => number = Date.now) {
    this.#folder = join(dataDir, 'quality');
    this.#onFault = onFault;
    this.#now = now;
  }

  readonly keep = (record: QualityNews): void => {
    if (this.#lines.length >= MOST_WAITING) {
      this.#onFault(new Error('the disk is too slow: a quality record is dropped'));
      return;
    }
    this.#lines.push(`${JSON.stringify({ at: this.#now(), ...record })}\n`);
    this.#writing ??= this.#write();
  };

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    await this.#writing;
  }

  /** In a later turn, so that all of one turn go together; never rejects. */
  async #write(): Promise<void> {
    await Promise.resolve();
    while (this.#lines.length > 0) {
      const text = this.#lines.splice(0).join('');
      try {
        await append(this.#file(), text, { mode: 0o600 });
      } catch (error) {
        this.#day = '';
        this.#onFault(error);
      }
    }
    this.#writing = null;
  }

  #file(): string {
    const day = dayOf(this.#now());
    if (day !== this.#day) {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#erase();
      this.#day = day;
    }
    return join(this.#folder, `quality-${day}.jsonl`);
  }

  #erase(): void {
    const oldest = dayOf(this.#now() - KEEP_DAYS * DAY_MS);
    for (const name of readdirSync(this.#folder)) {
      const day = FILE.exec(name)?.[1];
      if (day !== undefined && day < oldest) rmSync(join(this.#folder, name), { force: true });
    }
  }
}

/** Like `2026-11-24`, so that days are ordered as texts. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
