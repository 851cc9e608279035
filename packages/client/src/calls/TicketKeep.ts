import type { CallSnapshot } from '@frontdesk/protocol';
import type { Keep } from '../Keep.js';

const KEY = 'frontdesk.ticket';
/** Where the ticket of the call lies that a page has made into the room of its call. */
export const SIDE_TICKET = 'frontdesk.ticket.side';

/** A ticket of this page's started call, with the call as it was last shown. */
export interface KeptTicket {
  readonly userId: string;
  readonly endpointId: string;
  readonly ticket: string;
  readonly call: CallSnapshot;
}

/** Keeps a tab's ticket over a reload, so that a page loaded anew can take its call up again too (C20). */
export class TicketKeep {
  readonly #keep: Keep;
  readonly #isSignedIn: () => boolean;
  readonly #key: string;

  /** `isSignedIn`: false once the person has signed out; from then on nothing is kept. */
  constructor(keep: Keep, isSignedIn: () => boolean = () => true, key: string = KEY) {
    this.#keep = keep;
    this.#key = key;
    this.#isSignedIn = isSignedIn;
  }

  /** This page's own. A duplicated tab finds a copy of another page's, which is good for that page only. */
  read({ userId, endpointId }: { readonly userId: string; readonly endpointId: string }): KeptTicket | null {
    const kept = ticketIn(this.#keep, this.#key);
    return kept?.userId === userId && kept.endpointId === endpointId ? kept : null;
  }

  write(kept: KeptTicket): void {
    if (this.#isSignedIn()) this.#keep.write(this.#key, kept);
  }

  forget(): void {
    this.#keep.forget(this.#key);
  }
}

/** What a tab holds, whoever's it is. */
export function ticketIn(keep: Keep, key: string = KEY): KeptTicket | null {
  const kept = keep.read(key);
  return isKept(kept) ? kept : null;
}

function isKept(value: unknown): value is KeptTicket {
  if (typeof value !== 'object' || value === null) return false;
  const { userId, endpointId, ticket, call } = value as Record<string, unknown>;
  const isText = [userId, endpointId, ticket].every((each) => typeof each === 'string');
  return isText && typeof call === 'object' && call !== null && 'callId' in call && 'caller' in call;
}
