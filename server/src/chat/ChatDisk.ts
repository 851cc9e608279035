import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChatMessage } from '@frontdesk/protocol';
import { chatMessageSchema } from '@frontdesk/protocol/schemas/chat';
import type { CallFolders } from './CallFolders.js';
import type { ChatKeep } from './ports.js';

/** A disk that takes longer, in ms, is reported, and the conversation goes on without it. */
const PATIENCE_MS = 1_000;

/**
 * What was said, one line of JSON for each message, in `DATA_DIR/calls/CALL_ID/messages.jsonl`.
 *
 * Handed to the system and not synced: it outlives the process, which is what restarts (ADR 22). A machine that loses its
 * power may lose the last lines, and with them no call.
 */
export class ChatDisk implements ChatKeep {
  readonly #folders: CallFolders;
  readonly #onFault: (error: unknown) => void;
  /** By call: resolves when all of it is written, or was refused. */
  readonly #writing = new Map<string, Promise<void>>();
  /** The disk keeps these waiting: nobody waits with them. */
  readonly #slow = new Set<string>();

  constructor(folders: CallFolders, onFault: (error: unknown) => void) {
    this.#folders = folders;
    this.#onFault = onFault;
  }

  async read(callId: string): Promise<readonly ChatMessage[]> {
    await this.#writing.get(callId);
    try {
      const text = await readFile(this.#file(callId), 'utf8');
      return text.split('\n').flatMap((line) => messageIn(line) ?? []);
    } catch (error) {
      if (!isMissing(error)) this.#onFault(error);
      return [];
    }
  }

  append(message: ChatMessage): Promise<void> {
    const { callId } = message;
    const writing = this.#write(message, this.#writing.get(callId));
    this.#writing.set(callId, writing);
    void writing.then(() => {
      if (this.#writing.get(callId) !== writing) return;
      this.#writing.delete(callId);
      this.#slow.delete(callId);
    });
    return this.#slow.has(callId) ? Promise.resolve() : this.#inTime(callId, writing);
  }

  async #write(message: ChatMessage, before: Promise<void> | undefined): Promise<void> {
    await before;
    try {
      await this.#folders.make(message.callId);
      // A line that was cut off in the middle must not swallow the next: each begins on its own.
      await appendFile(this.#file(message.callId), `\n${JSON.stringify(message)}`, { mode: 0o600 });
    } catch (error) {
      this.#onFault(error);
    }
  }

  #inTime(callId: string, done: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#slow.add(callId);
        this.#onFault(new Error(`the disk takes longer than ${PATIENCE_MS} ms`));
        resolve();
      }, PATIENCE_MS);
      void done.then(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  #file(callId: string): string {
    return join(this.#folders.at(callId), 'messages.jsonl');
  }
}

/** What a line says; null of one that is empty or was cut off. */
function messageIn(line: string): ChatMessage | null {
  try {
    return chatMessageSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
