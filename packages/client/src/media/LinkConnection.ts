import type { MediaKinds } from '@frontdesk/protocol';
import type { DeviceKind } from './deviceProblem.js';

/** What this side sends, by kind; null where there is nothing (yet). */
export type LocalTracks = Readonly<Record<DeviceKind, MediaStreamTrack | null>>;

/** The browser's connection under a link, as far as a link needs it. */
export interface LinkConnection {
  send(kind: DeviceKind, track: MediaStreamTrack | null): void;
  getStats(): Promise<RTCStatsReport>;
  /** Whether a description of this type fits the state of the negotiation. */
  mayTake(type: 'offer' | 'answer'): boolean;
}

export interface LinkConnectionOptions {
  readonly initiator: boolean;
  readonly allowed: MediaKinds;
  readonly tracks: LocalTracks;
  readonly onTrack: (track: MediaStreamTrack) => void;
  readonly onState: (state: RTCPeerConnectionState) => void;
  readonly onAgreed: () => void;
}

const KINDS = ['audio', 'video'] as const;

/**
 * An `RTCPeerConnection` whose senders are there from the start, for simple-peer's `wrtc` option.
 *
 * simple-peer makes a sender only of a track. With empty ones no camera has to be open, and nothing is drawn or
 * encoded to fill in: mute, camera off and on, and a change of device are `replaceTrack`. The initiator adds its
 * senders before the first offer. The other side takes those that the offer brings, before the answer is made.
 */
export function linkConnectionOf(options: LinkConnectionOptions) {
  const stream = new MediaStream();
  const senders: Partial<Record<DeviceKind, RTCRtpSender>> = {};
  const tracks = { ...options.tracks };
  let made: RTCPeerConnection | null = null;

  const adopt = (transceiver: RTCRtpTransceiver): void => {
    const kind = transceiver.receiver.track.kind === 'audio' ? 'audio' : 'video';
    if (!options.allowed[kind] || senders[kind]) return;
    senders[kind] = transceiver.sender;
    transceiver.direction = 'sendrecv';
    // What belongs to one stream is played in step. Old browsers lack it: then each plays as it comes.
    transceiver.sender.setStreams?.(stream);
    void transceiver.sender.replaceTrack(tracks[kind]);
  };

  class Connection extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made = this;
      this.addEventListener('connectionstatechange', () => options.onState(this.connectionState));
      this.addEventListener('track', (event) => options.onTrack(event.track));
      if (!options.initiator) return;
      for (const kind of KINDS) {
        const direction = options.allowed[kind] ? 'sendrecv' : 'recvonly';
        const track = options.allowed[kind] ? tracks[kind] : null;
        const { sender } = this.addTransceiver(track ?? kind, { direction, streams: [stream] });
        if (options.allowed[kind]) senders[kind] = sender;
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
    send: (kind, track) => {
      tracks[kind] = track;
      // Refused only by a connection that is closed: then there is nothing to send to.
      senders[kind]?.replaceTrack(track).catch(() => undefined);
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
