import type { HoldView, MediaView, MemberMedia, RoomView, SideCallView } from '@frontdesk/client';
import type { PartySnapshot } from '@frontdesk/protocol';

/** Somebody else in the call, as a tile shows them. */
export interface Face {
  /** The same as long as it is the same page, wherever it stands. */
  readonly key: string;
  readonly userId: string;
  readonly name: string;
  readonly isMain: boolean;
  readonly stream: MediaStream | null;
  readonly hasPicture: boolean;
  /** What there is to say of them: `held` by this page, `away` because they hold. */
  readonly state: 'held' | 'away' | 'connecting' | 'muted' | null;
}

interface Seen {
  readonly other: PartySnapshot;
  readonly media: MediaView;
  readonly room: RoomView;
  readonly side: SideCallView;
  readonly hold: HoldView;
}

/**
 * The others in the order in which they came, so that nobody changes places when somebody speaks, comes or takes over;
 * then a colleague to whom one talks apart.
 *
 * The main one has its own media view: while a call goes over, that holds the picture of who left until the next is there.
 */
export function facesOf({ other, media, room, side, hold }: Seen): readonly [Face, ...Face[]] {
  const main = (key: string): Face =>
    faceOf({ ...other, key, isMain: true }, media, hold.own ? 'held' : hold.other ? 'away' : null);
  const [first = main(other.endpointId ?? ''), ...rest] = room.members.map((member): Face => {
    if (member.isMain) return main(member.endpointId);
    const { userId, name, endpointId: key, isOnHold } = member;
    return faceOf({ userId, name, key, isMain: false }, member.media, hold.own ? 'held' : isOnHold ? 'away' : null);
  });
  const aside = asideOf(side);
  return [first, ...rest, ...(aside ? [faceOf({ ...aside.other, ...aside }, aside.media, null)] : [])];
}

/** The colleague to whom one talks apart; null without one. */
export function asideOf(side: SideCallView) {
  if (side?.state !== 'started' || side.as !== 'aside' || !side.media) return null;
  return { other: side.other, media: side.media, key: side.other.endpointId ?? '', isMain: false };
}

function faceOf(
  { userId, name, key, isMain }: Pick<Face, 'userId' | 'name' | 'key' | 'isMain'>,
  { link, remote, receiving }: MemberMedia,
  held: 'held' | 'away' | null,
): Face {
  const hasPicture = receiving.video && remote !== null && link !== 'none' && held === null;
  const isUp = link === 'connected' || link === 'unsteady';
  const state = held ?? (isUp ? (receiving.audio ? null : 'muted') : 'connecting');
  return { key, userId, name, isMain, stream: remote, hasPicture, state };
}

/** Whose shared screen stands large: of several the main one's. */
export function screenIn({
  other,
  media,
  room,
  side,
}: Seen): { readonly name: string; readonly stream: MediaStream } | null {
  if (media.link !== 'none' && media.remoteScreen) return { name: other.name, stream: media.remoteScreen };
  const aside = asideOf(side);
  const others = room.members.filter(({ isMain }) => !isMain).map(({ name, media: seen }) => ({ name, seen }));
  for (const { name, seen } of [...others, ...(aside ? [{ name: aside.other.name, seen: aside.media }] : [])]) {
    if (seen.remoteScreen) return { name, stream: seen.remoteScreen };
  }
  return null;
}
