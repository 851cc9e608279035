import {
  type CallSnapshot,
  CODES,
  type CommandPayload,
  type IceGrant,
  type Side,
  type User,
} from '@frontdesk/protocol';
import { type Answer, done, refused } from './answer.js';
import type { Call, LiveCall, Party } from './call.js';
import { EffectRunner } from './EffectRunner.js';
import { refuse, ring, transition } from './machine.js';
import type { CallStore, CallWatcher, Chance, Clock, Endpoints, Grants } from './ports.js';
import { type Actor, type Directory, mayReach, peerOf, REPLY_CODES, refusal, sideOf } from './rules.js';
import { snapshot } from './snapshot.js';
import type { CallEvent, Step } from './step.js';
import { Timers } from './Timers.js';

/** The times and policies of section 6; all times in ms. */
export interface CallSettings {
  readonly ringMs: number;
  readonly graceRingingMs: number;
  readonly graceCallMs: number;
  readonly directory: Directory;
  /** What holds where no business server decides: null lets the call ring, a code refuses it (C4). */
  readonly undecided: number | null;
}

export interface SwitchboardPorts {
  readonly store: CallStore;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly grants: Grants;
  readonly watchers: readonly CallWatcher[];
}

/** A page that said goodbye may come back within this time, in ms: closing and reloading look alike (C19). */
const BYE_GRACE_MS = 3_000;

/**
 * Runs the calls: each command finds its call, lets the pure machine say what becomes of it, saves, answers, and runs the
 * effects. Saved before told, so that whatever the news sets off sees the new state.
 */
export class Switchboard {
  readonly #ports: SwitchboardPorts;
  readonly #settings: CallSettings;
  readonly #timers: Timers;
  readonly #effects: EffectRunner;

