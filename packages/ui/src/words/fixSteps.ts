import type { DeviceProblem, Platform } from '@frontdesk/client';

type DeniedKey = 'chrome' | 'edge' | 'firefox' | 'safari' | 'android' | 'ios' | 'ios_app' | 'other';

/** The key of the steps that lead out of a problem, in the names of this browser and system; null where words do. */
export function fixSteps(problem: DeviceProblem, { browser, system }: Platform) {
  if (problem === 'denied') return `problem.how.denied.${deniedKey({ browser, system })}` as const;
  if (problem === 'denied_by_system') return `problem.how.system.${system}` as const;
  return null;
}

function deniedKey({ browser, system }: Platform): DeniedKey {
  if (system === 'android') return browser === 'firefox' ? 'other' : 'android';
  // On iOS other browsers than Safari have no settings of their own for a page.
  if (system === 'ios') return browser === 'safari' ? 'ios' : 'ios_app';
  return browser;
}
