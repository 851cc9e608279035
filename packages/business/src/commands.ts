import {
  type CallSnapshot,
  CODES,
  codeName,
  type PresentUser,
  type Result,
  type WaitEstimate,
} from '@frontdesk/protocol';

/** Why a call is ended: 0 and no words unless said otherwise. */
export interface Ending {
  readonly code?: number;
  readonly text?: string;
}

/** What a waiting caller is told. */
export interface WaitNews {
  readonly param?: number;
  readonly text?: string;
  readonly wait?: WaitEstimate | null;
}

/**
 * What a business server may do (section 5 of the wire contract).
 *
 * Each resolves with a {@link Result} and never rejects: that the call is over already, or the agent busy, is no fault of a
 * program but its daily bread. 100106 means that there is no line to Frontdesk, or that it broke before the acknowledgment:
 * then the command may or may not have been carried out, and repeating it does no harm.
 */
export interface Commands {
  /** Ends a call in any live state. 100107 if there is no such call any more. */
  finish(callId: string, ending?: Ending): Promise<Result<CallSnapshot>>;
  /** Ends the call that this user is in. 100107 if there is none. */
  finishUser(userId: string, ending?: Ending): Promise<Result<CallSnapshot>>;
  /**
   * Rings these users for a waiting call; the first who accepts gets it. 100102 or 100103 if none of them is there or free,
   * 20 if the call does not wait (any more).
   */
  assign(callId: string, to: string | readonly string[]): Promise<Result<CallSnapshot>>;
  /** Tells a waiting caller something: by convention a `param` above 0 is the place in line. No `wait`: no estimate. */
  update(callId: string, news: WaitNews): Promise<Result<CallSnapshot>>;
  /** Who is connected. */
  users(): Promise<Result<readonly PresentUser[]>>;
  /** All live calls. */
  calls(): Promise<Result<readonly CallSnapshot[]>>;
}

/** The result of a command that did not get through, or whose acknowledgment did not. */
export function disconnected(message: string): {
  readonly ok: false;
  readonly error: Extract<Result<never>, { ok: false }>['error'];
} {
  const code = CODES.disconnected;
  return { ok: false, error: { code, name: codeName(code), message } };
}

/** The value of a result, seen through `pick`. */
export function picked<T, U>(result: Result<T>, pick: (value: T) => U): Result<U> {
  return result.ok ? { ok: true, value: pick(result.value) } : result;
}
