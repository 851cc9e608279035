import type { CallSnapshot } from '@frontdesk/protocol';

interface TimeLeft {
  /** Whole ones, rounded up. */
  readonly seconds: number;
  /** Of the whole ring, 1 down to 0. */
  readonly part: number;
}

/** How long it rings here yet. `now` is by the server's clock, as the call's times are. Null: nobody knows. */
export function timeLeft(call: Pick<CallSnapshot, 'ringingAt' | 'expiresAt'>, now: number): TimeLeft | null {
  const { ringingAt, expiresAt } = call;
  if (expiresAt === null || ringingAt === null) return null;
  const wholeMs = Math.max(1, expiresAt - ringingAt);
  const leftMs = Math.min(wholeMs, Math.max(0, expiresAt - now));
  return { seconds: Math.ceil(leftMs / 1_000), part: leftMs / wholeMs };
}
