import type { MediaKinds } from '@frontdesk/protocol';
import { kindOf, maySend, SLOTS, type Slot, type SlotLimit, type SlotTracks, slotsOf } from './slots.js';

const PICTURES: readonly Slot[] = ['video', 'screen'];

/** The senders of a connection, one for each slot that may be sent; empty until there is a track. */
export class SlotSenders {
  readonly #allowed: MediaKinds;
  readonly #tracks: Record<Slot, MediaStreamTrack | null>;
  readonly #senders: Partial<Record<Slot, RTCRtpSender>> = {};
  readonly #limits: Partial<Record<Slot, SlotLimit>> = {};
  #isHeld = false;
  readonly #limiting: Partial<Record<Slot, Promise<void>>> = {};
  // What belongs to one stream is played in step.
  readonly #person = new MediaStream();
  readonly #screen = new MediaStream();

  constructor(allowed: MediaKinds, tracks: SlotTracks) {
    this.#allowed = allowed;
    this.#tracks = { ...tracks };
  }

  /** The initiator's: before the first offer. */
  addTo(connection: RTCPeerConnection): void {
    for (const slot of SLOTS) {
      const isAllowed = maySend(slot, this.#allowed);
      const direction = isAllowed ? 'sendrecv' : 'recvonly';
      const track = isAllowed ? this.#tracks[slot] : null;
      const { sender } = connection.addTransceiver(track ?? kindOf(slot), {
        direction,
        streams: [this.#streamOf(slot)],
      });
      if (isAllowed) this.#senders[slot] = sender;
    }
  }

  /** The other side's: those that an offer has brought, before the answer is made. */
  adopt(connection: RTCPeerConnection): void {
    for (const transceiver of connection.getTransceivers()) {
      const slot = slotOf(transceiver, connection);
      if (!slot || !maySend(slot, this.#allowed) || this.#senders[slot]) continue;
      this.#senders[slot] = transceiver.sender;
      transceiver.direction = 'sendrecv';
      // Old browsers lack it: then each plays as it comes.
      transceiver.sender.setStreams?.(this.#streamOf(slot));
      void transceiver.sender.replaceTrack(this.#tracks[slot]);
    }
  }

  send(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#tracks[slot] === track) return;
    this.#tracks[slot] = track;
    // Refused only by a connection that is closed: then there is nothing to send to.
    this.#senders[slot]?.replaceTrack(track).catch(() => undefined);
  }

  limit(slot: Slot, limit: SlotLimit): void {
    this.#limits[slot] = limit;
    const sender = this.#senders[slot];
    if (!sender) return;
    const held = this.#isHeld && PICTURES.includes(slot) ? { ...limit, active: false } : limit;
    // One after the other: parameters that are set must be those that were read last.
    this.#limiting[slot] = (this.#limiting[slot] ?? Promise.resolve()).then(() => applyLimit(sender, held));
  }

  /** Sends no pictures for now; not without a voice, since then nothing would flow that tells when they may go on. */
  hold(isHeld: boolean): void {
    const isNext = isHeld && this.#tracks.audio !== null;
    if (isNext === this.#isHeld) return;
    this.#isHeld = isNext;
    for (const slot of PICTURES) this.limit(slot, this.#limits[slot] ?? {});
  }

  #streamOf(slot: Slot): MediaStream {
    return slot === 'audio' || slot === 'video' ? this.#person : this.#screen;
  }
}

/** Which slot a transceiver is of: its place among those of its kind. */
export function slotOf(transceiver: RTCRtpTransceiver, connection: RTCPeerConnection): Slot | null {
  const all = connection.getTransceivers();
  return slotsOf(all.map(({ receiver }) => receiver.track.kind))[all.indexOf(transceiver)] ?? null;
}

/** A sender that cannot be limited (it has ended, or the browser does not know how) goes on as it is. */
async function applyLimit(sender: RTCRtpSender, limit: SlotLimit): Promise<void> {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings ?? []) {
    for (const name of ['maxBitrate', 'maxFramerate', 'scaleResolutionDownBy'] as const) delete encoding[name];
    Object.assign(encoding, { active: true }, limit);
  }
  await sender.setParameters(parameters).catch(() => undefined);
}
