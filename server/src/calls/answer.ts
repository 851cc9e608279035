import { type CallSnapshot, codeName, type Result } from '@frontdesk/protocol';
import type { Call } from './call.js';
import { snapshotFor } from './snapshot.js';

/** Called once, after the command is saved and before its news goes out (section 3). */
export type Answer<T> = (result: Result<T>) => void;

/** The answer to a command that was carried out: the call as it is after it, as this user is shown it. */
export function done(call: Call, userId: string): Result<CallSnapshot> {
  return { ok: true, value: snapshotFor(call, userId) };
}

/** The answer to a command that was not. `message` is for developers. */
export function refused(code: number, message: string): Result<never> {
  return { ok: false, error: { code, name: codeName(code), message } };
}
