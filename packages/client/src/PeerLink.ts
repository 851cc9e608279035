import type { IceServer, MediaKinds } from '@frontdesk/protocol';
import type Peer from 'simple-peer/simplepeer.min.js';
import { briskly } from './media/briskly.js';
import { linkConnectionOf } from './media/LinkConnection.js';
import type { LinkSignal } from './media/signals.js';
import type { Slot, SlotLimit, SlotTracks } from './media/slots.js';

/** How a link is doing. `interrupted` may heal by itself; `failed` and `closed` are the end of it. */
export type LinkState = 'connecting' | 'connected' | 'interrupted' | 'failed' | 'closed';

/** One attempt to carry media between two endpoints: made once, ended once, never made anew. */
export interface Link {
  /** Takes signals of this link's epoch, in their order. */
  signal(signals: readonly LinkSignal[]): void;
  /** Sends another track, or none, in this slot from now on: no negotiation, the other side only sees the change. */
  send(slot: Slot, track: MediaStreamTrack | null): void;
  /** What this slot may use at most from now on; what is left out is not limited. */
  limit(slot: Slot, limit: SlotLimit): void;
  /**
   * Sends no pictures while the path is dead. Else up to 2 s of them wait for it, and the other side's browser, which
   * sees them late, shows what comes after them late too; and it asks for a whole one each 3 s only. Held ones begin whole.
   */
  hold(isHeld: boolean): void;
  /** Looks for another path, without an end of what flows; false if that cannot be now. The initiator's only. */
  restart(): boolean;
  /** The initiator's offer that waits for its answer: the link's first or a later one; null if none does. */
  readonly openOffer: 'first' | 'later' | null;
  /** Says the open offer again, with all candidates so far; false if there is none. */
  repeat(): boolean;
  /** Servers and credentials for paths that are looked for from now on. */
  configure(ice: Pick<LinkOptions, 'iceServers' | 'icePolicy'>): void;
  /** The browser's own report of what flows; null once the link has ended. */
  getStats(): Promise<RTCStatsReport | null>;
  close(): void;
}

export interface LinkOptions {
  readonly initiator: boolean;
  readonly iceServers: readonly IceServer[];
  readonly icePolicy: 'all' | 'relay';
  /** What this side may send at all; a forbidden kind gets no sender. */
  readonly allowed: MediaKinds;
  readonly tracks: SlotTracks;
  readonly onSignal: (signal: LinkSignal) => void;
  readonly onState: (state: LinkState) => void;
  readonly onTrack: (track: MediaStreamTrack, slot: Slot) => void;
  /** Offer and answer are both in place: nothing of the negotiation is left for the page to do. */
  readonly onAgreed: () => void;
}

export type MakeLink = (options: LinkOptions) => Link;

let loaded: typeof Peer | null = null;

/** Loads what a link needs. Called when a call begins to ring, so that the first page does without (28 kB). */
export async function loadPeer(): Promise<typeof Peer> {
  loaded ??= (await import('simple-peer/simplepeer.min.js')).default;
  return loaded;
}

/**
 * A link over simple-peer, which no other file knows.
 *
 * simple-peer destroys itself at the first thing it does not like, so signals come in checked, and its errors are only
 * the end of this link, never of the call. Each slot has a sender from the start, empty until a track is there.
 */
