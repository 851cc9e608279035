import type { MediaKinds } from '@frontdesk/protocol';
import { SlotSenders, slotOf } from './SlotSenders.js';
import type { Slot, SlotLimit, SlotTracks } from './slots.js';

/** The browser's connection under a link, as far as a link needs it. */
export interface LinkConnection {
  send(slot: Slot, track: MediaStreamTrack | null): void;
  limit(slot: Slot, limit: SlotLimit): void;
  hold(isHeld: boolean): void;
  /** Lets the next offer look for another path; false in the middle of a negotiation. */
  restart(): boolean;
  /** The offer that waits for its answer, with the candidates so far. */
  openOffer(): { readonly type: 'offer'; readonly sdp: string } | null;
  configure(configuration: RTCConfiguration): void;
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
  const senders = new SlotSenders(options.allowed, options.tracks);
  let made: RTCPeerConnection | null = null;
  /** A description is being taken: another one in the meantime would not fit, though the state still says so. */
  let isTaking = false;

  class Connection extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made = this;
      this.addEventListener('connectionstatechange', () => options.onState(this.connectionState));
      this.addEventListener('track', ({ track, transceiver }) => {
        const slot = slotOf(transceiver, this);
        if (slot) options.onTrack(track, slot);
      });
      if (options.initiator) senders.addTo(this);
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      isTaking = true;
      await super.setRemoteDescription(description);
      if (description.type === 'offer') senders.adopt(this);
      else this.#agreed();
    }

    override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      await super.setLocalDescription(description);
      if (description?.type === 'answer') this.#agreed();
    }

    /** One that comes late, or cannot be read, is no reason to end the link. */
    override addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      return super.addIceCandidate(candidate).catch(() => undefined);
    }

    #agreed(): void {
      isTaking = false;
      options.onAgreed();
    }
  }

  const connection: LinkConnection = {
    send: (slot, track) => senders.send(slot, track),
    limit: (slot, limit) => senders.limit(slot, limit),
    hold: (isHeld) => senders.hold(isHeld),
    restart: () => {
      if (made?.signalingState !== 'stable') return false;
      made.restartIce();
      return true;
    },
    openOffer: () => {
      const offer = made?.signalingState === 'have-local-offer' && !isTaking ? made.localDescription : null;
      return offer && { type: 'offer', sdp: offer.sdp };
    },
    // Refused by a connection that is closed.
    configure: (configuration) => {
      if (made && made.signalingState !== 'closed') made.setConfiguration(configuration);
    },
    getStats: () => made?.getStats() ?? Promise.reject(new Error('no connection')),
    mayTake: (type) => !isTaking && made?.signalingState === (type === 'offer' ? 'stable' : 'have-local-offer'),
  };
  const wrtc = {
    RTCPeerConnection: Connection,
    RTCSessionDescription: globalThis.RTCSessionDescription,
    RTCIceCandidate: globalThis.RTCIceCandidate,
  };
  return { connection, wrtc };
}
