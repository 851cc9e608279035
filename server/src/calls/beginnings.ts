import { CODES } from '@frontdesk/protocol';
import { calleePage, callerPage } from './addresses.js';
import type { Asked, Deciding, Finished, Started } from './call.js';
import { SILENT } from './endings.js';
import { ringEffects, ringing } from './ringing.js';
import type { Effect, Ring, Step } from './step.js';

const NOBODY_LOST = { caller: null, callee: null } as const;

/** A new call that a business server is asked about (C4). */
export function ask(asked: Asked, expiresAt: number): Step {
  const call: Deciding = { state: 'deciding', asked, version: 1, expiresAt, accepted: null, lost: NOBODY_LOST };
  return {
    call,
    effects: [{ type: 'startTimer', timer: 'decide', at: expiresAt }, announceNew(asked), { type: 'askDecider' }],
  };
}

/** A new call that rings at once (C5). */
export function ring(asked: Asked, how: Ring): Step {
  const call = ringing({ asked, version: 0, lost: NOBODY_LOST }, how, null, []);
  const effects = ringEffects(call);
  effects.splice(1, 0, announceNew(asked));
  return { call, effects };
}

/** A new call that is over already: the caller is told why, the callee hears nothing (C1, C3). */
export function refuse(asked: Asked, code: number, at: number): Step {
  const call: Finished = {
    state: 'finished',
    asked,
    version: 1,
    callee: asked.dialed,
    calleeEndpoint: null,
    code,
    endedBy: 'server',
    finishedAt: at,
    ringingAt: null,
    startedAt: null,
    roomId: null,
    rang: [],
    left: [],
  };
  const told = { news: 'reply', code, ...SILENT } as const;
  return {
    call,
    effects: [announceNew(asked), { type: 'tell', to: callerPage(call), ...told }, { type: 'announce', ...told }],
  };
}

/** A started call that the server had forgotten, by the ticket of one side; the other's grace runs from now (C20). */
export function takeUp(
  held: Omit<Started, 'state' | 'lost' | 'unshown' | 'isTakenUp' | 'rang' | 'left'>,
  unshown: 'caller' | 'callee',
  graceUntil: number,
): Step {
  const isCallerAway = unshown === 'caller';
  const call: Started = {
    ...held,
    state: 'started',
    rang: [{ userId: held.callee.userId, endpointId: held.calleeEndpoint }],
    lost: { caller: isCallerAway ? graceUntil : null, callee: isCallerAway ? null : graceUntil },
    unshown,
    isTakenUp: true,
    left: [],
  };
  const [here, away] = isCallerAway ? [calleePage(call), callerPage(call)] : [callerPage(call), calleePage(call)];
  return {
    call,
    effects: [
      { type: 'startTimer', timer: isCallerAway ? 'callerGrace' : 'calleeGrace', at: graceUntil },
      { type: 'tellPeer', to: here, endpointId: away.endpointId, connected: false },
      { type: 'announce', news: 'start', code: CODES.ok, param: call.roomId, text: '' },
    ],
  };
}

function announceNew({ param, text }: Asked): Effect {
  return { type: 'announce', news: 'request', code: CODES.ok, param, text };
}
