import { type MediaKinds, mediaAllowed, mediaAtStart, type NewsMap, type StartNews } from '@frontdesk/protocol';
import { BLUR } from '../effects/blur.js';
import { NOISE } from '../effects/noise.js';
import { SentMedia } from '../effects/SentMedia.js';
import { browserKeep } from '../Keep.js';
import { loadPeer, type MakeLink, PeerLink } from '../PeerLink.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView, MediaView, SendingKinds } from '../views.js';
import type { IceConfig } from './CallLinkPorts.js';
import type { Devices } from './Devices.js';
import type { DeviceKind } from './deviceProblem.js';
import { EarlySessions } from './EarlySessions.js';
import { LocalMedia, type MediaResult } from './LocalMedia.js';
import { type CallParties, MediaSession, type MediaSessionPorts, type StartedView } from './MediaSession.js';
import { SharedScreen } from './SharedScreen.js';
import type { Slot, SlotLimit } from './slots.js';

/**
 * When a caller's own devices open: with the click that calls, so that one sees oneself while it rings; or when it rings,
 * for calls that may wait in line for long.
 */
export type OpensAt = 'dialing' | 'ringing';

export interface CallMediaPorts
  extends Omit<MediaSessionPorts, 'local' | 'tracks' | 'sending' | 'onChange' | 'makeLink'> {
  readonly devices: Pick<Devices, 'open' | 'choose'>;
  readonly makeLink?: MakeLink;
  /** `dialing` if left out. */
  readonly opensAt?: OpensAt;
  /** What is open of one's own has changed. */
  readonly onOpen?: (kind: DeviceKind, track: MediaStreamTrack | null) => void;
}

const NOTHING: SendingKinds = { audio: false, video: false, screen: false };

const NO_MEDIA: MediaView = {
  link: 'none',
  isAgreed: false,
  local: null,
  remote: null,
  remoteScreen: null,
  sending: NOTHING,
  receiving: NOTHING,
  allowed: { audio: true, video: true },
  problems: { audio: null, video: null },
  isOpening: false,
};

/** The media of the present call: follows what the page shows of it, from the dialing or the answer to the end. */
export class CallMedia {
  readonly view: Store<MediaView>;
  readonly #view = new WritableStore<MediaView>(NO_MEDIA);
  /** What is made of one's own picture and sound before it is sent. */
  readonly effects: SentMedia;
  readonly #ports: CallMediaPorts;
  readonly #local: LocalMedia;
  readonly #screen: SharedScreen;
  readonly #early: EarlySessions;
  #session: MediaSession | null = null;
  /** START's way to the other side, if it came before the call was shown as started. */
  #grant: { readonly callId: string; readonly ice: IceConfig } | null = null;
  #isOpen = false;
  /** This page has shown the call before it rang: none of its links can be older than the page. */
  #isFromBefore = false;
  #isLineUp = false;