export class PeerLink implements Link {
  readonly #options: LinkOptions;
  readonly #tracks: Record<Slot, MediaStreamTrack | null>;
  readonly #limits = new Map<Slot, SlotLimit>();
  #early: LinkSignal[] = [];
  #peer: Peer | null = null;
  #connection: ReturnType<typeof linkConnectionOf>['connection'] | null = null;
  #state: LinkState = 'connecting';
  #isAgreed = false;
  #isOffering: boolean;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#isOffering = options.initiator;
    this.#tracks = { ...options.tracks };
    // At once where it can be: START's listeners after us draw a screen, and the offer must not wait for that.
    if (loaded) this.#begin(loaded);
    else {
      loadPeer().then(
        (NewPeer) => this.#begin(NewPeer),
        () => this.#enter('failed'),
      );
    }
  }

  signal(signals: readonly LinkSignal[]): void {
    if (this.#isOver()) return;
    if (!this.#peer) {
      this.#early.push(...signals);
      return;
    }
    for (const signal of signals) {
      try {
        if (this.#isTimely(signal))
          this.#peer.signal('sdp' in signal ? { ...signal, sdp: briskly(signal.sdp) } : signal);
      } catch {
        // A candidate that this browser cannot read: others will do.
      }
    }
  }

  send(slot: Slot, track: MediaStreamTrack | null): void {
    this.#tracks[slot] = track;
    this.#connection?.send(slot, track);
  }

  limit(slot: Slot, limit: SlotLimit): void {
    this.#limits.set(slot, limit);
    if (this.#isAgreed) this.#connection?.limit(slot, limit);
  }

  hold(isHeld: boolean): void {
    this.#connection?.hold(isHeld);
  }

  restart(): boolean {
    if (!this.#peer || !this.#options.initiator || this.#isOver() || !this.#connection?.restart()) return false;
    this.#isOffering = true;
    this.#peer.negotiate();
    return true;
  }

  get openOffer(): 'first' | 'later' | null {
    if (!this.#isOffering || this.#isOver()) return null;
    return this.#isAgreed ? 'later' : 'first';
  }

  repeat(): boolean {
    if (this.openOffer === null) return false;
    const offer = this.#connection?.openOffer() ?? null;
    // One that is not written yet will go out by itself.
    if (offer) this.#options.onSignal(offer);
    return true;
  }

  configure({ iceServers, icePolicy }: Pick<LinkOptions, 'iceServers' | 'icePolicy'>): void {
    const servers = iceServers.map(({ urls, ...server }) => ({
      ...server,
      urls: typeof urls === 'string' ? urls : [...urls],
    }));
    this.#connection?.configure({ iceServers: servers, iceTransportPolicy: icePolicy });
  }

  async getStats(): Promise<RTCStatsReport | null> {
    return this.#isOver() ? null : ((await this.#connection?.getStats()) ?? null);
  }

  close(): void {
    this.#enter('closed');
  }

  #begin(NewPeer: typeof Peer): void {
    if (this.#isOver()) return;
    const { initiator, iceServers, icePolicy, allowed } = this.#options;
    const made = linkConnectionOf({
      initiator,
      allowed,
      tracks: this.#tracks,
      onTrack: this.#options.onTrack,
      onAgreed: () => this.#agreed(),
      onState: (state) => this.#follow(state),
    });
    const peer = new NewPeer({
      initiator,
      trickle: true,
      config: { iceServers, iceTransportPolicy: icePolicy },
      wrtc: made.wrtc,
    });
    this.#connection = made.connection;
    this.#peer = peer;
    peer.on('signal', (signal) => this.#options.onSignal(signal as LinkSignal));
    peer.on('error', () => this.#enter('failed'));
    peer.on('close', () => this.#enter('closed'));
    // A duplex stream that nobody reads keeps what came; nothing is expected over the data channel.
    peer.resume();
    this.signal(this.#early.splice(0));
  }

  /** The answering side has its senders only now; so limits wait until here. */
  #agreed(): void {
    this.#isAgreed = true;
    this.#isOffering = false;
    for (const [slot, limit] of this.#limits) this.#connection?.limit(slot, limit);
    this.#options.onAgreed();
  }

  /** An answer to no offer, or an offer in the middle of another, would destroy the peer. */
  #isTimely(signal: LinkSignal): boolean {
    const { initiator } = this.#options;
    if (signal.type === 'candidate') return true;
    return this.#connection?.mayTake(signal.type) === true && (signal.type === 'answer') === initiator;
  }

  #follow(state: RTCPeerConnectionState): void {
    if (state === 'connected') this.#enter('connected');
    if (state === 'disconnected') this.#enter('interrupted');
    if (state === 'failed') this.#enter('failed');
  }

  #enter(state: LinkState): void {
    if (this.#isOver() || state === this.#state) return;
    this.#state = state;
    if (this.#isOver()) this.#peer?.destroy();
    this.#options.onState(state);
  }

  #isOver(): boolean {
    return this.#state === 'failed' || this.#state === 'closed';
  }
}
