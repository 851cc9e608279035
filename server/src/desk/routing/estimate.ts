/** How long someone will wait, in ms: as good as surely within it (four of five). */
export interface Estimate {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What an estimate stands on. */
export interface Ground {
  /** The wait on average, in ms. */
  readonly expectedMs: number;
  /** How many calls end until then of those agents who may take this one, the own turn included: at least one. */
  readonly ends: number;
  /** How many calls are known to stand on. */
  readonly calls: number;
}

/** Fewer calls are no ground. */
export const LEAST_CALLS = 5;
/** The tenth and the ninetieth of a hundred, as multiples of the standard deviation of a normal distribution. */
const SPREAD = 1.2816;

/**
 * An honest interval.
 *
 * If calls end by chance, the wait for so many ends is gamma distributed, and a mean of few calls is as uncertain as the wait for as
 * many ends; the percentiles of both together are by the approximation of Wilson and Hilferty (1931).
 */
export function estimateOf({ expectedMs, ends, calls }: Ground): Estimate {
  const part = (1 / ends + 1 / calls) / 9;
  const spread = SPREAD * Math.sqrt(part);
  return { fromMs: expectedMs * Math.max(0, 1 - part - spread) ** 3, toMs: expectedMs * (1 - part + spread) ** 3 };
}
