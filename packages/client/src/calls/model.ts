import type { CallNews, CallSnapshot, CommandError, MediaKinds, SessionReady, Wait } from '@frontdesk/protocol';
import type { CallView, MissedCall } from '../views.js';

/** Everything that a page knows of calls. Only {@link reduce} makes a new one. */
export interface CallModel {
  /** Null until the first `session:ready`. */
  readonly me: { readonly userId: string; readonly endpointId: string } | null;
  /** The server's clock minus this machine's, in ms. */
  readonly offsetMs: number;
  readonly view: CallView;
  /** What the last request asked for. */
  readonly asked: MediaKinds;
  readonly missed: readonly MissedCall[];
  /** A ring that came while another call was shown; it is shown next, if it still rings. */
  readonly waiting: CallSnapshot | null;
  /** Calls that are over for this page, with the version they ended at: what is not newer is dropped. */
  readonly over: readonly OverCall[];
}

export interface OverCall {
  readonly callId: string;
  readonly version: number;
}

/** News of a call; that of a place in line may tell how long the wait is. */
export type ToldNews = CallNews & { readonly wait?: Wait | null };

/** What can happen to the model. `at` is always epoch ms of this machine. */
export type CallInput =
  /** `loadedIn`: the started call that this page was in when it was loaded anew. */
  | {
      readonly type: 'ready';
      readonly ready: SessionReady;
      readonly loadedIn?: CallSnapshot | null;
      readonly at: number;
    }
  /** News that carries a snapshot. `ends` is true of those that end it for this page, whatever the call's state. */
  | {
      readonly type: 'news';
      readonly news: ToldNews;
      readonly ends: boolean;
      readonly at: number;
      /** With whom it goes on, if it is handed over by that. */
      readonly successor?: { readonly userId: string; readonly name: string } | null;
    }
  | {
      readonly type: 'peer';
      readonly callId: string;
      /** Null where any page of theirs will do. */
      readonly endpointId: string | null;
      readonly connected: boolean;
    }
  /** The call is over, and this one, which was made into its room, goes on in its place. */
  | { readonly type: 'goesOn'; readonly call: CallSnapshot }
  | {
      readonly type: 'dial';
      readonly to: string;
      readonly name: string | null;
      readonly kinds: MediaKinds;
      readonly at: number;
    }
  /** The request got no call. */
  | { readonly type: 'undialed'; readonly error: CommandError }
  /** The person answers, or the answer could not be sent. */
  | { readonly type: 'answering'; readonly callId: string; readonly on: boolean }
  /** An acknowledgment's snapshot. */
  | { readonly type: 'acknowledged'; readonly call: CallSnapshot; readonly at: number }
  /** A started call of this page before it was reloaded, which the server does not list; it is asked to take it up. */
  | { readonly type: 'resuming'; readonly call: CallSnapshot }
  /** The server has taken it up: what it says counts, whatever the version that this page held. */
  | { readonly type: 'resumed'; readonly call: CallSnapshot; readonly at: number }
  /** A call that the person gave up before its acknowledgment came: never to be shown. */
  | { readonly type: 'disown'; readonly call: CallSnapshot }
  /** The person ended the call here; the server hears of it by a command. */
  | { readonly type: 'left'; readonly code: number; readonly at: number }
  /** The call is over without a snapshot that says so: forgotten, unanswerable, rung out. */
  | { readonly type: 'gone'; readonly callId: string; readonly code: number; readonly at: number }
  | { readonly type: 'dismiss'; readonly at: number }
  | { readonly type: 'dismissMissed'; readonly callId: string }
  /** This page is nobody's any more. */
  | { readonly type: 'reset' };

export const EMPTY_MODEL: CallModel = {
  me: null,
  offsetMs: 0,
  view: { state: 'idle' },
  asked: { audio: true, video: true },
  missed: [],
  waiting: null,
  over: [],
};
