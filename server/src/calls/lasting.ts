import type { Call, Started } from './call.js';
import type { CallFacts } from './ports.js';

/** What must be on disk before anyone is told of it: that a call has ended, or that someone else is in it now (C20, C35). */
export type Lasting = 'end' | 'handOver';

export function lastingOf(before: Call, after: Call): Lasting | null {
  if (before.state !== 'started') return null;
  if (after.state === 'finished') return 'end';
  return after.state === 'started' && after.left !== before.left ? 'handOver' : null;
}

/** What is needed to take a call up again. */
export function factsOf({ asked, version, callee, calleeEndpoint, ringingAt, startedAt, roomId }: Started): CallFacts {
  return { asked, version, callee, calleeEndpoint, ringingAt, startedAt, roomId };
}
