import { CODES, REMEMBER_MS } from '@frontdesk/protocol';
import { boundPage, calleePage, callerPage, other } from './addresses.js';
import type { Asked, PageAddress, Started } from './call.js';
import { finished, NOTHING_SAID, SILENT } from './endings.js';
import type { CallEvent, Effect, Step } from './step.js';

/** Who talks aside comes into the room (C30). Said again it changes nothing (C18). */
export function join(call: Started): Step {
  const { room } = call.asked;
  if (room?.as !== 'aside') return { call, effects: [] };
  const asked: Asked = { ...call.asked, room: { ...room, as: 'join' } };
  return {
    call: { ...call, asked, version: call.version + 1 },
    effects: [
      { type: 'tellUpdate', to: callerPage(call), ...NOTHING_SAID },
      { type: 'tellUpdate', to: calleePage(call), ...NOTHING_SAID },
      { type: 'announceUpdate', ...NOTHING_SAID },
    ],
  };
}

type HandedOver = Extract<CallEvent, { type: 'handedOver' }>;

/**
 * The place of one side goes to someone else, and the call goes on with its id, its room and all that was said in it (C31).
 * Who comes is told first, and who leaves last: nobody is ever told an end who has not got a successor.
 */
export function handOver(call: Started, event: HandedOver): Step {
  const { side, at, by } = event;
  const leaver = boundPage(call, side);
  const next = replaced(call, event);
  const ended = { ...finished({ ...call, left: [] }, { by, code: CODES.transferred, at }), version: next.version };
  const left = call.left.filter(
    ({ page, call: { finishedAt } }) => isElse(page, event) && finishedAt > at - REMEMBER_MS,
  );
  const [newcomer, stays] = [boundPage(next, side), boundPage(next, other(side))];
  const effects: Effect[] = [];
  if (call.lost[side] !== null) {
    effects.push({ type: 'stopTimer', timer: side === 'caller' ? 'callerGrace' : 'calleeGrace' });
  }
  effects.push({ type: 'tellStart', to: newcomer, param: call.roomId, text: '' });
  if (call.lost[other(side)] !== null) {
    effects.push({ type: 'tellPeer', to: newcomer, endpointId: stays.endpointId, connected: false });
  }
  effects.push(
    { type: 'tellUpdate', to: stays, ...NOTHING_SAID },
    { type: 'tell', to: leaver, news: 'finish', code: CODES.transferred, ...SILENT },
    { type: 'announceUpdate', ...NOTHING_SAID },
  );
  return { call: { ...next, left: [...left, { page: leaver, call: ended }] }, effects };
}

function replaced(call: Started, { side, to, endpointId }: HandedOver): Started {
  const { asked, version, lost, unshown } = call;
  const common = {
    ...call,
    version: version + 1,
    // Whoever comes is there, as far as anyone knows; if not, the next look finds it.
    lost: { ...lost, [side]: null },
    unshown: unshown === side ? null : unshown,
  };
  if (side === 'caller') return { ...common, asked: { ...asked, caller: to, callerEndpoint: endpointId } };
  const leaver = call.callee.userId;
  const rang = [...call.rang.filter(({ userId }) => userId !== leaver), { userId: to.userId, endpointId }];
  return { ...common, callee: to, calleeEndpoint: endpointId, rang };
}

function isElse({ userId }: PageAddress, { to }: HandedOver): boolean {
  return userId !== to.userId;
}
