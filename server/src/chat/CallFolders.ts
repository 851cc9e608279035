import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A ticket is good for a day (C20): what was said in a call that nobody has taken up by then is of no use. In ms. */
const KEEP_MS = 24 * 3_600_000;

/** Our own ids are UUIDs; whatever else may come here must not leave the folder. */
const ID = /^[\w-]{1,64}$/;

/** A folder for each call that has something to keep: `DATA_DIR/calls/CALL_ID`. */
export class CallFolders {
  readonly #root: string;

  /** Erases what earlier runs have left behind for too long. Throws the file system's error if the folder can't be used. */
  constructor(dataDir: string) {
    this.#root = join(dataDir, 'calls');
    mkdirSync(this.#root, { recursive: true });
    for (const name of readdirSync(this.#root)) {
      const folder = join(this.#root, name);
      if (Date.now() - statSync(folder).mtimeMs > KEEP_MS) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Where a call's things are, made if it is not there. */
  async make(callId: string): Promise<string> {
    const folder = this.at(callId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  at(callId: string): string {
    if (!ID.test(callId)) throw new Error(`${callId} can't be the name of a folder`);
    return join(this.#root, callId);
  }

  async erase(callId: string): Promise<void> {
    await rm(this.at(callId), { recursive: true, force: true });
  }
}
