import { expect, test } from 'vitest';
import { CODES } from './codes.js';
import { type Outcome, outcomeOf } from './outcomes.js';
import type { RecordRow } from './records.js';

const call = (code: number | null, startedAt: number | null): Pick<RecordRow, 'state' | 'startedAt' | 'code'> => ({
  state: code === null ? 'waiting' : 'finished',
  startedAt,
  code,
});

test.each<[Outcome, number | null, number | null]>([
  ['live', null, null],
  ['talked', CODES.ok, 1],
  ['talked', CODES.canceled, 1],
  ['transferred', CODES.transferred, 1],
  ['lost', CODES.disconnected, 1],
  ['lost', CODES.mediaFailed, 1],
  ['gaveUp', CODES.canceled, null],
  ['unanswered', CODES.timeout, null],
  ['unanswered', CODES.rejected, null],
  ['lost', CODES.disconnected, null],
  ['turnedAway', CODES.queueClosed, null],
  ['failed', CODES.businessTimeout, null],
])('%s: code %s, started at %s', (outcome, code, startedAt) => {
  expect(outcomeOf(call(code, startedAt))).toBe(outcome);
});
