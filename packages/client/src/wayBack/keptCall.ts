import { SIDE_TICKET, ticketIn } from '../calls/TicketKeep.js';
import type { Keep } from '../Keep.js';
import { CallMemory } from '../media/CallMemory.js';
import type { KeptCall } from './WayBack.js';

/** What a page loaded anew goes by: its media, its ticket, what it has not sent yet. */
const KEYS = ['frontdesk.call', 'frontdesk.ticket', SIDE_TICKET, 'frontdesk.chat'] as const;

/** Whether a value of this key belongs to the call of a page. */
export function isOfCall(key: string): boolean {
  return KEYS.some((each) => each === key);
}

/** The started call that a tab's storage tells of; null if its page is in none, or has left it. */
export function keptCallIn(tab: Keep): KeptCall | null {
  const kept = ticketIn(tab);
  if (!kept || !new CallMemory(tab).read(kept.call.callId)) return null;
  const { callId, caller, callee } = kept.call;
  const { userId, name } = caller.userId === kept.userId ? callee : caller;
  const stored = KEYS.map((key) => [key, tab.read(key)] as const).filter(([, value]) => value !== null);
  return { callId, other: { userId, name }, stored: Object.fromEntries(stored) };
}

/** Puts what was kept into the storage of another tab. */
export function restoreCall(tab: Keep, { stored }: KeptCall): void {
  for (const key of KEYS) if (key in stored) tab.write(key, stored[key]);
}
