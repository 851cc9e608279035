import { CODES, mediaAllowed, mediaAtStart, type NewsMap } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Send } from '../connection/Send.js';
import type { MakeLink } from '../PeerLink.js';
import type { CallView, MediaView, SendingKinds } from '../views.js';
import { CallLink } from './CallLink.js';
import type { IceConfig } from './CallLinkPorts.js';
import type { CallMemory } from './CallMemory.js';
import type { LocalMedia } from './LocalMedia.js';
import { RemoteSide } from './RemoteSide.js';
import type { Slot, SlotLimit, SlotTracks } from './slots.js';

/** How long to wait for START after its acknowledgment, in ms, before asking for the way by `call:ice`. */
const START_MS = 1_000;
/** The longest wait for a signal's or `call:ice`'s acknowledgment, in ms. */
const ACK_MS = 5_000;
/** What an epoch made from the time since the start counts in, in ms: no page makes two links within it. */
const EPOCH_MS = 100;

/** How long the page is left alone after the negotiation, in ms: candidates are collected for 10. */
const AGREED_MS = 12;
/** How long after the link is up the camera gives its full picture, in ms: until then the first frames have the line. */
const SHARPEN_MS = 1_000;

/** How long after the link is up devices may take to open, in ms, before the other side is told that nothing comes. */
const OPENING_MS = 500;

export type StartedView = Extract<CallView, { state: 'started' }>;

export interface MediaSessionPorts {
  readonly send: Send;
  /** Sends a signal that needs no acknowledgment. */
  readonly post: (payload: { callId: string; to: string; epoch: number; data: object }) => void;
  readonly clock: Clock;
  readonly serverNow: () => number;
  readonly memory: CallMemory;
  readonly makeLink: MakeLink;
  readonly local: LocalMedia;
  /** What this side has to send now, and says that it sends. */
  readonly tracks: () => SlotTracks;
  readonly sending: () => SendingKinds;
  readonly onChange: (
    fields: Partial<Pick<MediaView, 'link' | 'isAgreed' | 'remote' | 'remoteScreen' | 'receiving'>>,
  ) => void;
  readonly onGivenUp: () => void;
  /** `call:ice` brings a ticket with the way. */
  readonly onTicket: (callId: string, ticket: string) => void;
}

/** The media of one started call, from START (or a reload) to its end. */
export class MediaSession {
  readonly callId: string;
  readonly #ports: MediaSessionPorts;
  readonly #call: StartedView['call'];
  readonly #peer: string;
  readonly #link: CallLink;
  readonly #remote: RemoteSide;
  #said: SendingKinds | null = null;
  #isLineUp: boolean;
  #isStarted = false;
  #isReachable = true;
  #cancelStart: () => void = () => undefined;
  #cancelSharpen: () => void = () => undefined;
  /** What is still being opened will be said when it is there; but nobody waits for a question that is not answered. */
  #isPatient = true;
  #cancelPatience: () => void = () => undefined;
  #cancelAgreed: () => void = () => undefined;

