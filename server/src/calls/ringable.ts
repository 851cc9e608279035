import { CODES } from '@frontdesk/protocol';
import type { CallPorts } from './CallPorts.js';
import type { PageAddress, Party } from './call.js';
import { type Directory, mayReach } from './rules.js';

/** Whom a call can ring now, and on which pages; otherwise the code that says why not. */
export interface Ringable {
  readonly code: number;
  readonly targets: readonly Party[];
  readonly rang: readonly PageAddress[];
}

/** Whom to ring: by whom, of which call, and who sees whom; no directory where a business server has said so (C26). */
export interface RingQuestion {
  readonly caller: Party;
  readonly callId: string;
  readonly directory: Directory | null;
}

/**
 * What is looked at each time before it rings: hidden, unknown or offline (100102), then busy (100103) (C3). Of several,
 * those who can be rung are.
 */
export async function ringable(
  { store, endpoints }: Pick<CallPorts, 'store' | 'endpoints'>,
  userIds: readonly string[],
  { caller, callId, directory }: RingQuestion,
): Promise<Ringable> {
  const targets: Party[] = [];
  const rang: PageAddress[] = [];
  let code: number = CODES.offline;
  for (const userId of userIds) {
    const user = endpoints.user(userId);
    const pages = user && isVisible(directory, caller, user) ? endpoints.connectedOf(userId) : [];
    // Offline before busy: someone whose page is lost in a call has none to ring, and is shown as offline too.
    if (!user || pages.length === 0) continue;
    const own = await store.liveCallOf(userId);
    if (own && own.asked.callId !== callId) {
      code = CODES.busy;
      continue;
    }
    targets.push({ userId, name: user.name, role: user.role });
    for (const endpointId of pages) rang.push({ userId, endpointId });
  }
  return { code: targets.length > 0 ? CODES.ok : code, targets, rang };
}

function isVisible(directory: Directory | null, caller: Party, { role }: Party): boolean {
  return directory === null || (caller.role !== null && role !== null && mayReach(directory, caller.role, role));
}
