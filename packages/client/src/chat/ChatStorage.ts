import type { Keep } from '../Keep.js';
import type { Outgoing } from './Outbox.js';

const KEY = 'frontdesk.chat';
/** Where that lies of the call into one's own room. */
export const SIDE_CHAT = 'frontdesk.chat.side';

/** What a tab keeps of its conversation over a reload: what is not sent yet, how far it has heard and one has read. */
export interface KeptChat {
  readonly callId: string;
  readonly readSeq: number;
  /** Everything up to this number was shown. */
  readonly heardSeq: number;
  readonly outbox: readonly Outgoing[];
  /** Names of those who take part, or did, by user id. */
  readonly names: Readonly<Record<string, string>>;
}

/** A tab's own, for one call: what was kept of another is nothing. */
export class ChatStorage {
  readonly #keep: Keep;
  readonly #isSignedIn: () => boolean;
  readonly #key: string;

  constructor(keep: Keep, isSignedIn: () => boolean, key: string = KEY) {
    this.#keep = keep;
    this.#key = key;
    this.#isSignedIn = isSignedIn;
  }

  read(callId: string): KeptChat | null {
    const kept = this.#keep.read(this.#key);
    return isKept(kept) && kept.callId === callId ? kept : null;
  }

  write(kept: KeptChat): void {
    if (this.#isSignedIn()) this.#keep.write(this.#key, kept);
  }

  forget(): void {
    this.#keep.forget(this.#key);
  }
}

function isKept(value: unknown): value is KeptChat {
  if (typeof value !== 'object' || value === null) return false;
  const { callId, readSeq, heardSeq, outbox, names } = value as Record<string, unknown>;
  if (typeof names !== 'object' || names === null) return false;
  const areNumbers = typeof readSeq === 'number' && typeof heardSeq === 'number';
  return typeof callId === 'string' && areNumbers && Array.isArray(outbox) && outbox.every(isOutgoing);
}

function isOutgoing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { messageId, kind, text, at } = value as Record<string, unknown>;
  return [messageId, kind, text].every((each) => typeof each === 'string') && typeof at === 'number';
}
