import { CODES } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import type { Asked, Finished, Started } from './call.js';
import { transition } from './machine.js';
import type { CallEvent } from './step.js';

const ANN = { userId: 'ann', name: 'Ann', role: 'caller' } as const;
const BOB = { userId: 'bob', name: 'Bob', role: 'agent' } as const;
const CAT = { userId: 'cat', name: 'Cat', role: 'agent' } as const;
const [ANN_1, BOB_1, CAT_1] = [
  { userId: 'ann', endpointId: 'ann-1' },
  { userId: 'bob', endpointId: 'bob-1' },
  { userId: 'cat', endpointId: 'cat-1' },
] as const;
const SILENT = { param: 0, text: '' };
const asked: Asked = {
  callId: 'call-1',
  caller: ANN,
  callerEndpoint: 'ann-1',
  dialed: BOB,
  flags: 3,
  param: 0,
  text: '',
  preconnect: false,
  room: null,
  requestedAt: 1_000,
};
const started: Started = {
  state: 'started',
  asked,
  version: 2,
  callee: BOB,
  calleeEndpoint: 'bob-1',
  ringingAt: 1_000,
  startedAt: 2_000,
  roomId: 99,
  rang: [BOB_1, { userId: 'bob', endpointId: 'bob-2' }],
  lost: { caller: null, callee: null },
  unshown: null,
  isTakenUp: false,
  left: [],
};
const endedForBob: Finished = {
  state: 'finished',
  asked,
  version: 3,
  callee: BOB,
  calleeEndpoint: 'bob-1',
  code: CODES.transferred,
  endedBy: 'callee',
  finishedAt: 5_000,
  ringingAt: 1_000,
  startedAt: 2_000,
  roomId: 99,
  rang: started.rang,
  left: [],
};
const toCat = { type: 'handedOver', to: CAT, endpointId: 'cat-1', by: 'callee', at: 5_000 } as const;

function stepOf(call: Started, event: CallEvent): { call: Started; effects: readonly unknown[] } {
  const step = transition(call, event);
  if (step?.call.state !== 'started') throw new Error('the call does not go on');
  return { call: step.call, effects: step.effects };
}

describe('a place that is handed over', () => {
  test('[C31] the callee’s: who comes is told first, who leaves last, and the pages that had rung are nobody’s any more', () => {
    expect(stepOf(started, { ...toCat, side: 'callee' })).toEqual({
      call: {
        ...started,
        version: 3,
        callee: CAT,
        calleeEndpoint: 'cat-1',
        rang: [CAT_1],
        left: [{ page: BOB_1, call: endedForBob }],
      },
      effects: [
        { type: 'tellStart', to: CAT_1, param: 99, text: '' },
        { type: 'tellUpdate', to: ANN_1, ...SILENT, wait: null },
        { type: 'tell', to: BOB_1, news: 'finish', code: CODES.transferred, ...SILENT },
        { type: 'announceUpdate', ...SILENT, wait: null },
      ],
    });
  });

  test('[C31] the caller’s, who is lost: what was asked stays, the grace time stops', () => {
    const lost = { ...started, lost: { caller: 9_000, callee: null } };
    const { call, effects } = stepOf(lost, { ...toCat, side: 'caller', by: 'server' });
    expect(call.asked).toEqual({ ...asked, caller: CAT, callerEndpoint: 'cat-1' });
    expect(call.lost).toEqual({ caller: null, callee: null });
    expect(call.rang).toEqual(started.rang);
    expect(call.left).toMatchObject([{ page: ANN_1, call: { asked, endedBy: 'server' } }]);
    expect(effects[0]).toEqual({ type: 'stopTimer', timer: 'callerGrace' });
    expect(effects[1]).toMatchObject({ type: 'tellStart', to: CAT_1 });
    expect(effects[2]).toMatchObject({ type: 'tellUpdate', to: BOB_1 });
  });

  test('[C31] while the other side is away: who comes is told so, and that one’s grace time runs on', () => {
    const { call, effects } = stepOf(
      { ...started, lost: { caller: 9_000, callee: null } },
      { ...toCat, side: 'callee' },
    );
    expect(call.lost).toEqual({ caller: 9_000, callee: null });
    expect(effects[1]).toEqual({ type: 'tellPeer', to: CAT_1, endpointId: 'ann-1', connected: false });
  });

  test('[C31] who comes back has not left it, and after a minute nobody asks who did', () => {
    const first = stepOf(started, { ...toCat, side: 'callee' }).call;
    const back = stepOf(first, {
      type: 'handedOver',
      side: 'callee',
      to: BOB,
      endpointId: 'bob-1',
      by: 'callee',
      at: 6_000,
    });
    expect(back.call.left.map(({ page }) => page)).toEqual([CAT_1]);
    const later = { ...toCat, side: 'callee', to: { ...CAT, userId: 'dan' }, endpointId: 'dan-1', at: 66_000 } as const;
    expect(stepOf(first, later).call.left.map(({ page }) => page)).toEqual([CAT_1]);
  });
});

describe('a side call', () => {
  const side = { ...started, asked: { ...asked, room: { callId: 'host', roomId: 99, as: 'aside' } } } as const;

  test('[C30] that is aside joins once, and both sides are told', () => {
    const { call, effects } = stepOf(side, { type: 'joined' });
    expect(call).toEqual({ ...side, version: 3, asked: { ...side.asked, room: { ...side.asked.room, as: 'join' } } });
    const told = { ...SILENT, wait: null };
    expect(effects).toEqual([
      { type: 'tellUpdate', to: ANN_1, ...told },
      { type: 'tellUpdate', to: BOB_1, ...told },
      { type: 'announceUpdate', ...told },
    ]);
    expect(stepOf(call, { type: 'joined' })).toEqual({ call, effects: [] });
    expect(stepOf(started, { type: 'joined' })).toEqual({ call: started, effects: [] });
  });
});
