import { LIMITS } from '@frontdesk/protocol';
import { callerPage } from './addresses.js';
import type { PageAddress, Ringing } from './call.js';
import type { CallEvent, Effect, Step } from './step.js';

/**
 * A page tells that it rings there; the caller hears of it, and of a page to which a link may be made, from which (C22).
 *
 * Of others the caller hears only that it rings somewhere, as with a page that is lost (C19): which pages someone has open is
 * nobody's business before the answer. Whatever was said already is not told again (C18).
 */
export function alert(
  call: Ringing,
  { preconnect, userId, endpointId }: Extract<CallEvent, { type: 'alerted' }>,
): Step {
  const isLinkable = preconnect && hasRoom(call, endpointId);
  if (!isLinkable && call.alerts > 0) return { call, effects: [] };
  const linkable = isLinkable ? [...call.linkable, { userId, endpointId }] : call.linkable;
  return {
    call: { ...call, version: call.version + 1, alerts: call.alerts + 1, linkable },
    effects: [{ type: 'tellAlert', to: callerPage(call), from: isLinkable ? endpointId : null }],
  };
}

/**
 * No second page of the same id, be it someone else's: the caller could not tell them apart. Nor more than a caller's page can
 * bear: each alert makes it begin a link, also one of a page that connects anew again and again.
 */
function hasRoom({ linkable, alerts }: Ringing, endpointId: string): boolean {
  if (linkable.length >= LIMITS.linksWhileRinging || alerts >= LIMITS.alertsWhileRinging) return false;
  return !linkable.some((page) => page.endpointId === endpointId);
}

/** What a caller's page that connects must know again. */
export function tellAlerts(call: Ringing): Effect[] {
  const to = callerPage(call);
  if (call.linkable.length === 0) return call.alerts > 0 ? [{ type: 'tellAlert', to, from: null }] : [];
  return call.linkable.map(({ endpointId }) => ({ type: 'tellAlert', to, from: endpointId }));
}

/** An alert is good for the connection it came by: a page that connects anew may know nothing of its link, and alerts again. */
export function withoutLink({ linkable }: Ringing, { userId, endpointId }: PageAddress): Ringing['linkable'] {
  const isOther = (page: PageAddress) => page.userId !== userId || page.endpointId !== endpointId;
  return linkable.every(isOther) ? linkable : linkable.filter(isOther);
}
