import {
  type CallNews,
  type CallSnapshot,
  CODES,
  type CommandInput,
  type CommandValues,
  codeName,
  type Result,
  type SessionReady,
  VIDEO_CALL,
  VOICE_CALL,
} from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Send } from '../connection/Send.js';
import type { TabChannel, TabMessage } from '../identity/TabChannel.js';
import { randomId } from '../randomId.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView, MissedCall } from '../views.js';
import { Farewells } from './Farewells.js';
import type { MissedKeep } from './MissedKeep.js';
import { type CallInput, type CallModel, EMPTY_MODEL } from './model.js';
import { reduce } from './reduce.js';
import { liveCall, RING_SLACK_MS } from './show.js';

/** How long a request or an accept is tried again over a broken line, in ms, before the person is told. */
const INSIST_MS = 15_000;
/** An accept that is not confirmed after so many ms is sent again (P5). */
const CONFIRM_MS = 2_000;

export interface CallControlPorts {
  readonly send: Send;
  readonly clock: Clock;
  readonly keep: MissedKeep;
  /** The line to other tabs; without one they are told nothing. */
  readonly channel?: Pick<TabChannel, 'tell'>;
}

/** What the person does about calls, and what the page shows of them. */
export class CallControl {
  readonly view: Store<CallView>;
  readonly missed: Store<readonly MissedCall[]>;
  readonly #view = new WritableStore<CallView>(EMPTY_MODEL.view);
  readonly #missed = new WritableStore(EMPTY_MODEL.missed);
  readonly #ports: CallControlPorts;
  readonly #farewells: Farewells;
  #model: CallModel = EMPTY_MODEL;
  #dialed: { readonly requestId: string } | null = null;
  #accepting: Promise<Result<CallSnapshot>> | null = null;
  #isLineUp = false;
  #ticket: { readonly callId: string; readonly ticket: string } | null = null;
  /** A started call that is shown, though the server does not list it. */
  #forgottenCall: string | null = null;
  readonly #lineWaiters = new Set<(isUp: boolean) => void>();
  #cancelExpiry: () => void = () => undefined;

  constructor(ports: CallControlPorts) {
    this.#ports = ports;
    this.#farewells = new Farewells(ports.send);
    this.view = this.#view;
    this.missed = this.#missed;
  }

