import type { CallSnapshot, SessionReady } from '@frontdesk/protocol';

/** What a page knows by which it tells its two calls apart. */
export interface TwoCalls {
  readonly userId: string | null;
  /** The live calls of this page, so far as they are shown: the one, and the one into its room. */
  readonly mainId: string | null;
  readonly sideId: string | null;
}

/** Whether a call is the one that this page has made into the room of its call. */
export function isSideCall({ callId, caller, room }: CallSnapshot, { userId, mainId, sideId }: TwoCalls): boolean {
  if (callId === sideId) return true;
  return room !== null && caller.userId === userId && room.callId === mainId && callId !== mainId;
}

/** What each of the two has to hear of a connection's beginning. */
export function splitReady(ready: SessionReady, known: TwoCalls): { main: SessionReady; side: SessionReady } {
  const isSide = (call: CallSnapshot): boolean =>
    isSideCall(call, known) ||
    // A page that was loaded anew knows of none.
    ready.calls.some(({ callId }) => isSideCall(call, { userId: ready.user.userId, mainId: callId, sideId: null }));
  return {
    main: { ...ready, calls: ready.calls.filter((call) => !isSide(call)) },
    side: { ...ready, calls: ready.calls.filter(isSide) },
  };
}
