import type { Side } from '@frontdesk/protocol';
import { addressOf, allOf, callerOf, other, type PageAddress } from './addresses.js';
import type { LiveCall, Ringing, Started } from './call.js';
import type { CallEvent, Effect, Step, TimerName } from './step.js';

type Lost = Extract<CallEvent, { type: 'lost' }>;
type Found = Extract<CallEvent, { type: 'found' }>;

export function loseWhileRinging(call: Ringing, { side, until }: Lost): Step {
  const news: Effect =
    side === 'caller'
      ? { type: 'tellPeer', to: allOf(call.callee), endpointId: call.callerEndpoint, connected: false }
      : { type: 'tellPeer', to: callerOf(call), endpointId: null, connected: false };
  return lose(call, side, until, news);
}

export function loseInCall(call: Started, { side, endpointId, until }: Lost): Step {
  if (addressOf(call, side).endpointId !== endpointId) return { call, effects: [] };
  return lose(call, side, until, {
    type: 'tellPeer',
    to: addressOf(call, other(side)),
    endpointId: addressOf(call, side).endpointId,
    connected: false,
  });
}

/** Starts the grace time. A goodbye that comes after the loss only shortens it; nobody is told twice. */
function lose(call: LiveCall, side: Side, until: number, news: Effect): Step {
  const before = call.lost[side];
  if (before !== null && before <= until) return { call, effects: [] };
  const timer: Effect = { type: 'startTimer', timer: graceOf(side), at: until };
  return {
    call: { ...call, version: call.version + 1, lost: { ...call.lost, [side]: until } },
    effects: before === null ? [timer, news] : [timer],
  };
}

export function findWhileRinging(call: Ringing, { side, endpointId }: Found): Step {
  const isNew = side === 'callee' && !call.rang.includes(endpointId);
  const rang = isNew ? [...call.rang, endpointId] : call.rang;
  const here = { userId: call[side].userId, endpointId };
  const otherEndpoint = side === 'caller' ? null : call.callerEndpoint;
  const news: Effect =
    side === 'caller'
      ? { type: 'tellPeer', to: allOf(call.callee), endpointId, connected: true }
      : { type: 'tellPeer', to: callerOf(call), endpointId: null, connected: true };
  const step = find(call, side, here, otherEndpoint, news);
  if (!isNew) return step;
  const version = call.version + 1;
  return { call: { ...(step.call as Ringing), rang, version }, effects: step.effects };
}

export function findInCall(call: Started, { side, endpointId }: Found): Step {
  if (addressOf(call, side).endpointId !== endpointId) return { call, effects: [] };
  return find(call, side, addressOf(call, side), addressOf(call, other(side)).endpointId, {
    type: 'tellPeer',
    to: addressOf(call, other(side)),
    endpointId,
    connected: true,
  });
}

/** Ends the grace time; one who comes back while the other is away is told so. */
function find(call: LiveCall, side: Side, here: PageAddress, otherEndpoint: string | null, news: Effect): Step {
  const isOtherLost = call.lost[other(side)] !== null;
  const aboutOther: Effect[] = isOtherLost
    ? [{ type: 'tellPeer', to: here, endpointId: otherEndpoint, connected: false }]
    : [];
  if (call.lost[side] === null) return { call, effects: aboutOther };
  return {
    call: { ...call, version: call.version + 1, lost: { ...call.lost, [side]: null } },
    effects: [{ type: 'stopTimer', timer: graceOf(side) }, news, ...aboutOther],
  };
}

function graceOf(side: Side): TimerName {
  return side === 'caller' ? 'callerGrace' : 'calleeGrace';
}
