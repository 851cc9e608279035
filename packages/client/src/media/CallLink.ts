import type { Link, LinkState } from '../PeerLink.js';
import type { CallLinkOptions, CallLinkPorts, IceConfig } from './CallLinkPorts.js';
import { SignalBatch } from './SignalBatch.js';
import { ASK, type LinkSignal, readSignal } from './signals.js';
import type { Slot, SlotLimit } from './slots.js';

/** How long media may be missing while both pages are there, in ms, before the call is given up (100902). */
const GIVE_UP_MS = 20_000;
/** How long to wait before a lost link is made anew, in ms: mostly it was lost because the other hung up. */
const REMAKE_MS = 300;
/** How often an answering side without a link asks for one, in ms. */
const ASK_MS = 2_000;
/** An offer younger than this, in ms, is the answer to an ask that crossed it. */
const FRESH_MS = 1_500;

/**
 * Keeps two endpoints linked for as long as their call is started.
 *
 * The initiator makes a link, and a new one with a higher epoch whenever the last has ended and the other's page is
 * there. The answering side follows the epochs it is offered; after a reload it has no link, and asks for one.
 */
export class CallLink {
  readonly #ports: CallLinkPorts;
  readonly #options: CallLinkOptions;
  #epoch: number;
  #link: Link | null = null;
  /** Stands for the present link: what an older one still says is not heard. */
  #current: object | null = null;
  #batch: SignalBatch | null = null;
  #ice: IceConfig | null = null;
  #waitingSignals: { readonly epoch: number; readonly signals: readonly LinkSignal[] }[] = [];
  readonly #limits = new Map<Slot, SlotLimit>();
  #isReachable = true;
  /** How often the server has told so: an answer to what was asked before that is old. */
  #toldTimes = 0;
  #isLineUp = true;
  #isMaking = false;
  /** Media flows, or may again by itself. */
  #isUp = false;
  #isClosed = false;
  #isLive: boolean;
  #offeredAt = Number.NEGATIVE_INFINITY;
  #cancelRemake: (() => void) | null = null;
  #cancelGiveUp: (() => void) | null = null;

  constructor(options: CallLinkOptions, ports: CallLinkPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#epoch = options.epoch;
    this.#isLive = !options.isEarly;
    this.#watch();
  }

