import type { MediaKinds } from '@frontdesk/protocol';

/** The places of a link for tracks, in the order of the offer's parts. The last two carry a shared screen. */
export const SLOTS = ['audio', 'video', 'screen', 'screenAudio'] as const;

export type Slot = (typeof SLOTS)[number];

/** What this side sends, by slot; null where there is nothing (yet). */
export type SlotTracks = Readonly<Record<Slot, MediaStreamTrack | null>>;

export const NO_TRACKS: SlotTracks = { audio: null, video: null, screen: null, screenAudio: null };

/** What a sender may use at most; what is left out is not limited. */
export type SlotLimit = Pick<
  RTCRtpEncodingParameters,
  'active' | 'maxBitrate' | 'maxFramerate' | 'scaleResolutionDownBy' | 'priority' | 'networkPriority'
>;

const OF_KIND = { audio: ['audio', 'screenAudio'], video: ['video', 'screen'] } as const;

export function kindOf(slot: Slot): 'audio' | 'video' {
  return slot === 'audio' || slot === 'screenAudio' ? 'audio' : 'video';
}

/**
 * The slots of a connection's transceivers, in their order; null of what is one too many.
 *
 * A slot is a place among its own kind, so a client that offers picture before sound, or no screen, is understood too.
 */
export function slotsOf(kinds: readonly string[]): readonly (Slot | null)[] {
  const seen = { audio: 0, video: 0 };
  return kinds.map((kind) => {
    if (kind !== 'audio' && kind !== 'video') return null;
    seen[kind] += 1;
    return OF_KIND[kind][seen[kind] - 1] ?? null;
  });
}

/** Who may not be seen shares no screen either, and who may not be heard no sound of one. */
export function maySend(slot: Slot, allowed: MediaKinds): boolean {
  return (slot === 'audio' || allowed.video) && (kindOf(slot) === 'video' || allowed.audio);
}
