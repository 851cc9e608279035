import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChatFile, LIMITS } from '@frontdesk/protocol';
import type { CallFolders } from './CallFolders.js';
import { cleanName, cleanType } from './cleanName.js';
import type { ChatFiles } from './ports.js';

/** Of one call, so many times the largest file. */
const TOTAL_SHARE = 4;

/** So much of the disk is left to all else, in bytes: the ends of calls are written there too. */
const SPARE_BYTES = 256 * 1024 * 1024;

interface Filed extends ChatFile {
  /** Who sends it. */
  readonly userId: string;
}

/** The name under which a file is kept, below the folder of all calls; what it is about stands beside it, in `.json`. */
export type FileKey = `${string}/files/${string}`;

export type Admission =
  | { readonly ok: true; readonly key: FileKey; readonly filed: Filed }
  | { readonly ok: false; readonly why: 'too_large' | 'full' | 'no_space' };

interface ShelfParts {
  readonly folders: CallFolders;
  readonly maxBytes: number;
  /** How much of the disk is free, in bytes. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Which files are there, of whom, and whether there is room for one more. Their bytes come and go by HTTP. */
export class FileShelf implements ChatFiles {
  readonly maxBytes: number;
  readonly #parts: ShelfParts;
  readonly #calls = new Map<string, Promise<Map<string, Filed>>>();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
    this.maxBytes = parts.maxBytes;
    parts.folders.onErased((callId) => this.#calls.delete(callId));
  }

  /** Takes a place for a file that this user is about to send. */
  async admit(
    callId: string,
    userId: string,
    about: { readonly name: string; readonly type: string; readonly size: number },
  ): Promise<Admission> {
    const { size } = about;
    if (this.maxBytes === 0 || size > this.maxBytes) return { ok: false, why: 'too_large' };
    if (!(await this.hasRoom(size))) return { ok: false, why: 'no_space' };
    const files = await this.#of(callId);
    const total = [...files.values()].reduce((sum, file) => sum + file.size, size);
    const isFull = files.size >= LIMITS.filesPerCall || total > TOTAL_SHARE * this.maxBytes;
    if (isFull) return { ok: false, why: 'full' };
    const filed = { fileId: randomUUID(), name: cleanName(about.name), type: cleanType(about.type), size, userId };
    files.set(filed.fileId, filed);
    return { ok: true, key: keyOf(callId, filed.fileId), filed };
  }

  /** Whether the disk has so much to spare. */
  async hasRoom(size: number): Promise<boolean> {
    const { folders, freeBytes = freeBytesAt } = this.#parts;
    return (await freeBytes(folders.root)) - size > SPARE_BYTES;
  }

  /** Gives a place back: the file could not be made, or was given up. */
  async release(callId: string, fileId: string): Promise<void> {
    (await this.#of(callId)).delete(fileId);
  }

  /** Whether this user sends this file. */
  async isSender(callId: string, fileId: string, userId: string): Promise<boolean> {
    return (await this.#of(callId)).get(fileId)?.userId === userId;
  }

  async find(callId: string, fileId: string, userId: string): Promise<ChatFile | null> {
    if (!(await this.isSender(callId, fileId, userId))) return null;
    return (await this.whole(callId, fileId))?.file ?? null;
  }

  /** A file of which all is here, and where. */
  async whole(callId: string, fileId: string): Promise<{ readonly file: ChatFile; readonly path: string } | null> {
    const filed = (await this.#of(callId)).get(fileId);
    if (!filed) return null;
    const { userId: _, ...file } = filed;
    const path = join(this.#parts.folders.root, keyOf(callId, fileId));
    const bytes = await stat(path).catch(() => null);
    return bytes?.size === file.size ? { file, path } : null;
  }

  #of(callId: string): Promise<Map<string, Filed>> {
    const known = this.#calls.get(callId);
    if (known) return known;
    const reading = this.#read(callId);
    this.#calls.set(callId, reading);
    return reading;
  }

  /** What an earlier run of the server has left of a call that was taken up. */
  async #read(callId: string): Promise<Map<string, Filed>> {
    const files = new Map<string, Filed>();
    const folder = join(this.#parts.folders.at(callId), 'files');
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.endsWith('.json')) continue;
      const filed = filedIn(name.slice(0, -'.json'.length), await readFile(join(folder, name), 'utf8').catch(() => ''));
      if (filed) files.set(filed.fileId, filed);
    }
    return files;
  }
}

function keyOf(callId: string, fileId: string): FileKey {
  return `${callId}/files/${fileId}`;
}

async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** What stands beside a file: its size, and as metadata what was admitted. Null if it was cut off. */
function filedIn(fileId: string, text: string): Filed | null {
  try {
    const { size, metadata } = JSON.parse(text) as { size: number; metadata: Record<string, string> };
    const { filename = '', filetype = '', userId = '' } = metadata;
    return Number.isSafeInteger(size) && userId !== ''
      ? { fileId, size, userId, name: cleanName(filename), type: cleanType(filetype) }
      : null;
  } catch {
    return null;
  }
}
