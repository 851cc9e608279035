import type { CallSnapshot, Result, Side } from '@frontdesk/protocol';
import type { Answer } from './answer.js';
import type { CallPorts, CallSettings } from './CallPorts.js';
import { type Call, isLive, type LiveCall, type PageAddress } from './call.js';
import { Decisions } from './Decisions.js';
import { EffectRunner } from './EffectRunner.js';
import { transition } from './machine.js';
import { isUnshown, NO_SUCH_CALL, pageOf, sideOfPage } from './rules.js';
import { snapshot, snapshotFor } from './snapshot.js';
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
  readonly #ports: CallPorts;
  readonly #settings: CallSettings;
  readonly #timers: Timers;
  readonly #effects: EffectRunner;

  /** `running` are the timers of calls that are in the store already. */
  constructor(ports: CallPorts, settings: CallSettings, running: readonly RunningTimer[] = []) {
    this.#ports = ports;
    this.#settings = settings;
    this.decisions = new Decisions(ports, settings, (callId, next) => this.apply(callId, next));
    this.#timers = new Timers(ports.clock, (timer) => this.#timeUp(timer));
    this.#effects = new EffectRunner(ports, this.#timers, (callId, view) => this.decisions.ask(callId, view));
    for (const { callId, timer, at } of running) this.#timers.start(callId, timer, at);
  }

  /** Find, transition, save, answer, run the effects; from the start if someone else was faster. */
  async apply(
    callId: string,
    next: Next,
    answer: Answer<CallSnapshot> = () => undefined,
    viewer: string | null = null,
  ): Promise<void> {
    const { store } = this.#ports;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const call = await store.find(callId);
      if (!call) return answer(NO_SUCH_CALL);
      const made = next(call);
      const event = made instanceof Promise ? await made : made;
      if ('ok' in event) return answer(event);
      const step = transition(call, event);
      if (!step) return answer(NO_SUCH_CALL);
      if (step.call !== call && (await store.save(step.call, call.version)) !== 'saved') continue;
      return this.carryOut(call, step, answer, viewer);
    }
    throw new Error(`call ${callId} met a conflict ${ATTEMPTS} times`);
  }

  /** Answers for a step that is saved, and runs its effects. `viewer` is the user who is answered. */
  async carryOut(
    before: Call | null,
    { call, effects }: Step,
    answer: Answer<CallSnapshot> = () => undefined,
    viewer: string | null = null,
  ): Promise<void> {
    // On disk before it is told, so that no ticket of it is good any more, whatever dies now (C20).
    if (before?.state === 'started' && call.state === 'finished') {
      await this.#ports.ledger.ended(call.asked.callId, before.startedAt, call.finishedAt);
    }
    const view = snapshot(call);
    const isOneOfMany = viewer !== null && call.state === 'ringing' && call.targets.length > 1;
    answer({ ok: true, value: isOneOfMany ? snapshotFor(call, viewer) : view });
    this.#effects.run({ before, call, view }, effects);
    if (before !== call) for (const observe of this.#ports.observers) observe(before, call);
    if (isLive(call)) await this.#reconcile(call);
  }

  /** A page connected (C19). */
  async found(userId: string, endpointId: string): Promise<void> {
    const call = await this.#ports.store.liveCallOf(userId);
    const side = call && sideOfPage(call, userId, endpointId);
    if (side) await this.apply(call.asked.callId, () => ({ type: 'found', side, userId, endpointId }));
  }

  /** A page's connection is gone (C19, C21); `saidBye` when it told so itself. */
  async lost(userId: string, endpointId: string, saidBye: boolean): Promise<void> {
    const call = await this.#ports.store.liveCallOf(userId);
    const side = call && sideOfPage(call, userId, endpointId);
    if (!side || this.#isThere(call, side)) return;
    await this.apply(call.asked.callId, (now) =>
      isLive(now) ? this.#loss(now, side, { userId, endpointId }, saidBye) : NO_SUCH_CALL,
    );
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
    if (timer === 'decide') void this.decisions.decided(callId, null);
    else void this.apply(callId, () => ({ type: 'timeUp', timer, at }));
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
