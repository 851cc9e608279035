import { codeName } from '@frontdesk/protocol';
import type { Logger } from 'pino';
import { calleeOf } from '../calls/call.js';
import type { CallWatcher, QualityKeeper } from '../calls/ports.js';

/** One line for each call, at its end, with its id; what it went through on its way at `debug`. Names and texts of people are not logged. */
export function logCalls(log: Logger): CallWatcher {
  return (before, after) => {
    const isHandedOver = before?.state === 'started' && after.state === 'started' && after.left !== before.left;
    if (before?.state === after.state && !isHandedOver) return;
    const { callId, caller } = after.asked;
    const who = { callId, caller: caller.userId, callee: calleeOf(after).userId };
    if (isHandedOver) {
      log.debug(who, 'call handed over');
      return;
    }
    if (after.state !== 'finished') {
      log.debug(who, `call ${after.state}`);
      return;
    }
    const { code, endedBy, ringingAt, startedAt, finishedAt } = after;
    const rangMs = ringingAt === null ? null : (startedAt ?? finishedAt) - ringingAt;
    const talkedMs = startedAt === null ? null : finishedAt - startedAt;
    log.info({ ...who, code, endedBy, rangMs, talkedMs }, `call finished: ${codeName(code)}`);
  };
}

/** One line for each side of a call, after its end: how good it was. */
export function logQuality(log: Logger): QualityKeeper {
  return ({ callId, side, quality }) => log.info({ callId, side, quality }, 'call quality');
}
