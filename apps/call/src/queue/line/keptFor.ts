/** A span as it is said: a key of `line.span`, and its number. */
export interface Span {
  readonly unit: 'seconds' | 'minutes';
  readonly count: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Who only hears it is told in steps, in ms: a count of seconds would never stop speaking. */
const STEP = 30 * SECOND;

/** Whole minutes from two on, never one more than there is; seconds below. */
export function spanOf(ms: number): Span {
  if (ms >= 2 * MINUTE) return { unit: 'minutes', count: Math.floor(ms / MINUTE) };
  return { unit: 'seconds', count: Math.ceil(ms / SECOND) };
}

/** How much longer a place is kept, as it is read and as it is spoken; null: the time is over. */
export function keptFor(keptMs: number, awayMs: number): { readonly read: Span; readonly spoken: Span } | null {
  const leftMs = keptMs - Math.max(0, awayMs);
  if (leftMs <= 0) return null;
  return { read: spanOf(leftMs), spoken: spanOf(Math.min(keptMs, Math.ceil(leftMs / STEP) * STEP)) };
}
