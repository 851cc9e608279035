import { expect, it } from 'vitest';
import { deviceProblem } from './deviceProblem.js';

it.each([
  ['NotAllowedError', 'Permission denied', 'denied'],
  ['NotAllowedError', 'Permission dismissed', 'denied'],
  ['NotAllowedError', 'Permission denied by system', 'denied_by_system'],
  ['SecurityError', '', 'denied'],
  ['NotReadableError', 'Could not start video source', 'in_use'],
  ['AbortError', '', 'in_use'],
  ['NotFoundError', 'Requested device not found', 'not_found'],
  ['OverconstrainedError', '', 'not_found'],
  ['NotSupportedError', '', 'unsupported'],
  ['TypeError', '', 'failed'],
] as const)('[P13] %s "%s" is %s', (name, message, problem) => {
  expect(deviceProblem(new DOMException(message, name))).toBe(problem);
});

it('[P13] what is no error at all is a failure', () => {
  expect(deviceProblem('no')).toBe('failed');
});
