import { expect, it } from 'vitest';
import { type Circumstances, deviceProblem } from './deviceProblem.js';

const USUAL: Circumstances = {
  permission: null,
  isAllowedByPolicy: null,
  isSecure: true,
  isListed: null,
  isPicked: false,
  platform: { browser: 'chrome', system: 'windows' },
};
const FIREFOX_ON_MAC: Partial<Circumstances> = { isListed: true, platform: { browser: 'firefox', system: 'macos' } };

it.each<[string, string, Partial<Circumstances>, string]>([
  ['NotAllowedError', 'Permission denied', {}, 'denied'],
  ['NotAllowedError', 'Permission denied', { permission: 'denied' }, 'denied'],
  ['NotAllowedError', 'Permission dismissed', {}, 'dismissed'],
  ['NotAllowedError', '', { permission: 'prompt' }, 'dismissed'],
  ['NotAllowedError', 'Permission denied by system', {}, 'denied_by_system'],
  ['NotAllowedError', '', { permission: 'granted' }, 'denied_by_system'],
  ['NotAllowedError', '', { isAllowedByPolicy: false, permission: 'denied' }, 'denied_by_policy'],
  ['NotAllowedError', 'Permissions policy violation', {}, 'denied_by_policy'],
  ['NotAllowedError', '', { isSecure: false }, 'insecure'],
  ['PermissionDeniedError', '', {}, 'denied'],
  ['SecurityError', '', {}, 'denied_by_policy'],
  ['SecurityError', '', { isSecure: false }, 'insecure'],
  ['NotReadableError', 'Could not start video source', {}, 'in_use'],
  ['TrackStartError', '', {}, 'in_use'],
  ['AbortError', 'Starting videoinput failed', {}, 'aborted'],
  ['NotFoundError', 'Requested device not found', { isListed: false }, 'not_found'],
  ['NotFoundError', '', {}, 'not_found'],
  ['NotFoundError', '', { isListed: true }, 'gone'],
  ['NotFoundError', 'The object can not be found here.', FIREFOX_ON_MAC, 'denied_by_system'],
  ['OverconstrainedError', '', {}, 'not_found'],
  ['OverconstrainedError', '', { isPicked: true }, 'gone'],
  ['TypeError', '', {}, 'unsupported'],
  ['TypeError', '', { isSecure: false }, 'insecure'],
  ['NotSupportedError', '', {}, 'unsupported'],
  ['InvalidStateError', '', {}, 'failed'],
])('[P13] %s "%s" with %o is %s', (name, message, circumstances, problem) => {
  const error = new DOMException(message, name);
  expect(deviceProblem(error, { ...USUAL, ...circumstances })).toBe(problem);
});

it('[P13] what is no error at all is a failure', () => {
  expect(deviceProblem('no', USUAL)).toBe('failed');
});
