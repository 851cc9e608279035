import type { CallView } from '@frontdesk/client';

/** What the caller reads while nobody has answered, as a key of the words file. */
export type OutgoingPhase =
  | 'dialing'
  | 'deciding'
  | 'waiting'
  | 'ringing'
  | 'routed'
  | 'unreachable'
  | 'reconnecting'
  | 'waitingReconnecting';

/** Where a call stands that nobody has answered. `isLineDown`: nothing is known any more of what goes on. */
export function outgoingPhase(
  view: Extract<CallView, { state: 'dialing' | 'outgoing' }>,
  isLineDown: boolean,
): OutgoingPhase {
  const isWaiting = view.state === 'outgoing' && view.call.state === 'waiting';
  if (isLineDown) return isWaiting ? 'waitingReconnecting' : 'reconnecting';
  if (view.state === 'dialing') return 'dialing';
  if (view.call.state === 'deciding' || view.call.state === 'waiting') return view.call.state;
  if (!view.reachable) return 'unreachable';
  // Several may ring at once: then it still bears the name that was dialed.
  return view.other.userId === view.dialed ? 'ringing' : 'routed';
}
