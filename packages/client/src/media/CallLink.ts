import type { Link, LinkState } from '../PeerLink.js';
import type { CallLinkOptions, CallLinkPorts, IceConfig } from './CallLinkPorts.js';
import { FlowWatch } from './FlowWatch.js';
import type { FlowState } from './flow.js';
import { Recoverer } from './Recoverer.js';
import type { RecoveryStep } from './recovery.js';
import { SignalBatch } from './SignalBatch.js';
import { ASK, ASK_RESTART, type LinkSignal, readSignal } from './signals.js';
import type { Slot, SlotLimit } from './slots.js';
import { Way } from './Way.js';

/**
 * Keeps two endpoints linked for as long as their call is started.
 *
 * The initiator makes a link, finds it another path when it is in trouble, and makes a new one with a higher epoch when
 * it has ended and the other's page is there; when, {@link nextStep} says. The answering side follows the epochs it is
 * offered, and asks for what it misses.
 */
export class CallLink {
  readonly #ports: CallLinkPorts;
  readonly #options: CallLinkOptions;
  readonly #recoverer: Recoverer;
  readonly #way: Way;
  readonly #limits = new Map<Slot, SlotLimit>();
  #epoch: number;
  #link: Link | null = null;
  /** Stands for the present link: what an older one still says is not heard. */
  #current: object | null = null;
  #batch: SignalBatch | null = null;
  #flow: FlowWatch | null = null;
  #state: LinkState = 'closed';
  #waitingSignals: { readonly epoch: number; readonly signals: readonly LinkSignal[] }[] = [];
  #isReachable = true;
  /** How often the server has told so: an answer to what was asked before that is old. */
  #toldTimes = 0;
  #isLineUp = true;
  #isMaking = false;
  #isAsking = false;
  #isClosed = false;
  #isLive: boolean;

