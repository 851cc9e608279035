import { calleePage, callerPage } from '../calls/addresses.js';
import type { Call, PageAddress } from '../calls/call.js';
import type { CallStore } from '../calls/ports.js';
import type { Part, Parties } from './ports.js';

/** Who takes part in a call, as the calls know it. */
export class CallParties implements Parties {
  readonly #store: Pick<CallStore, 'find'>;
  readonly #told: (callId: string) => Promise<void> | null;

  /** `told` resolves when all that is saved of a call is told; null if it is. */
  constructor(store: Pick<CallStore, 'find'>, told: (callId: string) => Promise<void> | null) {
    this.#store = store;
    this.#told = told;
  }

  async of(callId: string, page: PageAddress): Promise<Part | null> {
    const pages = boundPages(await this.#settled(callId));
    if (!pages) return null;
    const mine = pages.both.findIndex(
      ({ userId, endpointId }) => userId === page.userId && endpointId === page.endpointId,
    );
    const peer = pages.both[1 - mine];
    return mine === -1 || !peer ? null : { isOpen: pages.isOpen, peer };
  }

  async ofUser(callId: string, userId: string): Promise<Pick<Part, 'isOpen'> | null> {
    const pages = boundPages(await this.#settled(callId));
    return pages?.both.some((page) => page.userId === userId) ? { isOpen: pages.isOpen } : null;
  }

  async isKnown(callId: string): Promise<boolean> {
    return (await this.#store.find(callId)) !== undefined;
  }

  /** As for signals: what is said comes behind START, and nothing behind the end (C6, C13). */
  async #settled(callId: string): Promise<Call | undefined> {
    for (;;) {
      await this.#told(callId);
      const call = await this.#store.find(callId);
      if (!this.#told(callId)) return call;
    }
  }
}

interface BoundPages {
  readonly isOpen: boolean;
  readonly both: readonly PageAddress[];
}

/** The two pages of a call that has begun, also once it is over. */
function boundPages(call: Call | undefined): BoundPages | null {
  if (call?.state === 'started') return { isOpen: true, both: [callerPage(call), calleePage(call)] };
  if (call?.state !== 'finished' || call.startedAt === null || call.calleeEndpoint === null) return null;
  const callee = { userId: call.callee.userId, endpointId: call.calleeEndpoint };
  return { isOpen: false, both: [callerPage(call), callee] };
}
