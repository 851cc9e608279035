import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../calls/ports.js';
import type { Parties } from './ports.js';

/** A ticket is good for a day (C20): what was said in a call that nobody has taken up by then is of no use. In ms. */
const KEEP_MS = 24 * 3_600_000;

/** How often calls that are not known any more are looked for, in ms. */
const SWEEP_MS = 30_000;

/** Our own ids are UUIDs; whatever else may come here must not leave the folder. */
const ID = /^[\w-]{1,64}$/;

interface FolderParts {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly parties: Pick<Parties, 'isKnown'>;
  readonly onFault: (error: unknown) => void;
}

/** A folder for each call that has something to keep, `DATA_DIR/calls/CALL_ID`: erased when the server forgets the call. */
export class CallFolders {
  readonly root: string;
  readonly #parts: FolderParts;
  /** The calls whose folders were asked for. */
  readonly #used = new Set<string>();
  readonly #onErased: ((callId: string) => void)[] = [];
  #isSweeping = false;

  /** Erases what earlier runs have left behind for too long. Throws the file system's error if the folder can't be used. */
  constructor(parts: FolderParts) {
    this.#parts = parts;
    this.root = join(parts.dataDir, 'calls');
    mkdirSync(this.root, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.root)) {
      const folder = join(this.root, name);
      if (Date.now() - statSync(folder).mtimeMs > KEEP_MS) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Where a call's things are, or would be. Throws for what can't be the id of a call. */
  at(callId: string): string {
    if (!ID.test(callId)) throw new Error(`${callId} can't be the name of a folder`);
    this.#used.add(callId);
    this.#sweepLater();
    return join(this.root, callId);
  }

  /** The same, made if it is not there. */
  async make(callId: string): Promise<string> {
    const folder = this.at(callId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** Calls back with each call that is forgotten. */
  onErased(listener: (callId: string) => void): void {
    this.#onErased.push(listener);
  }

  #sweepLater(): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    const { clock } = this.#parts;
    clock.at(clock.now() + SWEEP_MS, () => void this.#sweep());
  }

  async #sweep(): Promise<void> {
    for (const callId of [...this.#used]) {
      if (await this.#parts.parties.isKnown(callId)) continue;
      this.#used.delete(callId);
      for (const listener of this.#onErased) listener(callId);
      await rm(join(this.root, callId), { recursive: true, force: true }).catch(this.#parts.onFault);
    }
    this.#isSweeping = false;
    if (this.#used.size > 0) this.#sweepLater();
  }
}
