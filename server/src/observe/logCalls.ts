import { codeName } from '@frontdesk/protocol';
import type { Logger } from 'pino';
import type { CallWatcher } from '../calls/ports.js';

/** One line for each state that a call enters, with its id. Names and texts of people are not logged. */
export function logCalls(log: Logger): CallWatcher {
  return (before, after) => {
    if (before?.state === after.state) return;
    const { callId, caller, callee } = after;
    const who = { callId, caller: caller.userId, callee: callee.userId };
    if (after.state !== 'finished') log.info(who, `call ${after.state}`);
    else log.info({ ...who, code: after.code, endedBy: after.endedBy }, `call finished: ${codeName(after.code)}`);
  };
}
