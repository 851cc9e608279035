import type { CallSnapshot, Result, Side } from '@frontdesk/protocol';
import type { Answer } from './answer.js';
import type { CallPorts, CallSettings } from './CallPorts.js';
import { type Call, isLive, type LiveCall, type PageAddress } from './call.js';
import { Decisions } from './Decisions.js';
import { EffectRunner, viewFor } from './EffectRunner.js';
import { factsOf, type Lasting, lastingOf } from './lasting.js';
import { transition } from './machine.js';
import { Order, type Place } from './Order.js';
import { Rooms } from './Rooms.js';
import { isUnshown, NO_SUCH_CALL, pageOf, sideOfPage } from './rules.js';
import { snapshot } from './snapshot.js';
import type { CallEvent, Step } from './step.js';
import { type RunningTimer, Timers } from './Timers.js';

/** How often a command that others overtake is tried again. Two in a row is a crowd; this many is a fault. */
export const ATTEMPTS = 100;

/** A page that said goodbye may come back within this time, in ms: closing and reloading look alike (C19). */
const BYE_GRACE_MS = 3_000;

/** What is to happen to a call as it is now, or why nothing does. Asked again whenever someone else was faster. */
export type Next = (call: Call) => CallEvent | Result<never> | Promise<CallEvent | Result<never>>;

/**
 * Takes calls from step to step: find the call, let the pure machine say what becomes of it, save, answer, run the effects.
 * Saved before told, so that whatever the news sets off sees the new state.
 */
export class CallRunner {
  readonly decisions: Decisions;
  readonly rooms: Rooms;
  readonly #ports: CallPorts;
  readonly #settings: CallSettings;
  readonly #timers: Timers;
  readonly #effects: EffectRunner;
  readonly #order = new Order();

  /** `running` are the timers of calls that are in the store already. */
  constructor(ports: CallPorts, settings: CallSettings, running: readonly RunningTimer[] = []) {
    this.#ports = ports;
    this.#settings = settings;
    this.decisions = new Decisions(ports, settings, (callId, next) => this.apply(callId, next));
    this.rooms = new Rooms(
      ports,
      (callId, next, answer, viewer) => this.apply(callId, next, answer, viewer),
      (callId) => this.told(callId),
    );
    this.#timers = new Timers(ports.clock, (timer) => this.#timeUp(timer));
    this.#effects = new EffectRunner(ports, this.#timers, (callId, view) => this.decisions.ask(callId, view));
    for (const { callId, timer, at } of running) this.#timers.start(callId, timer, at);
  }

  /** Find, transition, save, answer, run the effects; from the start if someone else was faster. `viewer` is who is answered. */
  async apply(
    callId: string,
    next: Next,
    answer: Answer<CallSnapshot> = () => undefined,
    viewer: string | null = null,
  ): Promise<void> {
    const { store } = this.#ports;
    let written: Lasting | null = null;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const call = await store.find(callId);
      if (!call) return answer(NO_SUCH_CALL);
      const made = next(call);
      const event = made instanceof Promise ? await made : made;
      const step = 'ok' in event ? null : transition(call, event);
      const lasting = step && lastingOf(call, step.call);
      if (written && written !== lasting) written = this.#takeBack(call, written, lasting);
      if (!step) return answer('ok' in event ? event : NO_SUCH_CALL);
      // Once, however often others are faster: it is taken back once, too.
      if (lasting === 'handOver' || (lasting && written !== lasting)) {
        written = lasting;
        await this.#write(call, step.call);
      }
      const save = async (place: Place) => {
        if (step.call !== call) return (await store.save(step.call, call.version)) === 'saved';
        // Nothing to save: it is still true when all that came before is told, or it is looked at again.
        await place.isNext;
        return (await store.find(callId)) === call;
      };
      if (await this.#carryOut(call, step, save, answer, viewer)) return;
    }
    throw new Error(`call ${callId} met a conflict ${ATTEMPTS} times`);
  }

  /** A new call, under its caller's `requestId` if it has one; false if it can't be there as it is. */
  begin(step: Step, requestId: string | null, answer: Answer<CallSnapshot>): Promise<boolean> {
    const save = async () => (await this.#ports.store.create(step.call, requestId)) === 'created';
    return this.#carryOut(null, step, save, answer, null);
  }

  /** Resolves when all that is saved of a call is told; null if it is. */
  told(callId: string): Promise<void> | null {
    return this.#order.told(callId);
  }

  /**
   * The end of a started call is on disk before it is true for anyone, so that no ticket of it is good any more, whatever dies
   * now (C20), and nobody is called anew before the end was told. So is a hand-over: the older tickets name one who has left.
   */
  async #write(before: Call, after: Call): Promise<void> {
    const { ledger } = this.#ports;
    if (after.state === 'started') return ledger.handedOver(factsOf(after));
    if (before.state !== 'started' || after.state !== 'finished') return;
    const { finishedAt: at, code, endedBy } = after;
    await ledger.ended({ callId: before.asked.callId, isTakenUp: before.isTakenUp, at, code, endedBy });
  }