  /** `isResumed`: the page was reloaded in the call and has had no link of it. */
  constructor(view: StartedView, isResumed: boolean, isLineUp: boolean, ports: MediaSessionPorts) {
    this.#ports = ports;
    this.#call = view.call;
    this.callId = view.call.callId;
    this.#peer = view.other.endpointId ?? '';
    this.#isLineUp = isLineUp;
    const begins = mediaAtStart(view.call.flags, view.side === 'caller' ? 'callee' : 'caller');
    const receiving = { ...begins, screen: false };
    this.#remote = new RemoteSide(receiving, ports.clock, ports.onChange);
    this.#link = new CallLink(
      {
        isInitiator: view.side === 'caller',
        isResumed,
        allowed: mediaAllowed(view.call.flags, view.side),
        epoch: ports.memory.read(this.callId)?.epoch ?? 0,
      },
      {
        clock: ports.clock,
        makeLink: ports.makeLink,
        send: (epoch, data, confirm) => this.#send(epoch, data, confirm),
        askIce: () => this.#askIce(),
        nextEpoch: (epoch) => this.#nextEpoch(epoch),
        tracks: ports.tracks,
        onState: (link) => this.#follow(link),
        onTrack: (track, slot, isFirst) => this.#remote.add(track, slot, isFirst),
        onMedia: (media) => this.#remote.heard(media),
        onLinked: () => this.#linked(),
        onAgreed: () => this.#agreed(),
        onGivenUp: ports.onGivenUp,
      },
    );
    ports.onChange({ link: 'connecting', isAgreed: false, remote: null, remoteScreen: null, receiving });
    if (isLineUp) this.#cancelStart = ports.clock.after(START_MS, () => this.start(null));
  }

  /** START is here; without one (it was missed, or the page was reloaded) the way is asked for. */
  start(ice: IceConfig | null): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#cancelStart();
    this.#link.start(ice);
  }

  hear(news: NewsMap['call:signal']): void {
    if (news.callId === this.callId && news.from === this.#peer) this.#link.hear(news.epoch, news.data);
  }

  setReachable(isReachable: boolean): void {
    this.#link.setReachable(isReachable);
    if (isReachable && !this.#isReachable) this.#sayAgain();
    this.#isReachable = isReachable;
  }

  setLine(isUp: boolean): void {
    this.#isLineUp = isUp;
    if (isUp) this.start(null);
    this.#link.setLine(isUp);
    if (isUp) this.#sayAgain();
  }

  sendTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#link.sendTrack(slot, track);
  }

  limit(slot: Slot, limit: SlotLimit): void {
    this.#link.limit(slot, limit);
  }

  /** What this side sends has changed: the other side is told, at the start once nothing more is about to change. */
  say(): void {
    const sending = this.#ports.sending();
    const isSaid = this.#said !== null && isSame(this.#said, sending);
    const isWaiting = this.#ports.local.isOpening && this.#isPatient;
    if (isSaid || isWaiting || !this.#isStarted) return;
    // Whoever mutes without a line and loads the page anew is still muted.
    this.#remember();
    if (!this.#link.hasLink || !this.#isLineUp) return;
    this.#said = sending;
    void this.#send(this.#link.epoch, { media: sending }, false);
  }

  /** Nothing is kept for a page that is away, nor what is said without a line. */
  #sayAgain(): void {
    this.#said = null;
    this.say();
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
    this.#ports.memory.forget();
  }

  #follow(link: MediaView['link']): void {
    this.#ports.onChange({ link });
    if (link !== 'connected') return;
    this.#cancelSharpen();
    this.#cancelSharpen = this.#ports.clock.after(SHARPEN_MS, () => this.#ports.local.sharpen());
    this.#cancelPatience();
    this.#cancelPatience = this.#ports.clock.after(OPENING_MS, () => {
      this.#isPatient = false;
      this.say();
    });
    this.#sayAgain();
  }

  /** Told a little later: the answer has yet to leave the page, and the last candidates with it. */
  #agreed(): void {
    this.#cancelAgreed();
    this.#cancelAgreed = this.#ports.clock.after(AGREED_MS, () => this.#ports.onChange({ isAgreed: true }));
  }

  #linked(): void {
    this.#remember();
    this.#sayAgain();
  }

  /**
   * Higher than every epoch before, also of a page that has forgotten them: where storage is blocked, the time since
   * the start counts faster than links can be made.
   */
  #nextEpoch(epoch: number): number {
    const sinceStart = this.#ports.serverNow() - (this.#call.startedAt ?? this.#call.requestedAt);
    return Math.max(epoch + 1, 2 + Math.floor(Math.max(0, sinceStart) / EPOCH_MS));
  }

  #remember(): void {
    const { wantsVideo, isMuted } = this.#ports.local;
    this.#ports.memory.write({ callId: this.callId, epoch: this.#link.epoch, video: wantsVideo, muted: isMuted });
  }

  async #send(epoch: number, data: object, confirm: boolean): Promise<boolean> {
    const payload = { callId: this.callId, to: this.#peer, epoch, data };
    if (!confirm) {
      this.#ports.post(payload);
      return true;
    }
    const result = await this.#ports.send('call:signal', payload, ACK_MS);
    return result.ok || result.error.code !== CODES.disconnected || !this.#isLineUp;
  }

  async #askIce(): Promise<IceConfig | null> {
    const result = await this.#ports.send('call:ice', { callId: this.callId }, ACK_MS);
    if (!result.ok) return null;
    this.#ports.onTicket(this.callId, result.value.ticket);
    return result.value;
  }
}

function isSame(one: SendingKinds, two: SendingKinds): boolean {
  return one.audio === two.audio && one.video === two.video && one.screen === two.screen;
}
