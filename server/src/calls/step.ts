import type { Side } from '@frontdesk/protocol';
import type { Call } from './call.js';

/** Words that come with a command and go out with the news of it. */
export interface Words {
  readonly param: number;
  readonly text: string;
}

/** What can happen to a call. Time and chance come in here, never from inside the machine. */
export type CallEvent =
  | ({ readonly type: 'accepted'; readonly endpointId: string; readonly roomId: number; readonly at: number } & Words)
  | ({ readonly type: 'rejected'; readonly endpointId: string; readonly code: number; readonly at: number } & Words)
  | ({ readonly type: 'canceled'; readonly endpointId: string; readonly at: number } & Words)
  | ({
      readonly type: 'hungUp';
      readonly side: Side;
      readonly endpointId: string;
      readonly code: number;
      readonly at: number;
    } & Words)
  /** A side has no page left: of a ringing callee the last one, otherwise the one in the call. */
  | { readonly type: 'lost'; readonly side: Side; readonly endpointId: string; readonly until: number }
  /** A page of this side is there (again). */
  | { readonly type: 'found'; readonly side: Side; readonly endpointId: string }
  | { readonly type: 'timeUp'; readonly timer: TimerName; readonly at: number };

export type TimerName = 'ring' | 'callerGrace' | 'calleeGrace';

/** Whom to tell: one page, or every page of a user but one. */
export type Address =
  | { readonly userId: string; readonly endpointId: string }
  | { readonly userId: string; readonly allBut: string | null };

/** What the outside must do after a step. Plain data, so that a test compares it with toEqual. */
export type Effect =
  | { readonly type: 'startTimer'; readonly timer: TimerName; readonly at: number }
  | { readonly type: 'stopTimer'; readonly timer: TimerName }
  | ({
      readonly type: 'tell';
      readonly to: Address;
      readonly news: 'request' | 'reply' | 'finish';
      readonly code: number;
    } & Words)
  /** START, with the ticket and the way to the other side that are this side's own. */
  | ({ readonly type: 'tellStart'; readonly to: { readonly userId: string; readonly endpointId: string } } & Words)
  | {
      readonly type: 'tellPeer';
      readonly to: Address;
      readonly endpointId: string | null;
      readonly connected: boolean;
    };

/** The call after an event, and what follows from it. The same object as before means: nothing changed. */
export interface Step {
  readonly call: Call;
  readonly effects: readonly Effect[];
}
