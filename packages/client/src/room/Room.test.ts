import type { ChatMessage, RoomMember } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { type ChatEntry, NO_CHAT } from '../chat/chatViews.js';
import { WritableStore } from '../Store.js';
import { ANA, BEN, started } from '../testing/calls.js';
import type { CallView } from '../views.js';
import { Room } from './Room.js';

const CAT: RoomMember = { userId: 'cat', name: 'Cat', role: 'agent', endpointId: 'cat-1' };
const HOST: CallView = { state: 'started', call: started(), side: 'callee', other: ANA, reachable: true, since: 0 };

function aside(as: 'aside' | 'join'): CallView {
  const call = started({ callId: 'g', caller: BEN, callee: CAT, room: { callId: 'c1', as } });
  return { state: 'started', call, side: 'caller', other: CAT, reachable: true, since: 0 };
}

/** Ben's page in Ana's call. */
function ben() {
  const call = new WritableStore<CallView>({ state: 'idle' });
  const side = new WritableStore<CallView>({ state: 'idle' });
  const chat = new WritableStore(NO_CHAT);
  let isHushed: (peer: string) => boolean = () => false;
  const room = new Room({
    call,
    side,
    chat,
    seenChanges: [],
    seen: () => null,
    hush: (next) => {
      isHushed = next;
    },
    know: () => undefined,
  });
  const say = (said: readonly (readonly [string, ChatMessage['notice']])[], isWhole = true): void => {
    const entries = said.map(([from, notice], at) => ({ from, notice, at }) as ChatEntry);
    chat.set({ ...NO_CHAT, callId: 'c1', isOpen: true, isWhole, entries });
  };
  const hushed = (): string[] => [ANA.endpointId, CAT.endpointId].filter((peer) => isHushed(peer));
  return { room, call, side, say, hushed };
}

describe('[hold] who is on hold', () => {
  it('is everybody but the colleague to whom one talks apart', () => {
    const { room, call, side, say, hushed } = ben();
    call.set(HOST);
    say([]);
    expect([room.hold.get().own, hushed()]).toEqual([false, []]);
    say([['ben', 'hold']]);
    expect([room.hold.get(), hushed()]).toEqual([{ own: true, other: false, since: 0 }, ['ana-1', 'cat-1']]);
    side.set(aside('aside'));
    expect(hushed()).toEqual(['ana-1']);
    side.set(aside('join'));
    expect(hushed()).toEqual(['ana-1', 'cat-1']);
    say([
      ['ben', 'hold'],
      ['ben', 'resume'],
    ]);
    expect([room.hold.get().own, hushed()]).toEqual([false, []]);
  });

  it('is who holds alone, while there is somebody else to talk to', () => {
    const { room, call, say, hushed } = ben();
    call.set(HOST);
    room.heard({ callId: 'c1', members: [ANA, BEN, CAT] });
    say([['cat', 'hold']]);
    expect([room.hold.get(), hushed()]).toEqual([{ own: false, other: false, since: null }, ['cat-1']]);
    expect(room.view.get().members.map(({ name, isMain, isOnHold }) => [name, isMain, isOnHold])).toEqual([
      ['Ana', true, false],
      ['Cat', false, true],
    ]);
  });

  it('stays so on a page that was loaded anew until all that was said is there', () => {
    const { call, say, hushed } = ben();
    call.set(HOST);
    say([], false);
    expect(hushed()).toEqual([]);
    say([['ana', 'hold']], false);
    expect(hushed()).toEqual(['ana-1']);
    say(
      [
        ['ana', 'hold'],
        ['ana', 'resume'],
      ],
      false,
    );
    expect(hushed()).toEqual([]);
  });

  it('is nobody in the next call', () => {
    const { room, call, say } = ben();
    call.set(HOST);
    say([['ana', 'hold']]);
    expect(room.hold.get().other).toBe(true);
    call.set({ state: 'idle' });
    expect([room.hold.get(), room.view.get()]).toEqual([{ own: false, other: false, since: null }, { members: [] }]);
  });
});
