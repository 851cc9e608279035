import { type MediaKinds, mediaAllowed, mediaAtStart, type NewsMap, type StartNews } from '@frontdesk/protocol';
import type { SentMedia } from '../effects/SentMedia.js';
import { loadPeer, type MakeLink, PeerLink } from '../PeerLink.js';
import { linksOf, type Membership, type StartedView } from '../room/linksOf.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView, MediaView, SendingKinds } from '../views.js';
import type { IceConfig } from './CallLinkPorts.js';
import type { CallMemory } from './CallMemory.js';
import type { DeviceKind } from './deviceProblem.js';
import { EarlySessions } from './EarlySessions.js';
import { Links } from './Links.js';
import type { MediaResult } from './LocalMedia.js';
import { type CallParties, MediaSession, type MediaSessionPorts, type SessionView } from './MediaSession.js';
import { OwnMedia, type OwnMediaPorts } from './OwnMedia.js';
import type { Slot, SlotLimit } from './slots.js';

/**
 * When a caller's own devices open: with the click that calls, so that one sees oneself while it rings; or when it rings,
 * for calls that may wait in line for long.
 */
export type OpensAt = 'dialing' | 'ringing';

export interface CallMediaPorts
  extends Omit<
      MediaSessionPorts,
      'local' | 'tracks' | 'sending' | 'onChange' | 'makeLink' | 'epoch' | 'remember' | 'onGivenUp'
    >,
    Pick<OwnMediaPorts, 'devices' | 'onOpen'> {
  readonly memory: CallMemory;
  readonly makeLink?: MakeLink;
  /** `dialing` if left out. */
  readonly opensAt?: OpensAt;
  /** The endpoint of this page; null before it has one. */
  readonly endpointId: () => string | null;
  /** No path was found to the other side of the call. */
  readonly onGivenUp: () => void;
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
  /** Grows with each change of what is seen of those beside the main one. */
  readonly beside: Store<number>;
  readonly #beside = new WritableStore(0);
  readonly #ports: CallMediaPorts;
  readonly #own: OwnMedia;
  readonly #links: Links;
  readonly #early: EarlySessions;
  readonly #earlySide: EarlySessions;
  #main: StartedView | null = null;
  #side: StartedView | null = null;
  #membership: Membership | null = null;
  #callId: string | null = null;
  /** The page was loaded anew in this call. */
  #isResumed = false;
  /** START's way to the other side, by call, if it came before the call was shown as started. */
  readonly #grants = new Map<string, IceConfig>();
  #isHushed: (peer: string) => boolean = () => false;
  #isHushedAtAll = false;
  /** This page has shown the call before it rang: none of its links can be older than the page. */
  #isFromBefore = false;
  #isLineUp = false;

  constructor(ports: CallMediaPorts) {
    this.#ports = ports;
    this.view = this.#view;
    this.beside = this.#beside;
    this.#own = new OwnMedia({
      ...ports,
      onTrack: (slot, track) => {
        for (const session of this.#links.all) session.sendTrack(slot, track);
      },
      onChange: () => this.#show(),
    });
    this.#links = new Links({
      clock: ports.clock,
      make: (parties, isMain) => this.#begin(parties, isMain),
      onMain: (fields) => this.#view.patch(fields),
      onBeside: () => this.#beside.set(this.#beside.get() + 1),
    });
    const early = (): EarlySessions =>
      new EarlySessions({
        send: ports.send,
        makeSession: (parties, isResumed) => this.#makeSession(parties, { isResumed, isEarly: true, isMain: true }),
      });
    this.#early = early();
    this.#earlySide = early();
  }

  /** What is made of one's own picture and sound before it is sent. */
  get effects(): SentMedia {
    return this.#own.effects;
  }

  /** The microphone's own track, before any effect; null while none is open. */
  get microphone(): MediaStreamTrack | null {
    return this.#own.local.tracks.audio;
  }

  /** Whether nothing goes to the other side of the call, because one of the two holds. */
  get isHushed(): boolean {
    return this.#isHushed(this.#main?.other.endpointId ?? '');
  }

  /** What is seen of another page of the room; null without a link to it. */
  seen(peer: string): SessionView | null {
    return this.#links.seen(peer);
  }

  /** Someone is called: what the person asked for opens now, or when it rings. */
  dial(kinds: MediaKinds): void {
    if (this.#ports.opensAt === 'ringing') this.#isFromBefore = true;
    else this.open(kinds);
  }

  /** Opens what the person asked for: at the dialing, or with the click that accepts, before any answer. */
  open(kinds: MediaKinds): void {
    this.#isFromBefore = true;
    this.#own.open(kinds);
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
        if (!view.answering) this.#own.close();
        return;
      case 'started':
        if (this.#main?.call.callId !== view.call.callId) this.#start(view);
        this.#main = view;
        this.#followRoom();
        this.#links.main?.setReachable(view.reachable);
        return;
      case 'idle':
      case 'ended':
        this.#close();
    }
  }

  /** And of the one that it has made into its room. */
  followSide(view: CallView): void {
    if (view.state === 'outgoing' && view.call.state === 'ringing' && view.call.room?.as !== 'transfer') {
      this.#earlySide.ring(view.call, 'caller', this.#isResumed);
    } else if (view.state !== 'started') this.#earlySide.close();
    const side = view.state === 'started' ? view : null;
    if (side === this.#side) return;
    this.#side = side;
    this.#followRoom();
    if (side?.other.endpointId) this.#links.setReachable(side.other.endpointId, side.reachable);
  }

  /** Who is in the room. */
  followMembers(membership: Membership | null): void {
    this.#membership = membership;
    this.#followRoom();
  }

  /** With whom nothing is exchanged, because one of the two holds. */
  hush(isHushed: (peer: string) => boolean, isAtAll: boolean): void {
    this.#isHushed = isHushed;
    this.#isHushedAtAll = isAtAll;
    this.#links.hush(isHushed);
  }

  started(news: StartNews): void {
    const ice = { iceServers: news.iceServers, icePolicy: news.icePolicy };
    const { callId } = news.call;
    const session = this.#main?.call.callId === callId ? this.#links.main : null;
    if (session) session.start(ice);
    else this.#grants.set(callId, ice);
  }

  hear(news: NewsMap['call:signal']): void {
    this.#links.hear(news);
    this.#early.hear(news);
    this.#earlySide.hear(news);
  }

  /** A page of the callee rings. */
  alerted(news: NewsMap['call:alert']): void {
    this.#early.alerted(news);
    this.#earlySide.alerted(news);
  }

  /**
   * The server tells whether a page of the room is there. A link that has found the other away by itself waits for this, though
   * what the person sees was never another.
   */
  peer(endpointId: string, isConnected: boolean): void {
    this.#links.setReachable(endpointId, isConnected);
  }

  /** This machine has another network; `isGone`: and no more the one before. */
  networkChanged(isGone: boolean): void {
    for (const session of this.#links.all) session.networkChanged(isGone);
  }

  setLine(isUp: boolean): void {
    this.#isLineUp = isUp;
    for (const session of this.#links.all) session.setLine(isUp);
    this.#early.setLine(isUp);
    this.#earlySide.setLine(isUp);
  }

  setMuted(isMuted: boolean): Promise<MediaResult> {
    return this.#own.setMuted(isMuted);
  }

  setVideo(on: boolean): Promise<MediaResult> {
    return this.#own.setVideo(on);
  }

  /** Changes to this device if one of its kind is open; it is preferred from then on, unless it cannot be opened. */
  use(kind: DeviceKind, deviceId: string): Promise<MediaResult> {
    return this.#own.use(kind, deviceId);
  }

  /** Shares this screen, with its sound if there is any, or no more. Who opened the stream ends it. */
  sendScreen(stream: MediaStream | null): void {
    const isAllowed = this.#main !== null && this.#view.get().allowed.video;
    this.#own.share(isAllowed ? stream : null);
  }

  /** What this slot may use at most until the call ends; what is left out is not limited. One line carries all links. */
  limit(slot: Slot, limit: SlotLimit): void {
    for (const session of this.#links.all) session.limit(slot, limit);
  }

  /** Opens what the call should have of this kind anew. */
  reopen(kind: DeviceKind): Promise<MediaResult> {
    return this.#own.reopen(kind);
  }

  /** Tells the other page of a started call something; lost without a line, or if it is away. */
  tell(data: object): void {
    this.#links.main?.tell(data);
  }

  getStats(): Promise<RTCStatsReport | null> {
    return this.#links.main?.getStats() ?? Promise.resolve(null);
  }

  /** A call begins here, or the page goes on in another one: what is open stays open then. */
  #start({ call, side }: StartedView): void {
    const { flags, callId } = call;
    const before = this.#ports.memory.read(this.#callId ?? callId);
    if (this.#callId !== callId && before && this.#main) this.#ports.memory.write({ ...before, callId });
    this.#callId = callId;
    this.#own.local.allow(mediaAllowed(flags, side));
    if (this.#own.isOpen) return;
    const kinds = mediaAtStart(flags, side);
    this.#isResumed = true;
    // Until it is known who holds.
    if (before?.isHushed) this.hush(() => true, true);
    this.#own.open({ audio: kinds.audio, video: before?.video ?? kinds.video }, before?.muted ?? false);
  }

  #followRoom(): void {
    const main = this.#main;
    const endpointId = this.#ports.endpointId();
    if (!main || endpointId === null) return;
    this.#links.follow(linksOf({ main, side: this.#side, membership: this.#membership, endpointId }));
  }

  #begin(parties: CallParties, isMain: boolean): MediaSession {
    const { callId } = parties.call;
    const isSide = callId === this.#side?.call.callId;
    const early = isSide ? this.#earlySide : isMain ? this.#early : null;
    const session =
      early?.take(callId, parties.peer) ??
      this.#makeSession(parties, { isResumed: this.#isResumed, isEarly: false, isMain });
    session.hush(this.#isHushed(parties.peer));
    session.goLive(this.#isLineUp);
    const grant = this.#grants.get(callId);
    const isBeside = !isMain && !isSide;
    if (grant && !isBeside) session.start(grant);
    else if ((this.#isResumed || isBeside) && this.#isLineUp) session.start(null);
    this.#grants.delete(callId);
    return session;
  }

  #makeSession(
    parties: CallParties,
    how: { readonly isResumed: boolean; readonly isEarly: boolean; readonly isMain: boolean },
  ): MediaSession {
    const { memory } = this.#ports;
    const { peer } = parties;
    const known = (): string => this.#callId ?? parties.call.callId;
    return new MediaSession(parties, how.isResumed, how.isEarly, {
      ...this.#ports,
      epoch: memory.read(known())?.epochs[peer] ?? 0,
      remember: (epoch) => this.#remember(known(), peer, epoch),
      local: this.#own.local,
      tracks: () => this.#own.tracks,
      sending: () => this.#own.sent,
      makeLink: this.#ports.makeLink ?? ((options) => new PeerLink(options)),
      onChange: (fields) => this.#links.changed(peer, fields),
      // To the other side of the call there must be one; without the third the two go on.
      onGivenUp: () => this.#main?.other.endpointId === peer && this.#ports.onGivenUp(),
    });
  }

  #remember(callId: string, peer: string, epoch: number): void {
    const { memory } = this.#ports;
    const { wantsVideo, isMuted } = this.#own.local;
    const epochs = { ...memory.read(callId)?.epochs, [peer]: epoch };
    memory.write({ callId, video: wantsVideo, muted: isMuted, isHushed: this.#isHushedAtAll, epochs });
  }

  #followOutgoing({ call }: Extract<CallView, { state: 'outgoing' }>): void {
    const isRinging = call.state === 'ringing';
    const isReloaded = !this.#isFromBefore;
    this.#callId = call.callId;
    if (!isRinging) this.#isFromBefore = true;
    // Back in line: nobody looks, so the light goes off.
    if (this.#ports.opensAt === 'ringing' && !isRinging) this.#own.close();
    // Reloaded while it waits: the picture is there again before anybody answers.
    else if (!this.#own.isOpen) this.open(mediaAtStart(call.flags, 'caller'));
    // One that waits again, or is decided on, rings nobody: whoever rang may be another next time.
    if (isRinging) this.#early.ring(call, 'caller', isReloaded);
    else this.#early.close();
  }

  #show(): void {
    this.#view.patch(this.#own.view);
    for (const session of this.#links.all) session.say();
  }

  #close(): void {
    const wasIn = this.#callId !== null;
    this.#early.close();
    this.#earlySide.close();
    this.#links.close();
    this.#main = null;
    this.#side = null;
    this.#membership = null;
    this.#callId = null;
    this.#isResumed = false;
    this.#isFromBefore = false;
    this.#grants.clear();
    this.hush(() => false, false);
    if (wasIn) this.#ports.memory.forget();
    this.#own.share(null);
    this.#own.close();
    this.#view.set(NO_MEDIA);
  }
}

/** What a link needs is fetched while it rings; if that fails now, the link itself tries again. */
function prefetch(): void {
  loadPeer().catch(() => undefined);
}
