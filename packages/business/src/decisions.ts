import { type CallSnapshot, CODES, type Decision, MAX_CODE } from '@frontdesk/protocol';
import { decisionSchema } from '@frontdesk/protocol/schemas';

/** What `decide` may return: as a {@link Decision}, but the words of a code may be left out. */
export type Verdict = Decision | { readonly code: number };

/**
 * Decides on a call before it rings. Null is "no answer": the server's policy (`DECIDE_DEFAULT`) holds at once. The server
 * waits `DECIDE_MS` (2 s unless it is set otherwise) and ignores what comes later.
 */
export type Decide = (call: CallSnapshot) => Verdict | null | Promise<Verdict | null>;

/** Hears of what went wrong in the operator's own code, or between it and the server. */
export type OnError = (error: unknown) => void;

export interface DecideOptions {
  /** Holds in place of "no answer" when `decide` throws or returns nonsense. */
  readonly fallback?: Verdict;
  /** Defaults to `console.error`. */
  readonly onError?: OnError;
}

/** Lets the call ring. */
export function allow(): Decision {
  return { code: CODES.ok, text: '' };
}

/**
 * Ends the call before it rings: the caller is told the code, and the words in the interface's stead. The code is one of
 * `CODES` or one of your own up to 2 147 483 647.
 *
 * @throws RangeError if the code is not a positive 31-bit integer: 0 would let the call ring.
 */
export function deny(code: number, text = ''): Decision {
  if (!Number.isInteger(code) || code < 1 || code > MAX_CODE) throw new RangeError(`no code to deny with: ${code}`);
  return { code, text };
}

/** Rings someone else, who need not be the one dialed, nor be seen by the caller. */
export function route(userId: string): Decision {
  return { route: userId };
}

/** Lets the caller wait until the call is assigned, or `WAIT_MS` have passed. */
export function hold(): Decision {
  return { hold: true };
}

/** Asks `decide` and checks what it says. Never rejects: what goes wrong is reported, and the fallback or null holds. */
export async function ask(
  decide: Decide,
  call: CallSnapshot,
  { fallback, onError }: DecideOptions,
): Promise<Verdict | null> {
  try {
    const verdict = await decide(call);
    if (verdict === null) return null;
    const parsed = decisionSchema.safeParse(verdict);
    if (parsed.success) return parsed.data as Decision;
    throw new TypeError(`not a decision: ${JSON.stringify(verdict)}`);
  } catch (error) {
    (onError ?? console.error)(error);
    return fallback ?? null;
  }
}
