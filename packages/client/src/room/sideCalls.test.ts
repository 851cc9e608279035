import { describe, expect, it } from 'vitest';
import { ANA, BEN, ready, started } from '../testing/calls.js';
import { isSideCall, splitReady } from './sideCalls.js';

const CAT = { userId: 'cat', name: 'Cat', role: 'agent', endpointId: 'cat-1' } as const;
const HOST = started();
const SIDE = started({ callId: 'g', caller: BEN, callee: CAT, room: { callId: 'c1', as: 'join' } });
const UNKNOWN = { userId: null, mainId: null, sideId: null };

describe('which of two calls is the one into the room of the other', () => {
  it('is told by a page that was loaded anew from what the server lists', () => {
    const { main, side } = splitReady(ready(BEN, { calls: [SIDE, HOST] }), UNKNOWN);
    expect([main.calls, side.calls]).toEqual([[HOST], [SIDE]]);
  });

  it('[C33] is none where the other has ended: then it is the call itself', () => {
    const { main, side } = splitReady(ready(BEN, { calls: [SIDE] }), UNKNOWN);
    expect([main.calls, side.calls]).toEqual([[SIDE], []]);
  });

  it('is none for the colleague who was called', () => {
    expect(splitReady(ready(CAT as never, { calls: [SIDE] }), UNKNOWN).main.calls).toEqual([SIDE]);
    expect(isSideCall(SIDE, { userId: 'cat', mainId: 'c1', sideId: null })).toBe(false);
    expect(isSideCall(SIDE, { userId: 'ben', mainId: 'c1', sideId: null })).toBe(true);
    expect(isSideCall(started({ caller: ANA }), { userId: 'ana', mainId: null, sideId: null })).toBe(false);
  });
});
