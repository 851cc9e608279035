import { type CallSnapshot, mediaAllowed, mediaAtStart, type NewsMap, type Side } from '@frontdesk/protocol';
import type { MakeLink } from '../PeerLink.js';
import type { MediaView, SendingKinds } from '../views.js';
import { CallLink } from './CallLink.js';
import type { IceConfig } from './CallLinkPorts.js';
import type { LocalMedia } from './LocalMedia.js';
import { RemoteSide } from './RemoteSide.js';
import { SessionLine, type SessionLinePorts } from './SessionLine.js';
import { NO_TRACKS, SLOTS, type Slot, type SlotLimit, type SlotTracks } from './slots.js';

/** How long to wait for START after its acknowledgment, in ms, before asking for the way by `call:ice`. */
const START_MS = 1_000;
/** What an epoch made from the time since the request counts in, in ms: no page makes two links within it. */
const EPOCH_MS = 100;

/** How long the page is left alone after the negotiation, in ms: candidates are collected for 10. */
const AGREED_MS = 12;
/** The first pictures have a quarter of their points, to be there a little earlier. */
const FIRST_PICTURE: SlotLimit = { scaleResolutionDownBy: 2 };
/** How long after the link is up camera and sender give the full picture, in ms: until then the first ones have the line. */
const SHARPEN_MS = 1_000;

/** How long after the link is up devices may take to open, in ms, before the other side is told that nothing comes. */
const OPENING_MS = 500;

const NOTHING: SendingKinds = { audio: false, video: false, screen: false };

/** Whose media: the call as which this page is there, its side of it, and the other's endpoint. */
export interface CallParties {
  readonly call: CallSnapshot;
  readonly side: Side;
  readonly peer: string;
  /** Whether this page makes the links. */
  readonly isInitiator: boolean;
}

export type SessionView = Pick<MediaView, 'link' | 'isAgreed' | 'remote' | 'remoteScreen' | 'receiving'>;

export interface MediaSessionPorts extends SessionLinePorts {
  /** The last epoch of a link to this peer that the page knows of; 0 if there was none. */
  readonly epoch: number;
  /** Keeps the present epoch, and what this side sends, over a reload. */
  readonly remember: (epoch: number) => void;
  readonly makeLink: MakeLink;
  readonly local: LocalMedia;
  /** What this side has to send now, and says that it sends. */
  readonly tracks: () => SlotTracks;
  readonly sending: () => SendingKinds;
  readonly onChange: (fields: Partial<SessionView>) => void;
  /** Nothing comes: perhaps the line to the server is dead too. */
  readonly onDoubt: () => void;
  readonly onGivenUp: () => void;
}

/**
 * The media with one other page of the room, from START (or a reload) to its end.
 *
 * An early one is made while it rings: it connects, but sends and shows nothing until it goes live (C23).
 */
export class MediaSession {
  readonly isInitiator: boolean;
  readonly #ports: MediaSessionPorts;
  readonly #call: CallSnapshot;
  readonly #line: SessionLine;
  readonly #link: CallLink;
  readonly #remote: RemoteSide;
  #seen: SessionView;
  #said: SendingKinds | null = null;
  #isLive = false;
  #isLineUp = true;
  #isStarted = false;
  #isReachable = true;
  #isHushed = false;
  #cancelStart: () => void = () => undefined;
  #cancelSharpen: () => void = () => undefined;
  #isFirst = true;
  /** What is still being opened will be said when it is there; but nobody waits for a question that is not answered. */
  #isPatient = true;
  #cancelPatience: () => void = () => undefined;
  #cancelAgreed: () => void = () => undefined;

