import {
  type CallRoom,
  type CallSnapshot,
  CODES,
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
import { isOver } from './ends.js';
import { Farewells } from './Farewells.js';
import { InsistentSend } from './InsistentSend.js';
import type { MissedKeep } from './MissedKeep.js';
import { type CallInput, type CallModel, EMPTY_MODEL, type ToldNews } from './model.js';
import { Resumption } from './Resumption.js';
import { reduce } from './reduce.js';
import { liveCall, RING_SLACK_MS } from './show.js';
import type { TicketKeep } from './TicketKeep.js';

/** An accept that is not confirmed after so many ms is sent again (P5). */
const CONFIRM_MS = 2_000;

export interface CallControlPorts {
  readonly send: Send;
  readonly clock: Clock;
  readonly keep: MissedKeep;
  readonly tickets: TicketKeep;
  /** The line to other tabs; without one they are told nothing. */
  readonly channel?: Pick<TabChannel, 'tell'>;
  /** Who takes this call over, if it is handed over now; null if nobody is known. */
  readonly successor?: () => { readonly userId: string; readonly name: string } | null;
  /** The started call that goes on in the place of this one when it ends: it was made into its room. */
  readonly next?: () => CallSnapshot | null;
}

/** What the person does about calls, and what the page shows of them. */
export class CallControl {
  readonly view: Store<CallView>;
  readonly missed: Store<readonly MissedCall[]>;
  readonly #view = new WritableStore<CallView>(EMPTY_MODEL.view);
  readonly #missed = new WritableStore(EMPTY_MODEL.missed);
  readonly #ports: CallControlPorts;
  readonly #farewells: Farewells;
  readonly #insistent: InsistentSend;
  readonly #resumption: Resumption;
  #model: CallModel = EMPTY_MODEL;
  #dialed: { readonly requestId: string } | null = null;
  #accepting: Promise<Result<CallSnapshot>> | null = null;
  #cancelExpiry: () => void = () => undefined;

  constructor(ports: CallControlPorts) {
    this.#ports = ports;
    this.#insistent = new InsistentSend(ports.send, ports.clock);
    this.#resumption = new Resumption({
      send: ports.send,
      clock: ports.clock,
      keep: ports.tickets,
      isLineUp: () => this.#insistent.isLineUp,
      onResumed: (call) => this.#apply({ type: 'resumed', call, at: this.#now() }),
      onRefused: (callId, code) => this.gone(callId, code),
    });
    this.#farewells = new Farewells(ports.send, {
      isEarly: (callId) => this.#resumption.due === callId,
      onHeard: (callId) => this.#resumption.forget(callId),
    });
    this.view = this.#view;
    this.missed = this.#missed;
  }

  /** Shows what the server says there is; the first thing on every connection. */
  ready(ready: SessionReady): void {
    const loadedIn = this.#model.me ? null : this.#resumption.loadedIn(ready);
    if (!this.#model.me) this.#model = this.#ports.keep.restore(this.#model, ready.user.userId);
    for (const call of this.#farewells.orphansIn(ready)) this.#apply({ type: 'disown', call });
    this.#apply({ type: 'ready', ready, loadedIn, at: this.#now() });
    const missing = this.#resumption.missingIn(ready, startedCall(this.#model.view));
    // It was left while nobody listened: the server takes it up once more, to be told.
    if (missing && isOver(this.#model, missing)) this.#farewells.expect(missing.callId);
    else if (missing && !startedCall(this.#model.view)) this.#apply({ type: 'resuming', call: missing });
  }

  /** The line is up and shown: what waited for it goes out. Resolves once the server knows of this page's call again. */
  async lineUp(): Promise<void> {
    this.#insistent.lineUp();
    if (this.#resumption.due !== null) await this.#resumption.run();
    void this.#farewells.flush();
  }

  lineDown(): void {
    this.#insistent.lineDown();
  }

  news(name: 'call:request' | 'call:reply' | 'call:start' | 'call:finish' | 'call:update', news: ToldNews): void {
    const ends = name === 'call:finish' || (name === 'call:reply' && news.code !== CODES.ok);
    const successor = this.#ports.successor?.() ?? null;
    this.#apply({ type: 'news', news, ends, at: this.#now(), successor });
  }

  /** The newest snapshot of a call, which an acknowledgment has brought. */
  acknowledged(call: CallSnapshot): void {
    this.#apply({ type: 'acknowledged', call, at: this.#now() });
  }

  /** A ticket of the call that is shown, with which it can be taken up again when a server has forgotten it (C20). */
  keepTicket(callId: string, ticket: string): void {
    const call = startedCall(this.#model.view);
    const { me } = this.#model;
    if (me && call?.callId === callId) this.#resumption.keep({ ...me, ticket, call });
  }

  /** Who this page is to the server; null before the first connection. */
  get userId(): string | null {
    return this.#model.me?.userId ?? null;
  }

  get endpointId(): string | null {
    return this.#model.me?.endpointId ?? null;
  }

  /** The ticket of the call that is shown; null without one. */
  get ticket(): string | null {
    const call = startedCall(this.#model.view);
    return call && this.#resumption.ticketOf(call.callId);
  }

  peer(callId: string, endpointId: string | null, connected: boolean): void {
    this.#apply({ type: 'peer', callId, endpointId, connected });
  }

  /** The call is over though no news says so. */
  gone(callId: string, code: number): void {
    this.#apply({ type: 'gone', callId, code, at: this.#now() });
  }

  /** This page has lost its endpoint, or its person. */
  reset(): void {
    this.#dialed = null;
    this.#apply({ type: 'reset' });
    this.#resumption.reset();
  }

  /** `room`: it is made into the room of another call. `text`: what the request carries for whoever decides on it. */
  async request(
    to: string,
    video: boolean,
    name: string | null,
    room?: CallRoom,
    text = '',
  ): Promise<Result<CallSnapshot>> {
    const { state } = this.#model.view;
    if (state !== 'idle' && state !== 'ended') return failure(CODES.busy, 'this page is in a call');
    const dialed = { requestId: randomId() };
    const since = this.#now();
    this.#dialed = dialed;
    this.#apply({ type: 'dial', to, name, kinds: { audio: true, video }, at: since });
    const flags = video ? VIDEO_CALL : VOICE_CALL;
    // To whom a call only goes over there is no link.
    const preconnect = room?.as !== 'transfer';
    const payload = { to, requestId: dialed.requestId, flags, preconnect, text, ...(room && { room }) };
    const result = await this.#insistent.send('call:request', payload, () => this.#dialed === dialed);
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
    const reason = startedCall(view) ? code : isCaller ? CODES.canceled : CODES.rejected;
    // An accept that is on its way may win: a FINISH is right before and after the start (C10).
    const isPlain = view.state === 'outgoing' ? isCaller : view.state === 'incoming' && !view.answering;
    const said = this.#farewells.say(call.callId, isPlain ? 'call:reply' : 'call:finish', reason);
    this.#apply({ type: 'left', code: reason, at: this.#now() });
    void said.then((result) => result.ok && this.#refusedAgain(result.value, reason));
    return said;
  }

  /** It rang here anew while the refusal was on its way, and that is what the server took it for: no news will say so (C8). */
  #refusedAgain({ callId, version }: CallSnapshot, code: number): void {
    const { view } = this.#model;
    const isMeant = view.state === 'incoming' && view.call.callId === callId && view.call.version <= version;
    if (isMeant) this.gone(callId, code);
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
    const result = await this.#insistent.send('call:reply', { callId, code: CODES.ok }, isOpen, CONFIRM_MS);
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
    this.#model = this.#goOn(before, reduce(before, input), input);
    if (this.#model.missed !== before.missed || this.#model.over !== before.over) this.#ports.keep.save(this.#model);
    if (this.#model.view !== before.view) this.#watchExpiry();
    const held = startedCall(before.view);
    const isHeld = held === null || held.callId === startedCall(this.#model.view)?.callId;
    // One that its person has left is kept until the server knows.
    if (!isHeld && !this.#farewells.isUnsaid(held.callId)) this.#resumption.forget(held.callId);
    this.#missed.set(this.#model.missed);
    this.#view.set(this.#model.view);
  }

  /** Whoever is called into a room goes on with who called when everybody else has left. */
  #goOn(before: CallModel, model: CallModel, input: CallInput): CallModel {
    const { view } = model;
    const hasEnded = view.state === 'ended' && startedCall(before.view) !== null && view.code !== CODES.transferred;
    const next = hasEnded && input.type !== 'left' ? this.#ports.next?.() : null;
    return next ? reduce(model, { type: 'goesOn', call: next }) : model;
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

/** The started call that a view is about, also while the server is still asked to take it up again. */
function startedCall(view: CallView): CallSnapshot | null {
  return view.state === 'started' || view.state === 'resuming' ? view.call : null;
}

function failure(code: number, message: string): { readonly ok: false; readonly error: ReturnType<typeof errorOf> } {
  return { ok: false, error: errorOf(code, message) };
}

function errorOf(code: number, message: string) {
  return { code, name: codeName(code), message } as const;
}