  /** Shows what the server says there is; the first thing on every connection. */
  ready(ready: SessionReady): void {
    if (!this.#model.me) this.#model = this.#ports.keep.restore(this.#model, ready.user.userId);
    for (const call of this.#farewells.orphansIn(ready)) this.#apply({ type: 'disown', call });
    this.#apply({ type: 'ready', ready, at: this.#now() });
    const held = this.#startedCall();
    const isListed = [...ready.calls, ...ready.ended].some((call) => call.callId === held);
    this.#forgottenCall = isListed ? null : held;
  }

  /** The line is up and shown: what waited for it goes out. */
  lineUp(): void {
    this.#isLineUp = true;
    void this.#farewells.flush();
    if (this.#forgottenCall) void this.#resume(this.#forgottenCall);
    for (const wake of [...this.#lineWaiters]) wake(true);
  }

  lineDown(): void {
    this.#isLineUp = false;
  }

  news(name: 'call:request' | 'call:reply' | 'call:start' | 'call:finish' | 'call:update', news: CallNews): void {
    const ends = name === 'call:finish' || (name === 'call:reply' && news.code !== CODES.ok);
    this.#apply({ type: 'news', news, ends, at: this.#now() });
  }

  /** START's ticket, with which the call can be taken up again when a server has forgotten it (C20). */
  keepTicket(callId: string, ticket: string): void {
    this.#ticket = { callId, ticket };
  }

  peer(callId: string, connected: boolean): void {
    this.#apply({ type: 'peer', callId, connected });
  }

  /** The call is over though no news says so. */
  gone(callId: string, code: number): void {
    this.#apply({ type: 'gone', callId, code, at: this.#now() });
  }

  /** This page has lost its endpoint, or its person. */
  reset(): void {
    this.#dialed = null;
    this.#apply({ type: 'reset' });
  }

  async request(to: string, video: boolean, name: string | null): Promise<Result<CallSnapshot>> {
    const { state } = this.#model.view;
    if (state !== 'idle' && state !== 'ended') return failure(CODES.busy, 'this page is in a call');
    const dialed = { requestId: randomId() };
    const since = this.#now();
    this.#dialed = dialed;
    this.#apply({ type: 'dial', to, name, kinds: { audio: true, video }, at: since });
    const payload = { to, requestId: dialed.requestId, flags: video ? VIDEO_CALL : VOICE_CALL };
    const result = await this.#insist('call:request', payload, undefined, () => this.#dialed === dialed);
    if (this.#dialed !== dialed) {
      this.#abandoned(result, since);
      return failure(CODES.canceled, 'canceled before it was acknowledged');
    }
    this.#dialed = null;
    if (result.ok) this.#apply({ type: 'acknowledged', call: result.value, at: this.#now() });
    else this.#apply({ type: 'undialed', error: result.error });
    return result;
  }

  /** Accepts what rings. A second click while the first is on its way is the same accept. */
  accept(): Promise<Result<CallSnapshot>> {
    const { view } = this.#model;
    if (view.state !== 'incoming') return Promise.resolve(failure(CODES.notInCall, 'nothing rings here'));
    this.#accepting ??= this.#accept(view.call.callId).finally(() => {
      this.#accepting = null;
    });
    return this.#accepting;
  }

  /**
   * Leaves the call, whatever its state: cancels, rejects or hangs up.
   *
   * The page shows the end at once, also without a line; the server is told then, or when the line is back.
   */
  leave(code: number): Promise<Result<CallSnapshot | null>> {
    const { view } = this.#model;
    const call = liveCall(view);
    if (!call) {
      const wasDialing = view.state === 'dialing';
      this.#dialed = null;
      this.#apply({ type: 'left', code: CODES.canceled, at: this.#now() });
      return Promise.resolve(wasDialing ? { ok: true, value: null } : failure(CODES.notInCall, 'no call here'));
    }
    const isCaller = call.caller.userId === this.#model.me?.userId;
    const reason = view.state === 'started' ? code : isCaller ? CODES.canceled : CODES.rejected;
    // An accept that is on its way may win: a FINISH is right before and after the start (C10).
    const isPlain = view.state === 'outgoing' ? isCaller : view.state === 'incoming' && !view.answering;
    const said = this.#farewells.say(call.callId, isPlain ? 'call:reply' : 'call:finish', reason);
    this.#apply({ type: 'left', code: reason, at: this.#now() });
    return said;
  }

  dismiss(): void {
    this.#apply({ type: 'dismiss', at: this.#now() });
  }

  dismissMissed(callId: string): void {
    this.#apply({ type: 'dismissMissed', callId });
    const userId = this.#model.me?.userId;
    if (userId !== undefined) this.#ports.channel?.tell({ type: 'dismissed_missed', userId, callId });
  }

  /** Another tab tells something; a missed call that its person has put away goes here too (P20). */
  hearTab(message: TabMessage): void {
    if (message.type !== 'dismissed_missed' || message.userId !== this.#model.me?.userId) return;
    this.#apply({ type: 'dismissMissed', callId: message.callId });
  }

  async #accept(callId: string): Promise<Result<CallSnapshot>> {
    this.#apply({ type: 'answering', callId, on: true });
    const isOpen = (): boolean => this.#isRinging(callId);
    const result = await this.#insist('call:reply', { callId, code: CODES.ok }, CONFIRM_MS, isOpen);
    if (result.ok) {
      this.#apply({ type: 'acknowledged', call: result.value, at: this.#now() });
      return result;
    }
    const { code } = result.error;
    const isGone = code === CODES.notInCall || code === CODES.answeredElsewhere;
    if (isGone) this.gone(callId, code);
    else this.#apply({ type: 'answering', callId, on: false });
    return result;
  }

  /** A server that was restarted lists nothing. It may still take the call up again; if not, it is lost. */
  async #resume(callId: string): Promise<void> {
    this.#forgottenCall = null;
    const ticket = this.#ticket?.callId === callId ? this.#ticket.ticket : null;
    const result = ticket === null ? null : await this.#ports.send('call:resume', { ticket });
    if (result?.ok) this.#apply({ type: 'acknowledged', call: result.value, at: this.#now() });
    else if (!result || result.error.code !== CODES.disconnected) this.gone(callId, CODES.disconnected);
  }

  #startedCall(): string | null {
    const { view } = this.#model;
    return view.state === 'started' ? view.call.callId : null;
  }

  /** Sends a command again while the line is to blame and it still makes sense. */
  async #insist<C extends 'call:request' | 'call:reply'>(
    command: C,
    payload: CommandInput<C>,
    withinMs: number | undefined,
    isOpen: () => boolean,
  ): Promise<Result<CommandValues[C]>> {
    const until = this.#now() + INSIST_MS;
    for (;;) {
      const result = await this.#ports.send(command, payload, withinMs);
      if (result.ok || result.error.code !== CODES.disconnected || !isOpen()) return result;
      if (!(await this.#lineUpBefore(until))) return result;
    }
  }

  #lineUpBefore(until: number): Promise<boolean> {
    const leftMs = until - this.#now();
    if (leftMs <= 0) return Promise.resolve(false);
    if (this.#isLineUp) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (isUp: boolean): void => {
        cancel();
        this.#lineWaiters.delete(settle);
        resolve(isUp);
      };
      const cancel = this.#ports.clock.after(leftMs, () => settle(false));
      this.#lineWaiters.add(settle);
    });
  }

  /** A request that the person has given up: if there is a call of it, it ends. */
  #abandoned(result: Result<CallSnapshot>, since: number): void {
    if (!result.ok) {
      if (result.error.code === CODES.disconnected) this.#farewells.expectOrphan(since + this.#model.offsetMs);
      return;
    }
    this.#apply({ type: 'disown', call: result.value });
    if (result.value.state !== 'finished') this.#farewells.cancel(result.value, this.#model.me?.userId ?? '');
  }

  #isRinging(callId: string): boolean {
    const { view } = this.#model;
    return view.state === 'incoming' && view.call.callId === callId;
  }

  #apply(input: CallInput): void {
    const before = this.#model;
    this.#model = reduce(before, input);
    if (this.#model.missed !== before.missed || this.#model.over !== before.over) this.#ports.keep.save(this.#model);
    if (this.#model.view !== before.view) this.#watchExpiry();
    this.#missed.set(this.#model.missed);
    this.#view.set(this.#model.view);
  }

  /** A ring stops by itself when its time is over, though the server's word should have come first (P3). */
  #watchExpiry(): void {
    this.#cancelExpiry();
    const { view, offsetMs } = this.#model;
    if (view.state !== 'incoming' || view.call.expiresAt === null) return;
    const { callId, expiresAt } = view.call;
    const ms = expiresAt + RING_SLACK_MS - offsetMs - this.#now();
    this.#cancelExpiry = this.#ports.clock.after(ms, () => this.gone(callId, CODES.timeout));
  }

  #now(): number {
    return this.#ports.clock.now();
  }
}

function failure(code: number, message: string): { readonly ok: false; readonly error: ReturnType<typeof errorOf> } {
  return { ok: false, error: errorOf(code, message) };
}

function errorOf(code: number, message: string) {
  return { code, name: codeName(code), message } as const;
}