  constructor(options: CallLinkOptions, ports: CallLinkPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#epoch = options.epoch;
    this.#isLive = !options.isEarly;
    const { isInitiator, isEarly } = options;
    const first = { isInitiator, isWatched: this.#isLive, isResumed: options.isResumed && !isEarly };
    this.#recoverer = new Recoverer(first, ports.clock, (step) => this.#act(step));
    this.#way = new Way(ports.askIce, ports.clock, (ice) => this.#link?.configure(ice));
  }

  /** The epoch of what is said now. */
  get epoch(): number {
    return Math.max(1, this.#epoch);
  }

  get hasLink(): boolean {
    return this.#link !== null;
  }

  /** Begins: with what START brought, or, early or after a reload, with what `call:ice` answers. */
  start(ice: IceConfig | null): void {
    if (ice && this.#way.give(ice)) {
      this.#link?.configure(ice);
      this.#link?.restart();
    }
    if (this.#link || (this.#options.isInitiator && this.#isMaking)) return;
    if (this.#recoverer.hasBeenUp) this.#ports.onState('failed');
    if (this.#options.isInitiator) void this.#make();
    else if (this.#options.isResumed) this.#recoverer.note({ type: 'returned' });
    else if (ice && this.#waitingSignals.length === 0) {
      this.#epoch = Math.max(1, this.#epoch);
      this.#begin(ice);
      this.#ports.onLinked();
    } else this.#flush();
  }

  /** The call has started: from now on the link is kept up. */
  goLive(): void {
    this.#isLive = true;
    this.#watch();
  }

  /** The server tells whether the other's page is there. */
  setReachable(isReachable: boolean): void {
    // An ask that is not answered yet may have been made while it was away.
    const isBack = isReachable && (!this.#isReachable || this.#isAsking);
    this.#isReachable = isReachable;
    this.#toldTimes += 1;
    this.#watch();
    if (isBack) this.#recoverer.note({ type: 'returned' });
  }

  setLine(isUp: boolean): void {
    const isBack = isUp && !this.#isLineUp;
    // Nobody tells a page that comes back whether the other is there: it finds out.
    if (isBack) this.#isReachable = true;
    this.#isLineUp = isUp;
    this.#watch();
    if (isBack) this.#recoverer.note({ type: 'returned' });
  }

  /** This machine has another network: the old path may be dead, or is if it `isGone`, though nobody has noticed yet. */
  networkChanged(isGone: boolean): void {
    if (this.#link) this.#recoverer.note({ type: 'hurry', step: isGone ? 'renew' : 'restart' });
  }

  /** Something of the other endpoint, not looked at yet. */
  hear(epoch: number, data: unknown): void {
    const heard = readSignal(data);
    if (!heard || this.#isClosed) return;
    // It found the other page away, and that page speaks: in a room of three the server does not tell each of each.
    if (!this.#isReachable) this.setReachable(true);
    if (heard.type === 'ask') this.#asked(epoch, heard.isRestart);
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
    this.#recoverer.close();
    this.#way.close();
    this.#end();
  }

  #hearSignals(epoch: number, signals: readonly LinkSignal[]): void {
    const isNewer = epoch > this.#epoch || (epoch === this.#epoch && !this.#link);
    const isOffer = signals.some((signal) => signal.type === 'offer');
    const link = this.#link;
    if (!this.#options.isInitiator && isOffer && epoch >= this.#epoch) this.#recoverer.note({ type: 'tried' });
    if (!this.#options.isInitiator && isNewer && isOffer) void this.#answer(epoch, signals);
    else if (epoch === this.#epoch && link) this.#way.whenFresh(() => link.signal(signals), isOffer);
    else if (epoch === this.#epoch && this.#isMaking) this.#waitingSignals.push({ epoch, signals });
  }

  /** The answering side takes an offer up. Until the way is known, everything of this epoch waits. */
  async #answer(epoch: number, signals: readonly LinkSignal[]): Promise<void> {
    this.#end();
    this.#epoch = epoch;
    this.#waitingSignals = [{ epoch, signals }];
    if (this.#isMaking) return;
    this.#isMaking = true;
    if (!this.#way.isFresh) await this.#way.ask();
    this.#isMaking = false;
    this.#flush();
  }

  #flush(): void {
    const ice = this.#way.present;
    if (this.#isClosed || !ice || this.#waitingSignals.length === 0) return;
    const waiting = this.#waitingSignals.splice(0).filter(({ epoch }) => epoch === this.#epoch);
    this.#begin(ice);
    for (const { signals } of waiting) this.#link?.signal(signals);
    this.#ports.onLinked();
  }

  /** The initiator makes the next link. */
  async #make(): Promise<void> {
    if (this.#isMaking || this.#isClosed) return;
    this.#isMaking = true;
    const isFirst = this.#epoch === 0 && !this.#options.isResumed;
    const ice = (isFirst && this.#way.present) || (await this.#way.ask());
    this.#isMaking = false;
    if (this.#isClosed || !ice) return;
    this.#end();
    this.#epoch = isFirst ? 1 : this.#ports.nextEpoch(this.#epoch);
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
    this.#state = 'connecting';
    this.#link = this.#ports.makeLink({
      initiator: this.#options.isInitiator,
      ...ice,
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
    // One that was up is being restored.
    this.#ports.onState(this.#recoverer.hasBeenUp ? 'failed' : 'connecting');
    this.#recoverer.note({ type: 'health', health: 'connecting' });
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
    this.#state = state;
    if (state === 'connected') {
      this.#flow ??= this.#watchFlow();
      this.#recoverer.note({ type: 'health', health: 'up' });
    } else if (state === 'interrupted') this.#recoverer.note({ type: 'health', health: 'interrupted' });
    else if (state !== 'connecting') {
      this.#end();
      this.#watch();
      this.#recoverer.note({ type: 'health', health: 'none' });
    }
    this.#ports.onState(state === 'closed' ? 'failed' : state);
  }

  #watchFlow(): FlowWatch {
    return new FlowWatch({
      clock: this.#ports.clock,
      getStats: () => this.getStats(),
      isExpected: this.#ports.isReceiving,
      onChange: (flow) => this.#followFlow(flow),
      onFrozen: () => this.#recoverer.note({ type: 'hurry', step: 'renew' }),
    });
  }

  /** What the browser has not noticed yet. */
  #followFlow(flow: FlowState): void {
    this.#link?.hold(flow === 'stalled');
    if (this.#state !== 'connected' || !this.#isLive) return;
    if (flow === 'doubtful') this.#ports.onDoubt();
    this.#recoverer.note({ type: 'health', health: flow === 'stalled' ? 'stalled' : 'up' });
    this.#ports.onState(flow === 'flowing' ? 'connected' : flow === 'stalled' ? 'interrupted' : 'unsteady');
  }

  #act(step: RecoveryStep): void {
    if (this.#isClosed) return;
    const link = this.#link;
    if (step === 'giveUp') this.#ports.onGivenUp();
    else if (step === 'restart') this.#way.whenFresh(() => link === this.#link && this.#restart());
    else if (this.#options.isInitiator) void this.#make();
    else void this.#ask(ASK);
  }

  #restart(): void {
    if (!this.#options.isInitiator) void this.#ask(ASK_RESTART);
    else if (!(this.#link?.repeat() || this.#link?.restart())) void this.#make();
  }

  /** The other side misses something: perhaps an offer, since what goes into a dead line is acknowledged too. */
  #asked(epoch: number, isRestart: boolean): void {
    if (!this.#options.isInitiator || !this.#isLive || this.#isMaking) return;
    const offer = this.#link?.openOffer ?? null;
    // It has answered a newer link since.
    if (isRestart && epoch < this.#epoch && !offer) return;
    const isEnough = epoch <= this.#epoch && (isRestart || offer === 'first');
    const step = isEnough ? 'restart' : 'renew';
    this.#recoverer.note({ type: 'asked', step, isLost: offer !== null });
  }

  async #ask(ask: object): Promise<void> {
    if (!this.#isReachable || !this.#isLineUp) return;
    const told = this.#toldTimes;
    this.#isAsking = true;
    const isThere = await this.#ports.send(this.epoch, ask, true);
    this.#isAsking = false;
    if (told !== this.#toldTimes) return;
    this.#isReachable = isThere;
    this.#watch();
  }

  /** The time without media counts as long as both pages are there: else the server's grace time counts (C19). */
  #watch(): void {
    const isWatched = this.#isLive && this.#isReachable && this.#isLineUp;
    this.#recoverer.note({ type: 'watched', isWatched });
  }

  #end(): void {
    const link = this.#link;
    this.#link = null;
    this.#current = null;
    this.#state = 'closed';
    this.#flow?.close();
    this.#flow = null;
    this.#batch?.close();
    this.#batch = null;
    link?.close();
  }
}
