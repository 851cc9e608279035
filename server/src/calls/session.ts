import type { CallSnapshot } from '@frontdesk/protocol';
import type { CallPorts } from './CallPorts.js';
import type { Call } from './call.js';
import { departed, isPartyOf } from './members.js';
import { snapshot, snapshotFor } from './snapshot.js';

/** What a page that connects must know before anything else (section 3, `session:ready`). */
export async function showSession(
  { store, endpoints }: Pick<CallPorts, 'store' | 'endpoints'>,
  userId: string,
  endpointId: string,
): Promise<{ calls: CallSnapshot[]; ended: CallSnapshot[] }> {
  const live = await store.liveCallsOf(userId);
  // Of a call that is still being decided a callee is told nothing, even one who has accepted it in advance.
  const shown = live.filter((call) => call.state !== 'deciding' || call.asked.caller.userId === userId);
  const ended: CallSnapshot[] = [];
  const self = endpoints.user(userId);
  for (const call of await store.endedOf(userId)) {
    const own = endedFor(call, userId, endpointId);
    if (!own) continue;
    const isCallee = own.asked.caller.userId !== userId && self;
    ended.push(isCallee ? snapshot(own, { userId, name: self.name, role: self.role }) : snapshot(own));
  }
  return { calls: shown.map((call) => snapshotFor(call, userId)), ended };
}

/** A call as it ended for this page, if it had a part in it. */
function endedFor(call: Call, userId: string, endpointId: string): Call | null {
  if (call.state !== 'started' && call.state !== 'finished') return null;
  if (call.startedAt !== null && !isPartyOf(call, userId)) {
    const isLeaver = call.left.some(({ page }) => page.userId === userId && page.endpointId === endpointId);
    return (isLeaver && departed(call, userId)) || null;
  }
  if (call.state === 'started') return null;
  if (call.asked.caller.userId === userId) return call.asked.callerEndpoint === endpointId ? call : null;
  return call.rang.some((page) => page.userId === userId && page.endpointId === endpointId) ? call : null;
}
