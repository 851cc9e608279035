/** The wait before the first attempt to reconnect, in ms. */
const FIRST_MS = 200;
/** The longest wait, in ms. */
const LONGEST_MS = 2_000;

/**
 * How long to wait before an attempt to reconnect, in ms: twice as long each time, from 200 to 2,000.
 *
 * `chance` (0 to 1) spreads it over the upper half, so that the pages of a restarted server do not all come at once.
 */
export function retryDelay(attempts: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts);
  return longest * (0.5 + chance / 2);
}
