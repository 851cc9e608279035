import { calleePage, callerPage, isSamePage } from '../calls/addresses.js';
import type { PageAddress } from '../calls/call.js';
import { membersOf } from '../calls/members.js';
import type { CallStore, RoomCalls } from '../calls/ports.js';
import type { Part, Parties } from './ports.js';

/** The calls of a room as they are when all of them that is saved is told. */
type SettledRoom = (callId: string) => Promise<RoomCalls>;

/** Who takes part in a call, as the calls know it: its two, and a third who has come into its room (C36). */
export class CallParties implements Parties {
  readonly #store: Pick<CallStore, 'find'>;
  readonly #settled: SettledRoom;

  /** What is said comes behind START, and nothing behind the end, as for signals (C6, C13): so `settled`. */
  constructor(store: Pick<CallStore, 'find'>, settled: SettledRoom) {
    this.#store = store;
    this.#settled = settled;
  }

  async of(callId: string, page: PageAddress): Promise<Part | null> {
    const part = partPages(await this.#settled(callId));
    if (!part?.pages.some((each) => isSamePage(each, page))) return null;
    return { isOpen: part.isOpen, others: part.pages.filter((each) => !isSamePage(each, page)) };
  }

  async ofUser(callId: string, userId: string): Promise<Pick<Part, 'isOpen'> | null> {
    const part = partPages(await this.#settled(callId));
    return part?.pages.some((page) => page.userId === userId) ? { isOpen: part.isOpen } : null;
  }

  async isKnown(callId: string): Promise<boolean> {
    return (await this.#store.find(callId)) !== undefined;
  }
}

interface PartPages {
  readonly isOpen: boolean;
  readonly pages: readonly PageAddress[];
}

/** The pages of a call that has begun: all that are in it, and once it is over, the two that were bound. */
function partPages({ host: call, side }: RoomCalls): PartPages | null {
  if (call?.state === 'started') {
    // A third is in the host's conversation; the side call's own is that of its two.
    const pages = membersOf({ host: call, side }).map(({ page }) => page);
    return { isOpen: true, pages: call.asked.room === null ? pages : [callerPage(call), calleePage(call)] };
  }
  if (call?.state !== 'finished' || call.startedAt === null || call.calleeEndpoint === null) return null;
  const callee = { userId: call.callee.userId, endpointId: call.calleeEndpoint };
  return { isOpen: false, pages: [callerPage(call), callee] };
}