  constructor(ports: SwitchboardPorts, settings: CallSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#timers = new Timers(ports.clock, (callId, timer, at) => {
      void this.#apply(callId, { type: 'timeUp', timer, at });
    });
    this.#effects = new EffectRunner(ports.endpoints, ports.grants, this.#timers);
  }

  /** C1–C3, C5, C16. A hopeless request is answered ok, with the call that has ended already. */
  async request(from: Actor, payload: CommandPayload<'call:request'>, answer: Answer<CallSnapshot>): Promise<void> {
    if (payload.to === from.userId) return answer(refused(CODES.notAllowed, 'one cannot call oneself'));
    const { store } = this.#ports;
    for (;;) {
      const known = await store.findRequest(from.userId, payload.requestId);
      if (known) return answer(done(known));
      const own = await store.liveCallOf(from.userId);
      if (own?.state === 'ringing' && own.caller.userId === payload.to && own.callee.userId === from.userId) {
        await store.link(from.userId, payload.requestId, own);
        const isAccepted = await this.#accept(own.callId, from, payload, answer);
        if (isAccepted) return;
        continue;
      }
      const step = await this.#place(from, payload, own);
      if ((await store.create(step.call, payload.requestId)) === 'conflict') continue;
      return this.#carryOut(null, step, answer);
    }
  }

  /** C6–C8, C14, C15. */
  async reply(from: Actor, payload: CommandPayload<'call:reply'>, answer: Answer<CallSnapshot>): Promise<void> {
    const { callId, code, param, text } = payload;
    if (!REPLY_CODES.includes(code)) return answer(refused(CODES.badArgument, `a reply cannot carry the code ${code}`));
    const call = await this.#ports.store.find(callId);
    const why = refusal(call, from);
    if (why !== CODES.ok || !call) return answer(refused(why, 'this page is not in such a call'));
    const isCaller = sideOf(call, from.userId) === 'caller';
    if (isCaller !== (code === CODES.canceled)) {
      return answer(refused(CODES.badArgument, `the ${isCaller ? 'caller' : 'callee'} cannot reply ${code}`));
    }
    if (code === CODES.ok) {
      const isAccepted = await this.#accept(callId, from, payload, answer);
      if (!isAccepted) answer(refused(CODES.notInCall, 'this page is not in such a call'));
      return;
    }
    const words = { endpointId: from.endpointId, at: this.#ports.clock.now(), param, text };
    await this.#act(
      callId,
      from,
      isCaller ? { type: 'canceled', ...words } : { type: 'rejected', code, ...words },
      answer,
    );
  }

  /** C10, C11, C17. */
  async finish(from: Actor, payload: CommandPayload<'call:finish'>, answer: Answer<CallSnapshot>): Promise<void> {
    const { callId, code, param, text } = payload;
    const call = await this.#ports.store.find(callId);
    const side = call && sideOf(call, from.userId);
    if (!side) return answer(refused(CODES.notInCall, 'this page is not in such a call'));
    const at = this.#ports.clock.now();
    await this.#act(callId, from, { type: 'hungUp', side, endpointId: from.endpointId, code, at, param, text }, answer);
  }

  /** C22: only between the two bound pages of a started call; nothing is kept for a page that is away. */
  async signal(from: Actor, payload: CommandPayload<'call:signal'>, answer: Answer<null>): Promise<void> {
    const { callId, to, epoch, data } = payload;
    const peer = peerOf(await this.#ports.store.find(callId), from);
    if (peer?.endpointId !== to) return answer(refused(CODES.notInCall, 'no such page in a started call of this page'));
    if (!this.#ports.endpoints.isConnected(peer.userId, to)) {
      return answer(refused(CODES.disconnected, 'the other page is away'));
    }
    answer({ ok: true, value: null });
    this.#ports.endpoints.tell(peer, 'call:signal', { callId, from: from.endpointId, epoch, data });
  }

  /** Fresh credentials for the way to the other side, for a page that may signal (C22). */
  async ice(from: Actor, { callId }: CommandPayload<'call:ice'>, answer: Answer<IceGrant>): Promise<void> {
    const call = await this.#ports.store.find(callId);
    if (call?.state !== 'started' || !peerOf(call, from)) {
      return answer(refused(CODES.notInCall, 'this page is not in such a call'));
    }
    answer({ ok: true, value: this.#ports.grants.grant(call, from) });
  }

  /** C20, as far as the call is known: its snapshot. A ticket of a call that is over or forgotten is refused. */
  async resume(from: Actor, { ticket }: CommandPayload<'call:resume'>, answer: Answer<CallSnapshot>): Promise<void> {
    const named = this.#ports.grants.redeem(ticket, from);
    const call = named ? await this.#ports.store.find(named.callId) : undefined;
    if (!call || !peerOf(call, from)) return answer(refused(CODES.notInCall, 'no such call any more'));
    answer(done(call));
  }

  /** What a page that connects must know before anything else (section 3, `session:ready`). */
  async session(userId: string, endpointId: string): Promise<{ calls: CallSnapshot[]; ended: CallSnapshot[] }> {
    const { store } = this.#ports;
    const live = await store.liveCallOf(userId);
    const ended = (await store.endedOf(userId)).filter((call) => {
      if (call.caller.userId === userId) return call.callerEndpoint === endpointId;
      return call.state === 'finished' && call.rang.includes(endpointId);
    });
    return { calls: live ? [snapshot(live)] : [], ended: ended.map(snapshot) };
  }

  /** Whether this page is in a live call: then it may come back even with a token that has expired. */
  async isInCall(userId: string, endpointId: string): Promise<boolean> {
    const call = await this.#ports.store.liveCallOf(userId);
    if (!call) return false;
    if (call.caller.userId === userId) return call.callerEndpoint === endpointId;
    return call.state === 'started' ? call.calleeEndpoint === endpointId : call.rang.includes(endpointId);
  }

  /** A page connected (C19). */
  async endpointFound(userId: string, endpointId: string): Promise<void> {
    const call = await this.#ports.store.liveCallOf(userId);
    const side = call && this.#sideOfPage(call, userId, endpointId);
    if (!side) return;
    await this.#apply(call.callId, { type: 'found', side, endpointId });
    // It may have gone again while that was saved; its loss was then looked at too early.
    if (!this.#ports.endpoints.isConnected(userId, endpointId)) await this.endpointLost(userId, endpointId, false);
  }

  /** A page's connection is gone (C19, C21); `saidBye` when it told so itself. */
  async endpointLost(userId: string, endpointId: string, saidBye: boolean): Promise<void> {
    const { store, clock } = this.#ports;
    const call = await store.liveCallOf(userId);
    const side = call && this.#sideOfPage(call, userId, endpointId);
    if (!side || this.#isThere(call, side, userId, endpointId)) return;
    const graceMs = call.state === 'started' ? this.#settings.graceCallMs : this.#settings.graceRingingMs;
    const until = clock.now() + (saidBye ? Math.min(graceMs, BYE_GRACE_MS) : graceMs);
    await this.#apply(call.callId, { type: 'lost', side, endpointId, until });
    // It may have come back while that was saved; its return was then looked at too early.
    if (this.#isThere(call, side, userId, endpointId)) {
      await this.#apply(call.callId, { type: 'found', side, endpointId });
    }
  }

  /** Stops every timer: the process ends, and calls do not. */
  stop(): void {
    this.#timers.stopAll();
  }

  #sideOfPage(call: LiveCall, userId: string, endpointId: string): Side | null {
    if (call.caller.userId === userId) return call.callerEndpoint === endpointId ? 'caller' : null;
    return call.state === 'ringing' || call.calleeEndpoint === endpointId ? 'callee' : null;
  }

  /** While it rings, any page of the callee will do (C21). */
  #isThere(call: LiveCall, side: Side, userId: string, endpointId: string): boolean {
    const { endpoints } = this.#ports;
    if (side === 'callee' && call.state === 'ringing') return endpoints.connectedOf(userId).length > 0;
    return endpoints.isConnected(userId, endpointId);
  }

  /** A new call, ringing or refused, in the order of C3. */
  async #place(from: Actor, payload: CommandPayload<'call:request'>, own: LiveCall | undefined): Promise<Step> {
    const { chance, clock, endpoints } = this.#ports;
    const { requestId: _, preconnect: __, to, ...asked } = payload;
    const seen = endpoints.user(to);
    const callee = seen && mayReach(this.#settings.directory, from.role, seen.role) ? seen : null;
    const now = clock.now();
    const call = {
      callId: chance.callId(),
      caller: { userId: from.userId, name: from.name, role: from.role },
      callerEndpoint: from.endpointId,
      callee: callee ? partyOf(callee) : { userId: to, name: to, role: null },
      ...asked,
      requestedAt: now,
    };
    const isCalleeBusy = callee !== null && (await this.#ports.store.liveCallOf(to)) !== undefined;
    const rang = callee ? endpoints.connectedOf(to) : [];
    const code = this.#obstacle(own, isCalleeBusy, rang);
    if (code !== CODES.ok) return refuse({ ...call, code, finishedAt: now });
    return ring({ ...call, ringingAt: now, expiresAt: now + this.#settings.ringMs, rang });
  }

  #obstacle(own: LiveCall | undefined, isCalleeBusy: boolean, calleePages: readonly string[]): number {
    if (own) return CODES.busy;
    if (this.#settings.undecided !== null) return this.#settings.undecided;
    // Someone whose page is lost in a call comes back to that call: busy, not offline.
    if (isCalleeBusy) return CODES.busy;
    return calleePages.length === 0 ? CODES.offline : CODES.ok;
  }

  /** Answers false, and nothing else, if the call is not there to be accepted any more. */
  async #accept(
    callId: string,
    from: Actor,
    { param, text }: { param: number; text: string },
    answer: Answer<CallSnapshot>,
  ): Promise<boolean> {
    const { chance, clock } = this.#ports;
    let isAccepted = true;
    await this.#act(
      callId,
      from,
      () => ({ type: 'accepted', endpointId: from.endpointId, roomId: chance.roomId(), at: clock.now(), param, text }),
      (result) => {
        if (!result.ok && result.error.code === CODES.notInCall) isAccepted = false;
        else answer(result);
      },
    );
    return isAccepted;
  }

  /** A party's step: the right to act is looked at again whenever someone else was faster. */
  async #act(
    callId: string,
    from: Actor,
    event: CallEvent | (() => CallEvent),
    answer: Answer<CallSnapshot>,
  ): Promise<void> {
    await this.#apply(callId, event, answer, (call) => refusal(call, from));
  }

  /** Find, transition, save, answer, run the effects; from the start if someone else was faster. */
  async #apply(
    callId: string,
    event: CallEvent | (() => CallEvent),
    answer: Answer<CallSnapshot> = () => undefined,
    authorize: (call: Call | undefined) => number = () => CODES.ok,
  ): Promise<void> {
    const { store } = this.#ports;
    for (;;) {
      const call = await store.find(callId);
      const why = authorize(call);
      if (why !== CODES.ok || !call) return answer(refused(why || CODES.notInCall, 'this page is not in such a call'));
      const step = transition(call, typeof event === 'function' ? event() : event);
      if (!step) return answer(refused(CODES.notInCall, 'the call is over'));
      if (step.call !== call && (await store.save(step.call, call.version)) !== 'saved') continue;
      return this.#carryOut(call, step, answer);
    }
  }

  #carryOut(before: Call | null, { call, effects }: Step, answer: Answer<CallSnapshot>): void {
    const view = snapshot(call);
    answer({ ok: true, value: view });
    this.#effects.run(call, view, effects);
    if (before !== call) for (const watch of this.#ports.watchers) watch(before, call);
  }
}

function partyOf({ userId, name, role }: User): Party {
  return { userId, name, role };
}
