import type { CallWatcher } from '../calls/ports.js';

/** For how long a call may be rated after its end, in ms. */
export const RATE_MS = 24 * 3_600_000;
/** Calls that are remembered; of more, the oldest can be found in the records alone. */
const REMEMBERED = 50_000;

/** A call that has been talked in and is over. */
export interface EndedCall {
  readonly callerId: string;
  /** Epoch ms. */
  readonly finishedAt: number;
}

/** The calls of the last day, so that their callers can say how they were. */
export class RecentCalls {
  readonly #calls = new Map<string, EndedCall>();

  readonly watch: CallWatcher = (_before, after) => {
    if (after.state !== 'finished' || after.startedAt === null) return;
    const { asked, finishedAt } = after;
    this.#calls.set(asked.callId, { callerId: asked.caller.userId, finishedAt });
    for (const [oldest, call] of this.#calls) {
      if (this.#calls.size <= REMEMBERED && call.finishedAt > finishedAt - RATE_MS) break;
      this.#calls.delete(oldest);
    }
  };

  get(callId: string): EndedCall | null {
    return this.#calls.get(callId) ?? null;
  }
}
