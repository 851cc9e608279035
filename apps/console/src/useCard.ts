import type { CallView, CardView } from '@frontdesk/client';
import type { SeatView } from '@frontdesk/protocol';
import { useStore } from '@frontdesk/ui';
import { useEffect } from 'react';
import type { Parts } from './makeParts.js';

/** The card of whom the agent has to do with now: in a call, or in the wrap-up after it. */
export function useCard({ calls, desk }: Parts): CardView {
  const call = useStore(calls.call);
  const { seat } = useStore(desk.view);
  const callId = callIdOf(call, seat);
  useEffect(() => desk.cards.follow(callId), [desk, callId]);
  return useStore(desk.cards.view);
}

function callIdOf(view: CallView, seat: SeatView | null): string | null {
  switch (view.state) {
    case 'incoming':
    case 'started':
    case 'resuming':
      return view.call.callId;
    default:
      return seat?.status === 'wrapUp' ? seat.callId : null;
  }
}