  /** The epoch of what is said now. */
  get epoch(): number {
    return Math.max(1, this.#epoch);
  }

  get hasLink(): boolean {
    return this.#link !== null;
  }

  /** Begins: with what START brought, or, after a reload, with what `call:ice` answers. */
  start(ice: IceConfig | null): void {
    this.#ice = ice ?? this.#ice;
    if (this.#link || (this.#options.isInitiator && this.#isMaking)) return;
    if (this.#options.isInitiator) void this.#make();
    else if (this.#options.isResumed) void this.#ask();
    else if (ice && this.#waitingSignals.length === 0 && !this.#link) {
      this.#epoch = Math.max(1, this.#epoch);
      this.#begin(ice);
      this.#ports.onLinked();
    } else this.#flush();
  }

  /** The call has started: from now on the link is kept up. */
  goLive(): void {
    this.#isLive = true;
    this.#recover();
  }

  /** The server tells whether the other's page is there. */
  setReachable(isReachable: boolean): void {
    this.#isReachable = isReachable;
    this.#toldTimes += 1;
    this.#recover();
  }

  setLine(isUp: boolean): void {
    // Nobody tells a page that comes back whether the other is there: it finds out.
    if (isUp && !this.#isLineUp) this.#isReachable = true;
    this.#isLineUp = isUp;
    this.#recover();
  }

  /** Something of the other endpoint, not looked at yet. */
  hear(epoch: number, data: unknown): void {
    const heard = readSignal(data);
    if (!heard || this.#isClosed) return;
    if (heard.type === 'ask') this.#asked();
    else if (heard.type === 'media') {
      if (epoch >= this.#epoch) this.#ports.onMedia(heard.media);
    } else this.#hearSignals(epoch, heard.signals);
  }

  sendTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#link?.send(slot, track);
  }

  /** Holds for every link of the call from now on. */
  limit(slot: Slot, limit: SlotLimit): void {
    this.#limits.set(slot, limit);
    this.#link?.limit(slot, limit);
  }

  getStats(): Promise<RTCStatsReport | null> {
    return this.#link?.getStats() ?? Promise.resolve(null);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRemake?.();
    this.#cancelGiveUp?.();
    this.#end();
  }

  #hearSignals(epoch: number, signals: readonly LinkSignal[]): void {
    const isNewer = epoch > this.#epoch || (epoch === this.#epoch && !this.#link);
    const isOffer = signals.some((signal) => signal.type === 'offer');
    if (!this.#options.isInitiator && isNewer && isOffer) void this.#answer(epoch, signals);
    else if (epoch === this.#epoch && this.#link) this.#link.signal(signals);
    else if (epoch === this.#epoch && this.#isMaking) this.#waitingSignals.push({ epoch, signals });
  }

  /** The answering side takes an offer up. Until the way is known, everything of this epoch waits. */
  async #answer(epoch: number, signals: readonly LinkSignal[]): Promise<void> {
    this.#end();
    this.#epoch = epoch;
    this.#waitingSignals = [{ epoch, signals }];
    if (this.#isMaking) return;
    this.#isMaking = true;
    this.#ice ??= await this.#ports.askIce();
    this.#isMaking = false;
    this.#flush();
  }

  #flush(): void {
    if (this.#isClosed || !this.#ice || this.#waitingSignals.length === 0) return;
    const waiting = this.#waitingSignals.splice(0).filter(({ epoch }) => epoch === this.#epoch);
    this.#begin(this.#ice);
    for (const { signals } of waiting) this.#link?.signal(signals);
    this.#ports.onLinked();
  }

  /** The initiator makes the next link. */
  async #make(): Promise<void> {
    if (this.#isMaking || this.#isClosed) return;
    this.#isMaking = true;
    const isFirst = this.#epoch === 0 && !this.#options.isResumed;
    const ice = isFirst && this.#ice ? this.#ice : ((await this.#ports.askIce()) ?? this.#ice);
    this.#isMaking = false;
    if (this.#isClosed) return;
    if (!ice) return this.#remakeSoon();
    this.#ice = ice;
    this.#end();
    this.#epoch = isFirst ? 1 : this.#ports.nextEpoch(this.#epoch);
    this.#offeredAt = this.#ports.clock.now();
    this.#begin(ice);
    this.#ports.onLinked();
  }

  #begin(ice: IceConfig): void {
    this.#end();
    const epoch = this.#epoch;
    const current = {};
    this.#current = current;
    let isFirstTrack = true;
    const batch = new SignalBatch((data) => void this.#send(epoch, data, current), this.#ports.clock);
    this.#batch = batch;
    this.#link = this.#ports.makeLink({
      initiator: this.#options.isInitiator,
      iceServers: ice.iceServers,
      icePolicy: ice.icePolicy,
      allowed: this.#options.allowed,
      tracks: this.#ports.tracks(),
      onSignal: (signal) => batch.add(signal),
      onState: (state) => this.#current === current && this.#follow(state),
      onAgreed: () => this.#current === current && this.#ports.onAgreed(),
      onTrack: (track, slot) => {
        if (this.#current !== current) return;
        this.#ports.onTrack(track, slot, isFirstTrack);
        isFirstTrack = false;
      },
    });
    for (const [slot, limit] of this.#limits) this.#link.limit(slot, limit);
    this.#ports.onState('connecting');
    this.#watch();
  }

  async #send(epoch: number, data: object, current: object): Promise<void> {
    const told = this.#toldTimes;
    const isThere = await this.#ports.send(epoch, data, 'sdp' in data);
    // Nobody keeps a signal for a lost page: this link comes to nothing, and the server tells when the page is back.
    if (isThere || this.#current !== current) return;
    if (told === this.#toldTimes) this.#isReachable = false;
    this.#follow('failed');
  }

  #follow(state: LinkState): void {
    if (state === 'connected') {
      this.#isUp = true;
      this.#watch();
      this.#ports.onState('connected');
    } else if (state === 'interrupted') this.#ports.onState('interrupted');
    else if (state === 'failed' || state === 'closed') {
      this.#end();
      this.#ports.onState('failed');
      this.#watch();
      this.#remakeSoon();
    }
  }

  /** The other side has no link. An offer that has just left is the answer already. */
  #asked(): void {
    if (!this.#options.isInitiator) return;
    const isFresh = this.#ports.clock.now() - this.#offeredAt < FRESH_MS;
    if (this.#link && !this.#isUp && isFresh) return;
    void this.#make();
  }

  async #ask(): Promise<void> {
    this.#cancelRemake?.();
    this.#cancelRemake = null;
    if (this.#isClosed || this.#link || !this.#isReachable || !this.#isLineUp) return;
    const told = this.#toldTimes;
    const isThere = await this.#ports.send(this.epoch, ASK, true);
    if (told !== this.#toldTimes) return;
    this.#isReachable = isThere;
    this.#watch();
    if (!this.#link) this.#remakeSoon(ASK_MS);
  }

  #remakeSoon(ms = REMAKE_MS): void {
    this.#cancelRemake?.();
    if (this.#isClosed || !this.#isLive) return;
    this.#cancelRemake = this.#ports.clock.after(ms, () => this.#remake());
  }

  #remake(): void {
    this.#cancelRemake = null;
    if (this.#link || !this.#isReachable || !this.#isLineUp) return;
    if (this.#options.isInitiator) void this.#make();
    else void this.#ask();
  }

  /** Both are there again. */
  #recover(): void {
    this.#watch();
    if (this.#isReachable && this.#isLineUp && !this.#link && !this.#isMaking && this.#isBegun()) this.#remakeSoon(0);
  }

  #isBegun(): boolean {
    return this.#epoch > 0 || this.#options.isResumed;
  }

  /** Counts the time without media, as long as both pages are there: else the server's grace time counts (C19). */
  #watch(): void {
    const isCounting = this.#isLive && this.#isReachable && this.#isLineUp && !this.#isUp;
    if (!isCounting) {
      this.#cancelGiveUp?.();
      this.#cancelGiveUp = null;
    } else this.#cancelGiveUp ??= this.#ports.clock.after(GIVE_UP_MS, () => this.#ports.onGivenUp());
  }

  #end(): void {
    const link = this.#link;
    this.#link = null;
    this.#current = null;
    this.#isUp = false;
    this.#batch?.close();
    this.#batch = null;
    link?.close();
  }
}
