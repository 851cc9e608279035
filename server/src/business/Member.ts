import type { CallSnapshot } from '@frontdesk/protocol';

/** One who can be asked about calls: a program on a socket, a web service, or a desk of our own in this process. */
export interface Member {
  /** For the log. */
  readonly name: string;
  /** How many questions it may have before it at once; with more, others are asked. */
  readonly capacity: number;
  /**
   * Whether it alone decides on calls to this name, and on no others; left out: it decides on whatever nobody has claimed, in turn
   * with the rest.
   */
  claims?(dialed: string): boolean;
  /**
   * Asks about a call. Whatever it says is checked by the panel, and the panel keeps the time: the promise may reject, lie,
   * or stay open for ever.
   */
  ask(call: CallSnapshot): Promise<unknown>;
}
