import { type CallSnapshot, CODES, type Side } from '@frontdesk/protocol';
import { type Answer, refused } from './answer.js';
import { type Call, isLive, type LiveCall } from './call.js';
import { EffectRunner } from './EffectRunner.js';
import { transition } from './machine.js';
import type { CallStore, CallWatcher, Chance, Clock, Endpoints, Grants } from './ports.js';
import { pageOf, sideOfPage } from './rules.js';
import { snapshot } from './snapshot.js';
import type { CallEvent, Step } from './step.js';
import { Timers } from './Timers.js';

/** What the calls need of the outside. */
export interface CallPorts {
  readonly store: CallStore;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly grants: Grants;
  readonly watchers: readonly CallWatcher[];
}

/** How long a lost page is waited for, in ms (C19). */
export interface GraceSettings {
  readonly graceRingingMs: number;
  readonly graceCallMs: number;
}

/** How often a command that others overtake is tried again. Two in a row is a crowd; this many is a fault. */
export const ATTEMPTS = 100;

/** A page that said goodbye may come back within this time, in ms: closing and reloading look alike (C19). */
const BYE_GRACE_MS = 3_000;

/**
 * Takes calls from step to step: find the call, let the pure machine say what becomes of it, save, answer, run the effects.
 * Saved before told, so that whatever the news sets off sees the new state.
 */
export class CallRunner {
  readonly #ports: CallPorts;
  readonly #settings: GraceSettings;
  readonly #timers: Timers;
  readonly #effects: EffectRunner;

  constructor(ports: CallPorts, settings: GraceSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#timers = new Timers(ports.clock, (callId, timer, at) => {
      void this.apply(callId, { type: 'timeUp', timer, at });
    });
    this.#effects = new EffectRunner(ports.endpoints, ports.grants, this.#timers);
  }

  /** Find, transition, save, answer, run the effects; from the start if someone else was faster. */
  async apply(
    callId: string,
    event: CallEvent | (() => CallEvent),
    answer: Answer<CallSnapshot> = () => undefined,
    authorize: (call: Call | undefined) => number = () => CODES.ok,
  ): Promise<void> {
    const { store } = this.#ports;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const call = await store.find(callId);
      const why = authorize(call);
      if (why !== CODES.ok || !call) return answer(refused(why || CODES.notInCall, 'this page is not in such a call'));
      const step = transition(call, typeof event === 'function' ? event() : event);
      if (!step) return answer(refused(CODES.notInCall, 'the call is over'));
      if (step.call !== call && (await store.save(step.call, call.version)) !== 'saved') continue;
      return this.carryOut(call, step, answer);
    }
    throw new Error(`call ${callId} met a conflict ${ATTEMPTS} times`);
  }

  /** Answers for a step that is saved, and runs its effects. */
  async carryOut(before: Call | null, { call, effects }: Step, answer: Answer<CallSnapshot>): Promise<void> {
    const view = snapshot(call);
    answer({ ok: true, value: view });
    this.#effects.run(call, view, effects);
    if (before !== call) for (const watch of this.#ports.watchers) watch(before, call);
    await this.#reconcile(call);
  }

  /** A page connected (C19). */
  async found(userId: string, endpointId: string): Promise<void> {
    const call = await this.#ports.store.liveCallOf(userId);
    const side = call && sideOfPage(call, userId, endpointId);
    if (side) await this.apply(call.callId, { type: 'found', side, endpointId });
  }

  /** A page's connection is gone (C19, C21); `saidBye` when it told so itself. */
  async lost(userId: string, endpointId: string, saidBye: boolean): Promise<void> {
    const call = await this.#ports.store.liveCallOf(userId);
    const side = call && sideOfPage(call, userId, endpointId);
    if (side && !this.#isThere(call, side)) await this.apply(call.callId, this.#loss(call, side, endpointId, saidBye));
  }

  /** How many calls have a timer running. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Stops every timer: the process ends, and calls do not. */
  stop(): void {
    this.#timers.stopAll();
  }

  #loss(call: LiveCall, side: Side, endpointId: string, saidBye: boolean): CallEvent {
    const graceMs = call.state === 'started' ? this.#settings.graceCallMs : this.#settings.graceRingingMs;
    const until = this.#ports.clock.now() + (saidBye ? Math.min(graceMs, BYE_GRACE_MS) : graceMs);
    return { type: 'lost', side, endpointId, until };
  }

  /** While it rings, any page of the callee will do (C21). */
  #isThere(call: LiveCall, side: Side): boolean {
    const { endpoints } = this.#ports;
    const page = pageOf(call, side);
    if (page === null) return endpoints.connectedOf(call.callee.userId).length > 0;
    return endpoints.isConnected(call[side].userId, page);
  }

  /**
   * Pages come and go while a step is being saved: what the call thinks of its pages is held against what is, after each.
   * Without it, one who accepts and is cut off in the same moment would be missed by nobody.
   */
  async #reconcile(call: Call): Promise<void> {
    if (!isLive(call)) return;
    for (const side of ['caller', 'callee'] as const) {
      const isThere = this.#isThere(call, side);
      if (isThere === (call.lost[side] === null)) continue;
      const endpointId = pageOf(call, side) ?? this.#ports.endpoints.connectedOf(call.callee.userId)[0] ?? '';
      return this.apply(
        call.callId,
        isThere ? { type: 'found', side, endpointId } : this.#loss(call, side, endpointId, false),
      );
    }
  }
}