  constructor(ports: CallMediaPorts) {
    this.#ports = ports;
    this.view = this.#view;
    this.#local = new LocalMedia({
      devices: ports.devices,
      onTrack: (kind, track) => {
        this.effects.put(kind, track);
        ports.onOpen?.(kind, track);
      },
    });
    this.effects = new SentMedia({
      effects: { blur: BLUR, noise: NOISE },
      clock: ports.clock,
      keep: browserKeep(),
      onTrack: (kind, track) => {
        this.#session?.sendTrack(kind, track);
        this.#view.patch({ local: this.effects.stream });
        this.#session?.say();
      },
      isHidden: () => document.visibilityState === 'hidden',
    });
    this.#screen = new SharedScreen((slot, track) => this.#session?.sendTrack(slot, track));
    this.#early = new EarlySessions({
      send: ports.send,
      makeSession: (parties, isResumed) => this.#makeSession(parties, isResumed, true),
    });
    this.#local.view.subscribe(() => this.#show());
  }

  /** The microphone's own track, before any effect; null while none is open. */
  get microphone(): MediaStreamTrack | null {
    return this.#local.tracks.audio;
  }

  /** Someone is called: what the person asked for opens now, or when it rings. */
  dial(kinds: MediaKinds): void {
    if (this.#ports.opensAt === 'ringing') this.#isFromBefore = true;
    else this.open(kinds);
  }

  /** Opens what the person asked for: at the dialing, or with the click that accepts, before any answer. */
  open(kinds: MediaKinds): void {
    this.#isOpen = true;
    this.#isFromBefore = true;
    void this.#local.open(kinds);
  }

  /** What the page shows of the call has changed. */
  follow(view: CallView): void {
    switch (view.state) {
      case 'dialing':
      case 'resuming':
        prefetch();
        return;
      case 'outgoing':
        prefetch();
        this.#followOutgoing(view);
        return;
      case 'incoming':
        this.#early.ring(view.call, 'callee');
        if (!view.answering) this.#closeLocal();
        return;
      case 'started':
        if (this.#session?.callId !== view.call.callId) this.#begin(view);
        this.#session?.setReachable(view.reachable);
        return;
      case 'idle':
      case 'ended':
        this.#close();
    }
  }

  started(news: StartNews): void {
    const ice = { iceServers: news.iceServers, icePolicy: news.icePolicy };
    if (this.#session?.callId === news.call.callId) this.#session.start(ice);
    else this.#grant = { callId: news.call.callId, ice };
  }

  hear(news: NewsMap['call:signal']): void {
    this.#session?.hear(news);
    this.#early.hear(news);
  }

  /** A page of the callee rings. */
  alerted(news: NewsMap['call:alert']): void {
    this.#early.alerted(news);
  }

  /** This machine has another network; `isGone`: and no more the one before. */
  networkChanged(isGone: boolean): void {
    this.#session?.networkChanged(isGone);
  }

  setLine(isUp: boolean): void {
    this.#isLineUp = isUp;
    this.#session?.setLine(isUp);
    this.#early.setLine(isUp);
  }

  setMuted(isMuted: boolean): Promise<MediaResult> {
    return this.#isOpen ? this.#local.setMuted(isMuted) : NO_CALL;
  }

  setVideo(on: boolean): Promise<MediaResult> {
    return this.#isOpen ? this.#local.setVideo(on) : NO_CALL;
  }

  /** Changes to this device if one of its kind is open; it is preferred from then on, unless it cannot be opened. */
  async use(kind: DeviceKind, deviceId: string): Promise<MediaResult> {
    const isOpen = this.#local.tracks[kind] !== null;
    const result: MediaResult = isOpen ? await this.#local.change(kind, deviceId) : { ok: true };
    if (result.ok) this.#ports.devices.choose(kind, deviceId);
    return result;
  }

  /** Shares this screen, with its sound if there is any, or no more. Who opened the stream ends it. */
  sendScreen(stream: MediaStream | null): void {
    const isAllowed = this.#session !== null && this.#view.get().allowed.video;
    this.#screen.set(isAllowed ? stream : null);
    this.#show();
  }

  /** What this slot may use at most until the call ends; what is left out is not limited. */
  limit(slot: Slot, limit: SlotLimit): void {
    this.#session?.limit(slot, limit);
  }

  /** Opens what the call should have of this kind anew. */
  reopen(kind: DeviceKind): Promise<MediaResult> {
    return this.#isOpen ? this.#local.reopen(kind) : NO_CALL;
  }

  /** Tells the other page of a started call something; lost without a line, or if it is away. */
  tell(data: object): void {
    this.#session?.tell(data);
  }

  getStats(): Promise<RTCStatsReport | null> {
    return this.#session?.getStats() ?? Promise.resolve(null);
  }

  #begin(view: StartedView): void {
    const isResumed = !this.#isOpen;
    const { flags, callId } = view.call;
    this.#session?.close();
    this.#local.allow(mediaAllowed(flags, view.side));
    if (isResumed) {
      const before = this.#ports.memory.read(callId);
      const kinds = mediaAtStart(flags, view.side);
      this.#isOpen = true;
      void this.#local.open({ audio: kinds.audio, video: before?.video ?? kinds.video }, before?.muted ?? false);
    }
    const parties = { call: view.call, side: view.side, peer: view.other.endpointId ?? '' };
    this.#session = this.#early.take(callId, parties.peer) ?? this.#makeSession(parties, isResumed, false);
    this.#session.goLive(this.#isLineUp);
    if (this.#grant?.callId === callId) this.#session.start(this.#grant.ice);
    else if (isResumed && this.#isLineUp) this.#session.start(null);
    this.#grant = null;
  }

  #makeSession(parties: CallParties, isResumed: boolean, isEarly: boolean): MediaSession {
    return new MediaSession(parties, isResumed, isEarly, {
      ...this.#ports,
      local: this.#local,
      tracks: () => ({ ...this.effects.tracks, ...this.#screen.tracks }),
      sending: () => this.#sent(),
      makeLink: this.#ports.makeLink ?? ((options) => new PeerLink(options)),
      onChange: (fields) => this.#view.patch(fields),
    });
  }

  #followOutgoing({ call }: Extract<CallView, { state: 'outgoing' }>): void {
    const isRinging = call.state === 'ringing';
    const isReloaded = !this.#isFromBefore;
    if (!isRinging) this.#isFromBefore = true;
    // Back in line: nobody looks, so the light goes off.
    if (this.#ports.opensAt === 'ringing' && !isRinging) this.#closeLocal();
    // Reloaded while it waits: the picture is there again before anybody answers.
    else if (!this.#isOpen) this.open(mediaAtStart(call.flags, 'caller'));
    // One that waits again, or is decided on, rings nobody: whoever rang may be another next time.
    if (isRinging) this.#early.ring(call, 'caller', isReloaded);
    else this.#early.close();
  }

  #show(): void {
    const local = this.#local.view.get();
    const own = this.effects.stream;
    this.#view.patch({ ...local, local: own, sending: { ...local.sending, screen: this.#screen.isOn } });
    this.#session?.say();
  }

  /** As the other side gets it: nothing of a kind whose effect only begins. */
  #sent(): SendingKinds {
    const { audio, video, screen } = this.#view.get().sending;
    const { tracks } = this.effects;
    return { audio: audio && tracks.audio !== null, video: video && tracks.video !== null, screen };
  }

  #close(): void {
    this.#early.close();
    this.#session?.close();
    this.#session = null;
    this.#isFromBefore = false;
    this.#screen.set(null);
    this.#closeLocal();
    this.#view.set(NO_MEDIA);
  }

  #closeLocal(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#local.close();
  }
}

const NO_CALL: Promise<MediaResult> = Promise.resolve({ ok: true });

/** What a link needs is fetched while it rings; if that fails now, the link itself tries again. */
function prefetch(): void {
  loadPeer().catch(() => undefined);
}
