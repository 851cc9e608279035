import type { Keep } from '../Keep.js';

const KEY = 'frontdesk.call';

/** What a page must know of its call after a reload, beside what the server tells. */
export interface RememberedCall {
  readonly callId: string;
  readonly video: boolean;
  readonly muted: boolean;
  /** Somebody held: nothing is sent to the other side before it is known whether that is so still. */
  readonly isHushed: boolean;
  /** The last epoch of each link, by the other's endpoint. */
  readonly epochs: Readonly<Record<string, number>>;
}

/** Remembers the media of this tab's call over a reload. */
export class CallMemory {
  readonly #keep: Keep;

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  read(callId: string): RememberedCall | null {
    const kept = this.#keep.read(KEY);
    return isRemembered(kept) && kept.callId === callId ? kept : null;
  }

  write(call: RememberedCall): void {
    this.#keep.write(KEY, call);
  }

  forget(): void {
    this.#keep.forget(KEY);
  }
}

function isRemembered(value: unknown): value is RememberedCall {
  if (typeof value !== 'object' || value === null) return false;
  const { callId, epochs, ...flags } = value as Record<string, unknown>;
  if (typeof callId !== 'string' || typeof epochs !== 'object' || epochs === null) return false;
  const areFlags = ['video', 'muted', 'isHushed'].every((name) => typeof flags[name] === 'boolean');
  return areFlags && Object.values(epochs).every((epoch) => Number.isInteger(epoch));
}
