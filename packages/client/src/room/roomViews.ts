import type { CallSnapshot, EndedBy, PartySnapshot, RoomPurpose, User } from '@frontdesk/protocol';
import type { MediaView } from '../views.js';

/** What comes from another page of the room. */
export type MemberMedia = Pick<MediaView, 'link' | 'remote' | 'remoteScreen' | 'receiving'>;

/** Somebody else who is in the room. */
export interface MemberView extends User {
  readonly endpointId: string;
  /** The other side of the call that the page shows; what comes from them is in the media view too. */
  readonly isMain: boolean;
  /** They hold: nothing goes either way between them and this page. */
  readonly isOnHold: boolean;
  readonly media: MemberMedia;
}

/** Everybody else in the room of the present call, in the order of coming; nobody while there is no call. */
export interface RoomView {
  readonly members: readonly MemberView[];
}

export const NOBODY: RoomView = { members: [] };

/** Who holds in the present call: nothing goes over its links meanwhile, and nobody hears or sees the other. */
export interface HoldView {
  /** This side. */
  readonly own: boolean;
  /** Everybody else in the room, so that there is nobody to talk to. */
  readonly other: boolean;
  /** Since when the first of them does, in epoch ms of this machine; null while nobody holds. */
  readonly since: number | null;
}

export const NO_HOLD: HoldView = { own: false, other: false, since: null };

interface SideBase {
  readonly as: RoomPurpose;
  readonly other: { readonly userId: string; readonly name: string };
}

/** The call that this page has made into the room of its call; null while there is none. */
export type SideCallView =
  | null
  /** The request is on its way. */
  | (SideBase & { readonly state: 'dialing'; readonly since: number })
  /** Asked for and not answered: `call.state` says whether it is decided, waits in line, or rings. */
  | (SideBase & {
      readonly state: 'outgoing';
      readonly call: CallSnapshot;
      readonly other: PartySnapshot;
      readonly reachable: boolean;
      readonly since: number;
      /** The place in line, and words, as a business server said them last. */
      readonly said: { readonly place: number | null; readonly text: string };
    })
  /** The two talk: apart (`as: 'aside'`), or with everybody in the room (`as: 'join'`). */
  | (SideBase & {
      readonly state: 'started';
      readonly call: CallSnapshot;
      readonly other: PartySnapshot;
      readonly reachable: boolean;
      readonly since: number;
      readonly media: MemberMedia | null;
    })
  /** Loaded anew, and the server is asked to take it up again. */
  | (SideBase & { readonly state: 'resuming'; readonly call: CallSnapshot; readonly other: PartySnapshot })
  /** It has ended, for this reason; it stays until it is put away. */
  | (SideBase & {
      readonly state: 'ended';
      readonly code: number;
      readonly endedBy: EndedBy | null;
      readonly text: string;
      /** They have talked. */
      readonly wasStarted: boolean;
    });
