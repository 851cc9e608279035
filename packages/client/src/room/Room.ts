import type { RoomMember, RoomPurpose } from '@frontdesk/protocol';
import type { ChatView } from '../chat/chatViews.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView } from '../views.js';
import { holdersIn, holdOf } from './holdOf.js';
import type { Membership } from './linksOf.js';
import {
  type HoldView,
  type MemberMedia,
  type MemberView,
  NO_HOLD,
  NOBODY,
  type RoomView,
  type SideCallView,
} from './roomViews.js';
import { sideViewOf } from './sideView.js';

export interface RoomPorts {
  readonly call: Store<CallView>;
  readonly side: Store<CallView>;
  readonly chat: Store<ChatView>;
  /** Tell of each change of what is seen of the pages of the room. */
  readonly seenChanges: readonly Store<unknown>[];
  /** What is seen of a page; null without a link to it. */
  readonly seen: (endpointId: string) => MemberMedia | null;
  /** With whom nothing is exchanged from now on; `isAtAll`: with anybody. */
  readonly hush: (isHushed: (endpointId: string) => boolean, isAtAll: boolean) => void;
  /** Who takes part, for the conversation. */
  readonly know: (people: readonly RoomMember[]) => void;
}

const NO_MEDIA: MemberMedia = {
  link: 'connecting',
  remote: null,
  remoteScreen: null,
  receiving: { audio: false, video: false, screen: false },
};
const NO_HOLDERS: ReadonlyMap<string, number> = new Map();

/** Who else is in the room, the call that this page has made into it, and who holds. */
export class Room {
  readonly view: Store<RoomView>;
  readonly side: Store<SideCallView>;
  readonly hold: Store<HoldView>;
  readonly #view = new WritableStore<RoomView>(NOBODY);
  readonly #side = new WritableStore<SideCallView>(null);
  readonly #hold = new WritableStore<HoldView>(NO_HOLD);
  readonly #ports: RoomPorts;
  #membership: Membership | null = null;
  #holders = NO_HOLDERS;
  /** The conversation tells who holds. */
  #isKnown = false;
  #asked: RoomPurpose = 'join';

  constructor(ports: RoomPorts) {
    this.#ports = ports;
    this.view = this.#view;
    this.side = this.#side;
    this.hold = this.#hold;
    ports.chat.subscribe(() => this.#followChat());
    for (const store of [ports.call, ports.side, ...ports.seenChanges]) store.subscribe(() => this.#follow());
  }

  /** Who is in it, as the server has said last; null where it has not. */
  get membership(): Membership | null {
    return this.#membership;
  }

  /** What the call that is about to be made is for. */
  asks(purpose: RoomPurpose): void {
    this.#asked = purpose;
  }

  /** Who is in the room. */
  heard(membership: Membership): void {
    this.#membership = membership;
    this.#ports.know(membership.members);
    this.#follow();
  }

  #followChat(): void {
    const { callId, isWhole, entries } = this.#ports.chat.get();
    if (callId === null) this.#isKnown = false;
    // What one has said oneself counts at once; of a page that was loaded anew nothing is known before all is here.
    else if (isWhole || entries.some(({ notice }) => notice === 'hold')) this.#isKnown = true;
    else return;
    this.#holders = holdersIn(entries);
    this.#follow();
  }

  #follow(): void {
    const call = this.#ports.call.get();
    const side = this.#ports.side.get();
    const peer = side.state === 'started' ? side.other.endpointId : null;
    this.#side.set(sideViewOf(side, this.#asked, peer === null ? null : this.#ports.seen(peer)));
    if (call.state !== 'started') {
      if (call.state !== 'resuming') this.#clear();
      return;
    }
    const members = this.#membersOf(call);
    if (!areSame(members, this.#view.get().members)) this.#view.set({ members });
    this.#followHold(call, members);
  }

  #membersOf({ call, side, other }: Extract<CallView, { state: 'started' }>): readonly MemberView[] {
    const self = call[side].endpointId;
    const told = this.#membership?.callId === call.callId ? this.#membership.members : [];
    const others = told.filter(({ endpointId }) => endpointId !== self);
    const main = { ...other, role: other.role ?? 'caller', endpointId: other.endpointId ?? '' };
    const known = others.some(({ endpointId }) => endpointId === main.endpointId);
    return (known ? others : [main]).map((member) => ({
      ...member,
      isMain: member.endpointId === main.endpointId,
      isOnHold: this.#holders.has(member.userId),
      media: this.#ports.seen(member.endpointId) ?? NO_MEDIA,
    }));
  }

  #followHold({ call, side }: Extract<CallView, { state: 'started' }>, members: readonly MemberView[]): void {
    const before = this.#hold.get();
    const others = members.map(({ userId }) => userId);
    const hold = holdOf(this.#holders, { self: call[side].userId, others });
    const isSame = hold.own === before.own && hold.other === before.other && hold.since === before.since;
    if (!this.#isKnown) return;
    const aside = this.#side.get();
    const apart = aside?.state === 'started' && aside.as === 'aside' ? aside.other.endpointId : null;
    const holding = new Set(members.filter(({ isOnHold }) => isOnHold).map(({ endpointId }) => endpointId));
    const isHushed = (endpointId: string): boolean => endpointId !== apart && (hold.own || holding.has(endpointId));
    this.#ports.hush(isHushed, hold.own || holding.size > 0);
    if (!isSame) this.#hold.set(hold);
  }

  #clear(): void {
    this.#membership = null;
    this.#holders = NO_HOLDERS;
    this.#view.set(NOBODY);
    this.#hold.set(NO_HOLD);
  }
}

function areSame(one: readonly MemberView[], two: readonly MemberView[]): boolean {
  const fields = ['endpointId', 'name', 'isMain', 'isOnHold', 'media'] as const;
  return (
    one.length === two.length && one.every((member, at) => fields.every((field) => member[field] === two[at]?.[field]))
  );
}
