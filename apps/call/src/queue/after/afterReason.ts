import { CODES } from '@frontdesk/protocol';
import type { DoorNotice } from '../door/DoorNotices.js';
import type en from '../words/en.json';
import type { AfterView } from './LastWord.js';

/** What a customer is told of an end: a key of `after.reason`, and one of `after.detail`. */
export interface AfterReason {
  readonly reason: keyof (typeof en)['after']['reason'];
  readonly detail: keyof (typeof en)['after']['detail'];
}

/** Words with which a queue turns a call away (100904). */
const REFUSALS: readonly DoorNotice[] = ['closed', 'full', 'nobody'];

function same(key: AfterReason['reason'] & AfterReason['detail']): AfterReason {
  return { reason: key, detail: key };
}

/** Ends that lead back to the door with a word about it: nothing came about that could be looked back on. */
export function backAtDoor({ code, text, talkedMs, endedBy, side }: AfterView): DoorNotice | null {
  if (talkedMs !== null) return null;
  if (code === CODES.canceled && endedBy === side) return 'left';
  if (code === CODES.queueClosed) return REFUSALS.find((refusal) => refusal === text) ?? 'closed';
  if (code === CODES.badArgument) return text === 'form' ? 'form' : 'failed';
  return null;
}

/** Why it ended, in a customer's words. */
export function afterReason(ended: AfterView): AfterReason {
  if (ended.talkedMs !== null) return talked(ended);
  switch (ended.code) {
    case CODES.timeout:
    case CODES.rejected:
    case CODES.offline:
      return same('nobodyFree');
    case CODES.disconnected:
      return same(ended.wasWaiting ? 'placeLost' : 'disconnected');
    case CODES.busy:
      return same('busy');
    case CODES.rateLimited:
      return same('rateLimited');
    case CODES.businessTimeout:
      return same('notAnswered');
    case CODES.mediaFailed:
      return same('mediaFailed');
    default:
      return same('other');
  }
}

function talked({ code, endedBy, side }: AfterView): AfterReason {
  if (code === CODES.disconnected || code === CODES.mediaFailed) {
    return same(code === CODES.disconnected ? 'disconnected' : 'mediaFailed');
  }
  const isBySide = endedBy === 'caller' || endedBy === 'callee';
  const detail = !isBySide ? 'serviceEnded' : endedBy === side ? 'youHungUp' : 'otherHungUp';
  return { reason: 'ended', detail };
}
