/**
 * A call's number for people to write down and read out, such as `A3F9-21C7`: the last digits of its id, which are random where the
 * first are the time.
 */
export function callNumber(callId: string): string {
  const digits = callId.slice(-8).toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** What a queue is dialed by: `queue.` and its id. */
export const QUEUE_PREFIX = 'queue.';
