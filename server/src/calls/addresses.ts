import type { Side } from '@frontdesk/protocol';
import type { Started } from './call.js';
import type { Address } from './step.js';

/** One page of one user. */
export interface PageAddress {
  readonly userId: string;
  readonly endpointId: string;
}

export function callerOf(call: { caller: { userId: string }; callerEndpoint: string }): {
  userId: string;
  endpointId: string;
} {
  return { userId: call.caller.userId, endpointId: call.callerEndpoint };
}

export function calleeOf(call: Started): PageAddress {
  return { userId: call.callee.userId, endpointId: call.calleeEndpoint };
}

export function addressOf(call: Started, side: Side): PageAddress {
  return side === 'caller' ? callerOf(call) : calleeOf(call);
}

export function allOf(party: { userId: string }): Address {
  return { userId: party.userId, allBut: null };
}

export function other(side: Side): Side {
  return side === 'caller' ? 'callee' : 'caller';
}