  /** `isResumed`: the page was reloaded in the call and has had no link of it. */
  constructor(parties: CallParties, isResumed: boolean, isEarly: boolean, ports: MediaSessionPorts) {
    const { call, side, peer, isInitiator } = parties;
    this.#ports = ports;
    this.#call = call;
    this.#line = new SessionLine(call.callId, peer, ports);
    this.isInitiator = isInitiator;
    const begins = mediaAtStart(call.flags, side === 'caller' ? 'callee' : 'caller');
    const receiving = { ...begins, screen: false };
    this.#seen = { link: 'connecting', isAgreed: false, remote: null, remoteScreen: null, receiving };
    this.#remote = new RemoteSide(receiving, ports.clock, (fields) => this.#show(fields));
    this.#link = new CallLink(
      {
        isInitiator,
        isResumed,
        isEarly,
        allowed: mediaAllowed(call.flags, side),
        epoch: ports.epoch,
      },
      {
        clock: ports.clock,
        makeLink: ports.makeLink,
        send: (epoch, data, confirm) => this.#line.send(epoch, data, confirm),
        askIce: () => this.#line.askIce(),
        nextEpoch: (epoch) => this.#nextEpoch(epoch),
        tracks: () => this.#tracks(),
        onState: (link) => this.#follow(link),
        onTrack: (track, slot, isFirst) => this.#remote.add(track, slot, isFirst),
        onMedia: (media) => this.#remote.heard(media),
        onLinked: () => this.#linked(),
        onAgreed: () => this.#agreed(),
        isReceiving: () => this.#remote.isReceiving,
        onDoubt: ports.onDoubt,
        onGivenUp: ports.onGivenUp,
      },
    );
    this.#link.limit('video', FIRST_PICTURE);
  }

  /** Makes the link while it still rings; the caller's side only, the other follows. */
  connectEarly(): void {
    this.#isLineUp = true;
    this.#link.start(null);
  }

  /** The call has started between these two pages: tracks may flow, and the page is shown what there is. */
  goLive(isLineUp: boolean): void {
    this.#isLive = true;
    this.#isLineUp = isLineUp;
    this.#remote.goLive();
    this.#ports.onChange(this.#seen);
    this.#sendAll();
    this.#link.goLive();
    if (this.#link.hasLink) this.#linked();
    if (this.#seen.link === 'connected') this.#connected();
    if (isLineUp) this.#cancelStart = this.#ports.clock.after(START_MS, () => this.start(null));
  }

  /** START is here; without one (it was missed, or the page was reloaded) the way is asked for. */
  start(ice: IceConfig | null): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#cancelStart();
    this.#link.start(ice);
    this.say();
  }

  hear(news: NewsMap['call:signal']): void {
    if (this.#line.isOf(news)) this.#link.hear(news.epoch, news.data);
  }

  /** The call as which this page is in the room: the link of those who go on together stays. */
  get callId(): string {
    return this.#line.callId;
  }

  goOnAs(callId: string): void {
    this.#line.goOnAs(callId);
  }

  /** What the page shows of the other side. */
  get seen(): SessionView {
    return this.#seen;
  }

  /** While somebody holds, nothing goes either way: what each of the two gives stays as they chose it. */
  hush(isHushed: boolean): void {
    if (this.#isHushed === isHushed) return;
    this.#isHushed = isHushed;
    this.#remote.silence(isHushed);
    if (!this.#isLive) return;
    this.#sendAll();
    this.say();
  }

  setReachable(isReachable: boolean): void {
    this.#link.setReachable(isReachable);
    if (isReachable && !this.#isReachable) this.#sayAgain();
    this.#isReachable = isReachable;
  }

  networkChanged(isGone: boolean): void {
    this.#link.networkChanged(isGone);
  }

  setLine(isUp: boolean): void {
    this.#isLineUp = isUp;
    if (isUp && this.#isLive) this.start(null);
    this.#link.setLine(isUp);
    if (isUp) this.#sayAgain();
  }

  sendTrack(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#isLive && !this.#isHushed) this.#link.sendTrack(slot, track);
  }

  limit(slot: Slot, limit: SlotLimit): void {
    if (slot === 'video') this.#isFirst = false;
    this.#link.limit(slot, limit);
  }

  /** What this side sends has changed: the other side is told, at the start once nothing more is about to change. */
  say(): void {
    const sending = this.#isHushed ? NOTHING : this.#ports.sending();
    const isSaid = this.#said !== null && isSame(this.#said, sending);
    const isWaiting = this.#ports.local.isOpening && this.#isPatient && !this.#isHushed;
    if (isWaiting || !this.#isStarted || !this.#isLive || (isSaid && !this.#isHushed)) return;
    // Whoever mutes without a line, or on hold, and loads the page anew is still muted.
    this.#remember();
    if (isSaid || !this.#link.hasLink || !this.#isLineUp) return;
    this.#said = sending;
    void this.#line.send(this.#link.epoch, { media: sending }, false);
  }

  /** Nothing is kept for a page that is away, nor what is said without a line. */
  #sayAgain(): void {
    this.#said = null;
    this.say();
  }

  /** Tells the other page something that is not of the link. */
  tell(data: object): void {
    void this.#line.send(this.#link.epoch, data, false);
  }

  getStats(): Promise<RTCStatsReport | null> {
    return this.#link.getStats();
  }

  close(): void {
    this.#cancelStart();
    this.#cancelSharpen();
    this.#cancelAgreed();
    this.#cancelPatience();
    this.#remote.close();
    this.#link.close();
  }

  #tracks(): SlotTracks {
    return this.#isLive && !this.#isHushed ? this.#ports.tracks() : NO_TRACKS;
  }

  #sendAll(): void {
    const tracks = this.#tracks();
    for (const slot of SLOTS) this.#link.sendTrack(slot, tracks[slot]);
  }

  #follow(link: MediaView['link']): void {
    this.#show({ link });
    if (link === 'connected' && this.#isLive) this.#connected();
  }

  #connected(): void {
    this.#cancelSharpen();
    this.#cancelSharpen = this.#ports.clock.after(SHARPEN_MS, () => this.#sharpen());
    this.#cancelPatience();
    this.#cancelPatience = this.#ports.clock.after(OPENING_MS, () => {
      this.#isPatient = false;
      this.say();
    });
    this.#sayAgain();
  }

  #sharpen(): void {
    this.#ports.local.sharpen();
    if (this.#isFirst) this.limit('video', {});
  }

  /** Told a little later: the answer has yet to leave the page, and the last candidates with it. */
  #agreed(): void {
    this.#cancelAgreed();
    this.#cancelAgreed = this.#ports.clock.after(AGREED_MS, () => this.#show({ isAgreed: true }));
  }

  #linked(): void {
    // The initiator's epochs, also of early links, must not come again after a reload.
    if (this.#isLive || this.isInitiator) this.#remember();
    this.#sayAgain();
  }

  #show(fields: Partial<SessionView>): void {
    this.#seen = { ...this.#seen, ...fields };
    if (this.#isLive) this.#ports.onChange(fields);
  }

  /**
   * Higher than every epoch before, also of a page that has forgotten them: where storage is blocked, the time since
   * the request counts faster than links can be made.
   */
  #nextEpoch(epoch: number): number {
    const since = this.#ports.serverNow() - this.#call.requestedAt;
    return Math.max(epoch + 1, 2 + Math.floor(Math.max(0, since) / EPOCH_MS));
  }

  #remember(): void {
    this.#ports.remember(this.#link.epoch);
  }
}

function isSame(one: SendingKinds, two: SendingKinds): boolean {
  return one.audio === two.audio && one.video === two.video && one.screen === two.screen;
}
