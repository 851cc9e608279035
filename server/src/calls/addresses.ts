import type { Side } from '@frontdesk/protocol';
import type { Asked, PageAddress, Ringing, Started } from './call.js';
import type { Address } from './step.js';

/** The caller's bound page. */
export function callerPage({ asked }: { readonly asked: Asked }): PageAddress {
  return { userId: asked.caller.userId, endpointId: asked.callerEndpoint };
}

/** The callee's bound page. */
export function calleePage(call: Started): PageAddress {
  return { userId: call.callee.userId, endpointId: call.calleeEndpoint };
}

export function boundPage(call: Started, side: Side): PageAddress {
  return side === 'caller' ? callerPage(call) : calleePage(call);
}

/** The side whose bound page this is, if any. */
export function sideOfBound(call: Started, page: PageAddress): Side | null {
  if (isSamePage(callerPage(call), page)) return 'caller';
  return isSamePage(calleePage(call), page) ? 'callee' : null;
}

export function isSamePage(a: PageAddress, b: PageAddress): boolean {
  return a.userId === b.userId && a.endpointId === b.endpointId;
}

/** Every page of this user. */
export function allOf(userId: string): Address {
  return { userId, allBut: null };
}

/** Every page of everybody whom it rings. */
export function allRung(call: Ringing): readonly Address[] {
  return call.targets.map(({ userId }) => allOf(userId));
}

export function other(side: Side): Side {
  return side === 'caller' ? 'callee' : 'caller';
}
