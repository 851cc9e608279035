import type { MediaKinds } from '@frontdesk/protocol';
import { kindOf, maySend, SLOTS, type Slot, type SlotLimit, type SlotTracks, slotsOf } from './slots.js';

/** The browser's connection under a link, as far as a link needs it. */
export interface LinkConnection {
  send(slot: Slot, track: MediaStreamTrack | null): void;
  limit(slot: Slot, limit: SlotLimit): void;
  getStats(): Promise<RTCStatsReport>;
  /** Whether a description of this type fits the state of the negotiation. */
  mayTake(type: 'offer' | 'answer'): boolean;
}

export interface LinkConnectionOptions {
  readonly initiator: boolean;
  readonly allowed: MediaKinds;
  readonly tracks: SlotTracks;
  readonly onTrack: (track: MediaStreamTrack, slot: Slot) => void;
  readonly onState: (state: RTCPeerConnectionState) => void;
  readonly onAgreed: () => void;
}

/**
 * An `RTCPeerConnection` whose senders are there from the start, for simple-peer's `wrtc` option.
 *
 * simple-peer makes a sender only of a track. With empty ones no camera has to be open, and nothing is drawn or
 * encoded to fill in: mute, camera off and on, a change of device and a shared screen are `replaceTrack`. The initiator
 * adds its senders before the first offer. The other side takes those that the offer brings, before the answer is made.
 */
export function linkConnectionOf(options: LinkConnectionOptions) {
  // What belongs to one stream is played in step.
  const person = new MediaStream();
  const screen = new MediaStream();
  const streamOf = (slot: Slot): MediaStream => (slot === 'audio' || slot === 'video' ? person : screen);
  const senders: Partial<Record<Slot, RTCRtpSender>> = {};
  const limiting: Partial<Record<Slot, Promise<void>>> = {};
  const tracks = { ...options.tracks };
  let made: RTCPeerConnection | null = null;

  const slotOf = (transceiver: RTCRtpTransceiver): Slot | null => {
    const all = made?.getTransceivers() ?? [];
    return slotsOf(all.map(({ receiver }) => receiver.track.kind))[all.indexOf(transceiver)] ?? null;
  };

  const adopt = (transceiver: RTCRtpTransceiver): void => {
    const slot = slotOf(transceiver);
    if (!slot || !maySend(slot, options.allowed) || senders[slot]) return;
    senders[slot] = transceiver.sender;
    transceiver.direction = 'sendrecv';
    // Old browsers lack it: then each plays as it comes.
    transceiver.sender.setStreams?.(streamOf(slot));
    void transceiver.sender.replaceTrack(tracks[slot]);
  };

  class Connection extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made = this;
      this.addEventListener('connectionstatechange', () => options.onState(this.connectionState));
      this.addEventListener('track', ({ track, transceiver }) => {
        const slot = slotOf(transceiver);
        if (slot) options.onTrack(track, slot);
      });
      if (!options.initiator) return;
      for (const slot of SLOTS) {
        const isAllowed = maySend(slot, options.allowed);
        const direction = isAllowed ? 'sendrecv' : 'recvonly';
        const track = isAllowed ? tracks[slot] : null;
        const { sender } = this.addTransceiver(track ?? kindOf(slot), { direction, streams: [streamOf(slot)] });
        if (isAllowed) senders[slot] = sender;
      }
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      await super.setRemoteDescription(description);
      if (description.type === 'offer') this.getTransceivers().forEach(adopt);
      else options.onAgreed();
    }

    override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      await super.setLocalDescription(description);
      if (description?.type === 'answer') options.onAgreed();
    }
  }

  const connection: LinkConnection = {
    send: (slot, track) => {
      tracks[slot] = track;
      // Refused only by a connection that is closed: then there is nothing to send to.
      senders[slot]?.replaceTrack(track).catch(() => undefined);
    },
    limit: (slot, limit) => {
      const sender = senders[slot];
      if (!sender) return;
      // One after the other: parameters that are set must be those that were read last.
      limiting[slot] = (limiting[slot] ?? Promise.resolve()).then(() => applyLimit(sender, limit));
    },
    getStats: () => made?.getStats() ?? Promise.reject(new Error('no connection')),
    mayTake: (type) => made?.signalingState === (type === 'offer' ? 'stable' : 'have-local-offer'),
  };
  const wrtc = {
    RTCPeerConnection: Connection,
    RTCSessionDescription: globalThis.RTCSessionDescription,
    RTCIceCandidate: globalThis.RTCIceCandidate,
  };
  return { connection, wrtc };
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
