import { type Hours, isOpen } from './hours.js';

/** Who may come into a queue, and what becomes of the others. */
export interface Entry {
  readonly hours: Hours | null;
  /** How many may stand in line; null: as many as come. */
  readonly maxLength: number | null;
  /** Whether one may wait though nobody is at the desk. */
  readonly mayWaitForNobody: boolean;
}

/** Why somebody cannot come into line. */
export type Closed = 'closed' | 'full' | 'nobody';

/** Null if there is room. `agents`: how many serve the queue now, free or not; `length`: how many stand in line. */
export function obstacleAtEntry(
  { hours, maxLength, mayWaitForNobody }: Entry,
  { agents, length, now }: { readonly agents: number; readonly length: number; readonly now: number },
): Closed | null {
  if (!isOpen(hours, now)) return 'closed';
  if (maxLength !== null && length >= maxLength) return 'full';
  return agents === 0 && !mayWaitForNobody ? 'nobody' : null;
}
