import { CODES } from './codes.js';
import type { RecordRow } from './records.js';

/** What became of a call, in a word. */
export const OUTCOMES = [
  'live',
  'talked',
  'transferred',
  'lost',
  'gaveUp',
  'unanswered',
  'turnedAway',
  'failed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What the code says of a call that is over: of one that was answered, and of one that was not. */
export const OUTCOME_CODES = {
  answered: {
    transferred: [CODES.transferred],
    lost: [CODES.disconnected, CODES.mediaFailed],
  },
  unanswered: {
    gaveUp: [CODES.canceled],
    unanswered: [CODES.timeout, CODES.offline, CODES.busy, CODES.rejected],
    lost: [CODES.disconnected],
    turnedAway: [CODES.queueClosed],
  },
} as const satisfies Readonly<Record<string, { readonly [O in Outcome]?: readonly number[] }>>;

/** What became of it with any other code. */
export const OTHER_OUTCOME = { answered: 'talked', unanswered: 'failed' } as const satisfies {
  readonly [W in keyof typeof OUTCOME_CODES]: Outcome;
};

export function outcomeOf({ state, startedAt, code }: Pick<RecordRow, 'state' | 'startedAt' | 'code'>): Outcome {
  if (state !== 'finished') return 'live';
  const which = startedAt === null ? 'unanswered' : 'answered';
  const codes: { readonly [O in Outcome]?: readonly number[] } = OUTCOME_CODES[which];
  return OUTCOMES.find((outcome) => code !== null && codes[outcome]?.includes(code)) ?? OTHER_OUTCOME[which];
}
