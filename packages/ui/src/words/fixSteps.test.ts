import { expect, it } from 'vitest';
import { fixSteps } from './fixSteps.js';

it.each([
  ['denied', 'chrome', 'windows', 'problem.how.denied.chrome'],
  ['denied', 'edge', 'macos', 'problem.how.denied.edge'],
  ['denied', 'firefox', 'other', 'problem.how.denied.firefox'],
  ['denied', 'safari', 'macos', 'problem.how.denied.safari'],
  ['denied', 'safari', 'ios', 'problem.how.denied.ios'],
  ['denied', 'chrome', 'ios', 'problem.how.denied.ios_app'],
  ['denied', 'chrome', 'android', 'problem.how.denied.android'],
  ['denied', 'firefox', 'android', 'problem.how.denied.other'],
  ['denied_by_system', 'chrome', 'windows', 'problem.how.system.windows'],
  ['denied_by_system', 'safari', 'macos', 'problem.how.system.macos'],
  ['in_use', 'chrome', 'windows', null],
] as const)('[P13] the way out of %s in %s on %s is %s', (problem, browser, system, key) => {
  expect(fixSteps(problem, { browser, system })).toBe(key);
});
