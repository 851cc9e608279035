import type { SeatView } from '@frontdesk/protocol';
import type { Seat } from '../desk/seat.js';

/** An agent's place as the wire shows it. */
export function seatView(seat: Seat): SeatView {
  const { status, since, wish, reason, callId, until, missed, unreachable, calls } = seat;
  return { status, since, wish, reason, callId, until, missed, unreachable, calls };
}
