import { CODES, type RecordRow } from '@frontdesk/protocol';

/** What became of a call, as a list says it in a word. */
export type Outcome = 'live' | 'talked' | 'transferred' | 'lost' | 'gaveUp' | 'unanswered' | 'turnedAway' | 'failed';

/** The codes with which each can be searched for; `talked` and `live` are not told by a code alone. */
export const OUTCOME_CODES = {
  gaveUp: CODES.canceled,
  unanswered: CODES.timeout,
  lost: CODES.disconnected,
  turnedAway: CODES.queueClosed,
} as const satisfies Partial<Record<Outcome, number>>;

export function outcomeOf({ state, startedAt, code }: Pick<RecordRow, 'state' | 'startedAt' | 'code'>): Outcome {
  if (state !== 'finished') return 'live';
  if (startedAt !== null) {
    if (code === CODES.transferred) return 'transferred';
    return code === CODES.disconnected || code === CODES.mediaFailed ? 'lost' : 'talked';
  }
  switch (code) {
    case CODES.canceled:
      return 'gaveUp';
    case CODES.timeout:
    case CODES.offline:
    case CODES.busy:
    case CODES.rejected:
      return 'unanswered';
    case CODES.disconnected:
      return 'lost';
    case CODES.queueClosed:
      return 'turnedAway';
    default:
      return 'failed';
  }
}
