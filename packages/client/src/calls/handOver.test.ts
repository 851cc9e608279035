import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, finished, news, ready, ringing, started } from '../testing/calls.js';
import { page, storage } from '../testing/controlledPage.js';
import { EMPTY_MODEL } from './model.js';
import { reduce } from './reduce.js';

/** Ana's call with Ben is to go to Cat, whom Ben calls into its room. */
const CAT = { userId: 'cat', name: 'Cat', role: 'agent', endpointId: 'cat-1' } as never as typeof BEN;
const room = { callId: 'c1', as: 'aside' } as const;
const SIDE = { callId: 'g', caller: BEN, callee: CAT, room } as const;
const HOST_OF_CAT = started({ version: 9, callee: CAT });

function cat(keep = storage()()) {
  const made = page(CAT, keep);
  made.control.news('call:request', news(ringing({ ...SIDE, callee: { ...CAT, endpointId: null } })));
  made.control.news('call:start', news(started(SIDE)));
  return made;
}

const seen = ({ control }: ReturnType<typeof page>): unknown => {
  const view = control.view.get();
  return 'call' in view && view.call
    ? [view.state, view.call.callId, 'other' in view && view.other.userId]
    : view.state;
};

describe('a call that is handed over', () => {
  it('[C31] is the newcomer’s from its START on; that the call by which they came ends is not shown', () => {
    const made = cat();
    const shown: unknown[] = [];
    made.control.view.subscribe(() => shown.push(seen(made)));
    made.control.news('call:start', news(HOST_OF_CAT));
    made.control.keepTicket('c1', 'signed');
    made.control.news('call:finish', news(finished(CODES.transferred, SIDE), CODES.transferred));
    expect(shown).toEqual([['started', 'c1', 'ana']]);
    expect(made.control.view.get()).toMatchObject({ since: 1_005_000 });
    expect(made.control.ticket).toBe('signed');
  });

  it('[C31] is found by a newcomer whose line was down meanwhile, also where both are listed', () => {
    for (const calls of [[HOST_OF_CAT], [started(SIDE), HOST_OF_CAT]]) {
      const made = cat();
      const ended: CallSnapshot[] = [finished(CODES.transferred, SIDE)];
      made.control.ready(ready(CAT, { calls, ended: calls.length === 1 ? ended : [] }));
      expect(seen(made)).toEqual(['started', 'c1', 'ana']);
    }
  });

  it('[C35] comes behind the end of the call by which one came, where the server had forgotten both', () => {
    const made = cat();
    made.control.gone('g', CODES.notInCall);
    expect(seen(made)).toEqual(['ended', 'g', 'ben']);
    made.control.news('call:start', news(HOST_OF_CAT));
    expect(seen(made)).toEqual(['started', 'c1', 'ana']);
  });

  it('[C33] that has ended goes on in the call that was made into its room', () => {
    const me = { userId: 'ben', endpointId: 'ben-1' };
    const over = reduce({ ...EMPTY_MODEL, me }, { type: 'goesOn', call: started(SIDE) });
    expect(over.view).toMatchObject({
      state: 'started',
      call: { callId: 'g' },
      side: 'caller',
      other: { userId: 'cat' },
    });
  });

  it('[C31] may come back to who had it', () => {
    const ben = page(BEN);
    ben.control.news('call:request', news(ringing()));
    ben.control.news('call:start', news(started()));
    ben.control.news('call:finish', news(finished(CODES.transferred, { version: 9 }), CODES.transferred));
    const back = { callId: 'g2', caller: CAT, room } as const;
    ben.control.news('call:request', news(ringing(back)));
    ben.control.news('call:start', news(started(back)));
    ben.control.news('call:start', news(started({ version: 12 })));
    expect(seen(ben)).toEqual(['started', 'c1', 'ana']);
    ben.control.news('call:finish', news(finished(CODES.ok, { version: 13 })));
    expect(seen(ben)).toEqual(['ended', 'c1', 'ana']);
  });

  it('[C31] shows the customer whom they talk to now, who is there', () => {
    const ana = page(ANA);
    ana.control.ready(ready(ANA, { calls: [started()] }));
    ana.control.peer('c1', BEN.endpointId, false);
    const since = ana.control.view.get();
    ana.control.news('call:update', news(HOST_OF_CAT));
    expect(ana.control.view.get()).toEqual({ ...since, call: HOST_OF_CAT, other: CAT, reachable: true });
    ana.control.peer('c1', BEN.endpointId, false);
    expect(ana.control.view.get()).toMatchObject({ reachable: true });
  });
});
