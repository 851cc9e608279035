import type { HoldView, MemberMedia, MemberView, RoomView, SideCallView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { ADA, BEN, NOW, snapshot } from './people.js';
import { LOOKS, portrait } from './portraits.js';

export const CARMEN: User = { userId: 'guest-5h2p8v3n', name: 'Carmen Vidal', role: 'agent' };

/** What comes from a colleague, drawn. */
export function colleague(fields: Partial<MemberMedia> = {}): MemberMedia {
  return {
    link: 'connected',
    remote: portrait(LOOKS.carmen, 1280, 720),
    remoteScreen: null,
    receiving: { audio: true, video: true, screen: false },
    ...fields,
  };
}

function member(who: User, media: MemberMedia, fields: Partial<MemberView> = {}): MemberView {
  return { ...who, endpointId: `${who.userId}-page`, isMain: false, isOnHold: false, media, ...fields };
}

/** Ben and a third are in the room; what Ben sends is in the media view. */
export function roomOf(third: User, media: MemberMedia, fields: Partial<MemberView> = {}, first = BEN): RoomView {
  return { members: [member(first, media, { isMain: true }), member(third, media, fields)] };
}

/** One talks to Carmen apart. */
export function aside(media: MemberMedia): SideCallView {
  const call = snapshot(ADA, CARMEN, { callId: 'g', state: 'started', room: { callId: 'c1', as: 'aside' } });
  const other = { ...CARMEN, endpointId: 'carmen-page' };
  return { state: 'started', as: 'aside', call, other, reachable: true, since: NOW - 21_000, media };
}

/** Who holds, for a minute and a half now. */
export function hold(who: 'own' | 'other'): HoldView {
  return { own: who === 'own', other: who === 'other', since: NOW - 94_000 };
}
