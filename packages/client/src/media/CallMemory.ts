import type { Keep } from '../Keep.js';

const KEY = 'frontdesk.call';

/** What a page must know of its call after a reload, beside what the server tells. */
export interface RememberedCall {
  readonly callId: string;
  readonly epoch: number;
  readonly video: boolean;
  readonly muted: boolean;
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
  const { callId, epoch, video, muted } = value as Record<string, unknown>;
  return (
    typeof callId === 'string' &&
    typeof epoch === 'number' &&
    Number.isInteger(epoch) &&
    typeof video === 'boolean' &&
    typeof muted === 'boolean'
  );
}
