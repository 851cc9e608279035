import type { EndedBy, Side, WaitEstimate } from '@frontdesk/protocol';
import type { Call, PageAddress, Party } from './call.js';

/** Words that come with a command and go out with the news of it. */
export interface Words {
  readonly param: number;
  readonly text: string;
}

/** What a waiting caller is told: the place in line, words, and how long it will take. */
export interface WaitWords extends Words {
  readonly wait: WaitEstimate | null;
}

/** Who is rung, on which pages, and until when. */
export interface Ring {
  readonly targets: readonly Party[];
  readonly rang: readonly PageAddress[];
  readonly expiresAt: number;
  readonly at: number;
}

/** Until when a caller who is away may come back in the next state (C19). */
interface Graced {
  readonly graceUntil: number;
}

/** What can happen to a call. Time and chance come in here, never from inside the machine. */
export type CallEvent =
  /** The decision is that it rings (C4); at someone else if `isRouted`. The room is for one who has accepted in advance. */
  | ({ readonly type: 'allowed'; readonly isRouted: boolean; readonly roomId: number } & Ring & Graced)
  /** The decision is a code, or nobody is there to be rung. */
  | {
      readonly type: 'denied';
      readonly by: Extract<EndedBy, 'business' | 'server'>;
      readonly code: number;
      readonly text: string;
      readonly at: number;
    }
  | ({ readonly type: 'held'; readonly until: number } & Graced)
  /** It is to go elsewhere, though the dialed has accepted in advance. */
  | { readonly type: 'overruled' }
  | ({ readonly type: 'assigned' } & Ring)
  | ({ readonly type: 'updated' } & WaitWords)
  /** A page tells that it rings there; `preconnect` where a link may be made to it now (C22). */
  | ({ readonly type: 'alerted'; readonly preconnect: boolean } & PageAddress)
  /** A business server ends it (C12). */
  | { readonly type: 'forced'; readonly code: number; readonly text: string; readonly at: number }
  | ({ readonly type: 'accepted'; readonly roomId: number; readonly at: number } & PageAddress & Words & Graced)
  | ({ readonly type: 'rejected'; readonly code: number; readonly at: number } & PageAddress & Words)
  | ({ readonly type: 'canceled'; readonly endpointId: string; readonly at: number } & Words)
  | ({ readonly type: 'hungUp'; readonly side: Side; readonly code: number; readonly at: number } & PageAddress & Words)
  /** A side has no page left: of a ringing callee the last one, otherwise the one in the call. */
  | ({ readonly type: 'lost'; readonly side: Side; readonly until: number } & PageAddress)
  /** A page of this side is there (again). */
  | ({ readonly type: 'found'; readonly side: Side } & PageAddress)
  /** A page has shown its ticket of a call that was forgotten (C20), or that it holds at this version at least. */
  | { readonly type: 'resumed'; readonly side: Side; readonly version: number }
  /** Who talks aside comes into the room (C30). */
  | { readonly type: 'joined' }
  /** The place of this side goes to someone else (C31); `by` is who has brought it about. */
  | {
      readonly type: 'handedOver';
      readonly side: Side;
      readonly to: Party;
      readonly endpointId: string;
      readonly by: EndedBy;
      readonly at: number;
    }
  /** What a side call was made for is done, or can't be done any more (C31, C33). */
  | { readonly type: 'closed'; readonly by: EndedBy; readonly code: number; readonly at: number }
  /** A user of this call, not started yet, is in one that was taken up again after a restart (C20). */
  | { readonly type: 'overtaken'; readonly userId: string; readonly at: number }
  | { readonly type: 'timeUp'; readonly timer: TimerName; readonly at: number };

export type TimerName = 'decide' | 'wait' | 'ring' | 'callerGrace' | 'calleeGrace';

/** Whom to tell: one page, or every page of a user but one. */
export type Address = PageAddress | { readonly userId: string; readonly allBut: string | null };

/** What the outside must do after a step. Plain data, so that a test compares it with toEqual. */
export type Effect =
  | { readonly type: 'startTimer'; readonly timer: TimerName; readonly at: number }
  | { readonly type: 'stopTimer'; readonly timer: TimerName }
  /** Ask the business server; what it says comes back as an event. */
  | { readonly type: 'askDecider' }
  | ({
      readonly type: 'tell';
      readonly to: Address;
      readonly news: 'request' | 'reply' | 'finish';
      readonly code: number;
    } & Words)
  | ({ readonly type: 'tellUpdate'; readonly to: Address } & WaitWords)
  /** START, with the ticket and the way to the other side that are this side's own. */
  | ({ readonly type: 'tellStart'; readonly to: PageAddress } & Words)
  | {
      readonly type: 'tellPeer';
      readonly to: Address;
      readonly endpointId: string | null;
      readonly connected: boolean;
    }
  /** It rings at a page, to which a link may be made; null where none may. */
  | { readonly type: 'tellAlert'; readonly to: PageAddress; readonly from: string | null }
  /** The same news to all business servers that are attached. */
  | ({
      readonly type: 'announce';
      readonly news: 'request' | 'reply' | 'start' | 'finish';
      readonly code: number;
    } & Words)
  | ({ readonly type: 'announceUpdate' } & WaitWords)
  | { readonly type: 'announcePeer'; readonly endpointId: string | null; readonly connected: boolean };

/** The call after an event, and what follows from it. The same object as before means: nothing changed. */
export interface Step {
  readonly call: Call;
  readonly effects: readonly Effect[];
}
