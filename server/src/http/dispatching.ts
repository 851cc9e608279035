import type { CallSnapshot, Result } from '@frontdesk/protocol';
import type { Context } from 'hono';
import type { Answer } from '../calls/answer.js';
import type { Dispatcher } from '../calls/Dispatcher.js';
import { refusal } from './problem.js';

/** What an operator's program may do to calls. */
export type Dispatching = Pick<Dispatcher, 'finishCall' | 'finishUser' | 'assign' | 'update' | 'calls' | 'call'>;

/** The call as it is after an act. Throws the problem it was refused with, or whatever went wrong on the way. */
export async function carriedOut(
  c: Context,
  act: (answer: Answer<CallSnapshot>) => Promise<void>,
): Promise<CallSnapshot> {
  const result = await new Promise<Result<CallSnapshot>>((resolve, reject) => {
    act(resolve).then(() => reject(new Error('an act ended without an answer')), reject);
  });
  if (!result.ok) throw refusal(c, result.error);
  return result.value;
}
