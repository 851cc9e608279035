/** A part of a timeline. */
export interface Moment {
  readonly at: number;
  readonly kind: string;
  /** Who held, or took up again, or has left, by a hand-over or as a third; otherwise not looked at. */
  readonly who: string | null;
}

/** How long a call rang, all rings together, and for how long at least one side was holding; in ms. */
export function lengthsOf(moments: readonly Moment[]): { readonly ringMs: number; readonly holdMs: number } {
  let [ringMs, holdMs] = [0, 0];
  let ringsSince: number | null = null;
  let holdsSince: number | null = null;
  const holding = new Set<string>();
  for (const { at, kind, who } of moments) {
    if (kind === 'offered') ringsSince ??= at;
    if (ringsSince !== null && (kind === 'waiting' || kind === 'started' || kind === 'finished')) {
      ringMs += Math.max(0, at - ringsSince);
      ringsSince = null;
    }
    if (kind === 'held') holding.add(who ?? '');
    // Whoever leaves holds nothing any more.
    if (kind === 'resumed' || kind === 'handedOver' || kind === 'left') holding.delete(who ?? '');
    if (kind === 'finished') holding.clear();
    if (holding.size > 0) holdsSince ??= at;
    else if (holdsSince !== null) {
      holdMs += Math.max(0, at - holdsSince);
      holdsSince = null;
    }
  }
  return { ringMs, holdMs };
}
