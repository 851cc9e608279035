/** What an agent is doing, in the words of the console. The first three are chosen, the others come by themselves. */
export type AgentStatus = 'available' | 'break' | 'offline' | 'ringing' | 'inCall' | 'wrapUp';

/** What an agent may choose. */
export type Wish = 'available' | 'break' | 'offline';

/** Why an agent could not be reached, were a call offered: what the console found out about itself (P1, P20). */
export const UNREACHABLE = ['noPage', 'soundBlocked', 'microphoneDead', 'lineSlow', 'pageFrozen'] as const;

export type Unreachable = (typeof UNREACHABLE)[number];

/** An agent at the desk. */
export interface Seat {
  readonly agentId: string;
  readonly status: AgentStatus;
  /** Since when, epoch ms. */
  readonly since: number;
  /** What is wished for when nothing is to do, and in the meantime. */
  readonly wish: Wish;
  /** Why on a break, in the operator's words; `missed` when it came by itself. */
  readonly reason: string | null;
  /** The call that rings, is talked in, or is wrapped up. */
  readonly callId: string | null;
  /** When the wrap-up ends by itself, epoch ms. */
  readonly until: number | null;
  /** Offers in a row that were not taken. */
  readonly missed: number;
  readonly unreachable: Unreachable | null;
  /** Today's: calls taken, and time talked in ms. */
  readonly calls: number;
  readonly talkMs: number;
  /** When a call was offered last, epoch ms; 0 if never. */
  readonly offeredAt: number;
}

/** Why somebody went on a break who did not choose it. */
export const MISSED = 'missed';

/** Offers in a row that an agent may leave; then it is a break. */
const MOST_MISSED = 3;

export function newSeat(agentId: string, now: number): Seat {
  return {
    agentId,
    status: 'offline',
    since: now,
    wish: 'offline',
    reason: null,
    callId: null,
    until: null,
    missed: 0,
    unreachable: 'noPage',
    calls: 0,
    talkMs: 0,
    offeredAt: 0,
  };
}

/** Whether a call may be offered: never in one, never in the wrap-up of one, and only to someone who would notice. */
export function isFree({ status, unreachable }: Seat): boolean {
  return status === 'available' && unreachable === null;
}

/** The agent chooses. In a call and after it that holds from when it is over. What is chosen again has not begun anew. */
export function choose(seat: Seat, wish: Wish, reason: string | null, now: number): Seat {
  const wished = { ...seat, wish, reason: wish === 'break' ? reason : null, missed: 0 };
  return seat.callId === null && seat.status !== wish ? enter(wished, wish, now) : wished;
}

/** What the console has found out; null: it can ring and be heard. */
export function reach(seat: Seat, unreachable: Unreachable | null, now: number): Seat {
  if (seat.unreachable === unreachable) return seat;
  // Idle is who could have been offered something: the wait for the next call begins now.
  const isBack = unreachable === null && seat.status === 'available';
  return { ...seat, unreachable, since: isBack ? now : seat.since };
}

export function ring(seat: Seat, callId: string, now: number): Seat {
  return { ...enter(seat, 'ringing', now), callId, offeredAt: now };
}

/** Another took it, or the customer left: nothing was missed, and the wait for the next call goes on from `idleSince`. */
export function spare(seat: Seat, idleSince: number, now: number): Seat {
  return { ...enter(seat, seat.wish, now), since: seat.wish === 'available' ? idleSince : now };
}

/** It rang, and the agent declined or did nothing: three in a row are a break. */
export function miss(seat: Seat, now: number): Seat {
  const missed = seat.missed + 1;
  if (missed < MOST_MISSED) return { ...enter(seat, seat.wish, now), missed };
  return { ...enter(seat, 'break', now), wish: 'break', reason: MISSED, missed: 0 };
}

/** The agent dials somebody: nothing can be offered meanwhile, and nothing was taken. */
export function dial(seat: Seat, callId: string, now: number): Seat {
  return { ...enter(seat, 'inCall', now), callId };
}

/** The call that the agent is in has gone over into this one. */
export function goOver(seat: Seat, callId: string): Seat {
  return { ...seat, callId };
}

/** A new day: what is counted begins anew. */
export function beginDay(seat: Seat): Seat {
  return { ...seat, calls: 0, talkMs: 0 };
}

export function talk(seat: Seat, callId: string, now: number): Seat {
  return { ...enter(seat, 'inCall', now), callId, missed: 0, calls: seat.calls + 1 };
}

/** The call is over; without a wrap-up (0 ms) that was all. */
export function wrapUp(seat: Seat, wrapUpMs: number, now: number): Seat {
  const talkMs = seat.talkMs + (seat.status === 'inCall' ? now - seat.since : 0);
  if (wrapUpMs === 0) return { ...enter(seat, seat.wish, now), talkMs };
  return { ...enter(seat, 'wrapUp', now), callId: seat.callId, until: now + wrapUpMs, talkMs };
}

/** The wrap-up is done, by the agent or by its time. */
export function done(seat: Seat, now: number): Seat {
  return seat.status === 'wrapUp' ? enter(seat, seat.wish, now) : seat;
}

function enter(seat: Seat, status: AgentStatus, now: number): Seat {
  return { ...seat, status, since: now, callId: null, until: null };
}
