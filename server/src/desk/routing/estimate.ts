/** How long someone will wait, in ms: as good as surely within it (four of five). */
export interface Estimate {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What an estimate stands on. */
export interface Ground {
  /** How many are served before this one, this one's own turn included: the place in line. */
  readonly place: number;
  /** How many agents serve this queue now, free or not. */
  readonly agents: number;
  /** How long the last calls of this queue took an agent, talk and wrap-up together, in ms. */
  readonly handled: readonly number[];
}

/** Fewer calls are no ground. */
const LEAST_CALLS = 5;
/** The tenth and the ninetieth of a hundred, as multiples of the standard deviation of a normal distribution. */
const SPREAD = 1.2816;

/**
 * An honest interval, or null where there is no ground for one.
 *
 * Agents who each take `mean` per call set someone free every `mean / agents`; if calls end by chance, the wait for the
 * `place`-th is gamma distributed; its percentiles are by the approximation of Wilson and Hilferty (1931).
 */
export function estimateOf({ place, agents, handled }: Ground): Estimate | null {
  if (place < 1 || agents < 1 || handled.length < LEAST_CALLS) return null;
  const mean = handled.reduce((sum, each) => sum + each, 0) / handled.length;
  const expected = (place * mean) / agents;
  const part = 1 / (9 * place);
  const quantile = (z: number): number => expected * Math.max(0, 1 - part + z * Math.sqrt(part)) ** 3;
  return { fromMs: quantile(-SPREAD), toMs: quantile(SPREAD) };
}