  /** Others were faster, and the call goes on as it was. Answers what is written still. */
  #takeBack(call: Call, written: Lasting, wanted: Lasting | null): Lasting | null {
    const { ledger } = this.#ports;
    if (call.state !== 'started') return written;
    if (written === 'end') ledger.goesOn(call.asked.callId);
    // An end makes it worthless, whoever is in the call.
    else if (wanted !== 'end') void ledger.handedOver(factsOf(call));
    return null;
  }

  /** Saves, answers and tells; false, and nothing of it, if it could not be saved. */
  async #carryOut(
    before: Call | null,
    step: Step,
    save: (place: Place) => Promise<boolean>,
    answer: Answer<CallSnapshot>,
    viewer: string | null,
  ): Promise<boolean> {
    const place = this.#order.take(step.call.asked.callId);
    try {
      if (!(await save(place))) return false;
      if (place.isNext) await place.isNext;
      this.#tell(before, step, answer, viewer);
    } finally {
      place.leave();
    }
    if (isLive(step.call)) await this.#reconcile(step.call);
    const consequence = this.rooms.after(before, step.call);
    if (consequence) await consequence;
    return true;
  }

  #tell(before: Call | null, { call, effects }: Step, answer: Answer<CallSnapshot>, viewer: string | null): void {
    if (before?.state === 'deciding' && call.state !== 'deciding') this.decisions.forget(call.asked.callId);
    const change = { before, call, view: snapshot(call) };
    answer({ ok: true, value: viewer === null ? change.view : viewFor(change, viewer) });
    this.#effects.run(change, effects);
    if (before !== call) for (const observe of this.#ports.observers) observe(before, call);
  }

  /** A page connected (C19). */
  async found(userId: string, endpointId: string): Promise<void> {
    for (const call of await this.#ports.store.liveCallsOf(userId)) {
      const side = sideOfPage(call, userId, endpointId);
      if (!side) continue;
      await this.apply(call.asked.callId, () => ({ type: 'found', side, userId, endpointId }));
      if (call.state === 'started') await this.rooms.greet(call, { userId, endpointId });
    }
  }

  /** A page's connection is gone (C19, C21); `saidBye` when it told so itself. */
  async lost(userId: string, endpointId: string, saidBye: boolean): Promise<void> {
    for (const call of await this.#ports.store.liveCallsOf(userId)) {
      const side = sideOfPage(call, userId, endpointId);
      if (!side || this.#isThere(call, side)) continue;
      await this.apply(call.asked.callId, (now) =>
        isLive(now) ? this.#loss(now, side, { userId, endpointId }, saidBye) : NO_SUCH_CALL,
      );
    }
  }

  /** The timers that run. */
  get timers(): readonly RunningTimer[] {
    return this.#timers.running();
  }

  /** Stops every timer: the process ends, and calls do not. */
  stop(): void {
    this.#timers.stopAll();
  }

  /** In whose place the policy answers when a business server does not, only those who decide know. */
  #timeUp({ callId, timer, at }: RunningTimer): void {
    if (timer === 'decide') void this.decisions.tooLate(callId);
    else if (timer === 'callerGrace' || timer === 'calleeGrace') void this.#graceOver(callId, timer, at);
    else void this.apply(callId, () => ({ type: 'timeUp', timer, at }));
  }

  async #graceOver(callId: string, timer: 'callerGrace' | 'calleeGrace', at: number): Promise<void> {
    const call = await this.#ports.store.find(callId);
    if (call?.state === 'started' && (await this.rooms.inherit(call, timer, at))) return;
    await this.apply(callId, () => ({ type: 'timeUp', timer, at }));
  }

  #loss(call: LiveCall, side: Side, page: PageAddress, saidBye: boolean): CallEvent {
    const { graceCallMs, graceRingingMs, graceWaitingMs } = this.#settings;
    const isHeld = call.state === 'waiting' || (call.state === 'ringing' && call.held !== null);
    const isWaiting = isHeld && side === 'caller';
    const graceMs = isWaiting ? graceWaitingMs : call.state === 'started' ? graceCallMs : graceRingingMs;
    // A waiting caller keeps the place, goodbye or not.
    const waitMs = saidBye && !isWaiting ? Math.min(graceMs, BYE_GRACE_MS) : graceMs;
    return { type: 'lost', side, ...page, until: this.#ports.clock.now() + waitMs };
  }

  /** While it rings, any page of any who are rung will do (C21). */
  #isThere(call: LiveCall, side: Side): boolean {
    const { endpoints } = this.#ports;
    const page = pageOf(call, side);
    if (page) return endpoints.isConnected(page.userId, page.endpointId) && !isUnshown(call, side);
    return call.state !== 'ringing' || call.targets.some(({ userId }) => endpoints.connectedOf(userId).length > 0);
  }

  /**
   * Pages come and go while a step is being saved: what the call thinks of its pages is held against what is, after each.
   * Without it, one who accepts and is cut off in the same moment would be missed by nobody.
   */
  async #reconcile(call: LiveCall): Promise<void> {
    for (const side of ['caller', 'callee'] as const) {
      const isThere = this.#isThere(call, side);
      const isMissed = call.lost[side] !== null;
      if (isThere !== isMissed) continue;
      const page = pageOf(call, side) ?? this.#anyPage(call);
      return this.apply(call.asked.callId, (now) => {
        if (!isLive(now)) return NO_SUCH_CALL;
        return isThere ? { type: 'found', side, ...page } : this.#loss(now, side, page, false);
      });
    }
  }

  /** One of the pages on which it rings; of none, the first who is rung. */
  #anyPage(call: LiveCall): PageAddress {
    const targets = call.state === 'ringing' ? call.targets : [];
    for (const { userId } of targets) {
      const [endpointId] = this.#ports.endpoints.connectedOf(userId);
      if (endpointId !== undefined) return { userId, endpointId };
    }
    return { userId: targets[0]?.userId ?? '', endpointId: '' };
  }
}
