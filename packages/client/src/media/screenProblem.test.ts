import { expect, test } from 'vitest';
import { screenProblem } from './screenProblem.js';

/** A person looks at the list for a while. */
const LOOKED_MS = 2_000;

test.each([
  ['Permission denied by user', 'NotAllowedError', LOOKED_MS, null],
  ['The request is not allowed by the user agent.', 'NotAllowedError', LOOKED_MS, null],
  ['The request is not allowed by the user agent.', 'NotAllowedError', 3, 'denied'],
  ['Permission denied by system', 'NotAllowedError', 20, 'denied_by_system'],
  [
    'Access to the feature "display-capture" is disallowed by permissions policy.',
    'NotAllowedError',
    LOOKED_MS,
    'denied',
  ],
  ['', 'SecurityError', LOOKED_MS, 'denied'],
  ['Could not start video source', 'NotReadableError', LOOKED_MS, 'failed'],
  ['', 'InvalidStateError', 1, 'failed'],
] as const)('%s (%s after %i ms) means %s', (message, name, tookMs, problem) => {
  expect(screenProblem(new DOMException(message, name), tookMs)).toBe(problem);
});

test('whatever else is thrown is a failure', () => {
  expect(screenProblem('?', LOOKED_MS)).toBe('failed');
});
