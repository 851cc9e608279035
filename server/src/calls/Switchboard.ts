import { type CallSnapshot, CODES, type CommandPayload, type IceGrant, type Result } from '@frontdesk/protocol';
import { type Answer, done, refused } from './answer.js';
import { ask, refuse, ring } from './beginnings.js';
import type { CallPorts, CallSettings } from './CallPorts.js';
import { ATTEMPTS, type CallRunner } from './CallRunner.js';
import type { Asked, Call, Deciding, Party } from './call.js';
import type { RoomPlace } from './Rooms.js';
import { resume } from './resume.js';
import { ringable } from './ringable.js';
import {
  type Actor,
  mayPreconnect,
  mayReach,
  NO_SUCH_CALL,
  REPLY_CODES,
  refusal,
  sideOf,
  sideOfPage,
  signalPeersOf,
} from './rules.js';
import { showSession } from './session.js';
import { targetOf } from './snapshot.js';
import type { CallEvent, Step } from './step.js';

/** What people on their pages may ask of calls: who may, in which order things are looked at, what is answered. */
export class Switchboard {
  readonly #ports: CallPorts;
  readonly #settings: CallSettings;
  readonly #runner: CallRunner;

  constructor(ports: CallPorts, settings: CallSettings, runner: CallRunner) {
    this.#ports = ports;
    this.#settings = settings;
    this.#runner = runner;
  }

  /** C1–C5, C16. A hopeless request is answered ok, with the call that has ended already. */
  async request(from: Actor, payload: CommandPayload<'call:request'>, answer: Answer<CallSnapshot>): Promise<void> {
    const { to, requestId } = payload;
    if (to === from.userId) return answer(refused(CODES.notAllowed, 'one cannot call oneself'));
    if (payload.room && from.role === 'caller') return answer(refused(CODES.notAllowed, 'only staff brings others in'));
    const { store } = this.#ports;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const known = await store.findRequest(from.userId, requestId);
      if (known && sideOf(known, from.userId)) return answer(done(known, from.userId));
      // One who has dialed back and was cut off says it again: the acceptance is gone, not the wish (C16).
      if (known) await store.unlink(from.userId, requestId);
      if (payload.room) {
        const place = await this.#runner.rooms.placeFor(from, to, payload.room);
        if ('ok' in place) return answer(place);
        const step = await this.#place(from, payload, place, place.isTaken);
        if (await this.#runner.begin(step, requestId, answer)) return;
        continue;
      }
      const own = await store.liveCallOf(from.userId);
      const theirs = own ?? (await store.liveCallOf(to));
      if (theirs && isFor(theirs, to, from, own !== undefined)) {
        await store.link(from.userId, requestId, theirs);
        const isAccepted = await this.#accept(theirs.asked.callId, from, payload, answer);
        if (isAccepted) return;
        await store.unlink(from.userId, requestId);
        continue;
      }
      const step = await this.#place(from, payload, null, own !== undefined);
      if (await this.#runner.begin(step, requestId, answer)) return;
    }
    throw new Error(`request ${requestId} of ${from.userId} met a conflict ${ATTEMPTS} times`);
  }

  /** C6–C8, C14, C15. */
  async reply(from: Actor, payload: CommandPayload<'call:reply'>, answer: Answer<CallSnapshot>): Promise<void> {
    const { callId, code, param, text } = payload;
    if (!REPLY_CODES.includes(code)) return answer(refused(CODES.badArgument, `a reply cannot carry the code ${code}`));
    const call = await this.#ports.store.find(callId);
    const why = call ? refusal(call, from) : NO_SUCH_CALL;
    if (why || !call) return answer(why ?? NO_SUCH_CALL);
    const isCaller = sideOf(call, from.userId) === 'caller';
    if (isCaller !== (code === CODES.canceled)) {
      return answer(refused(CODES.badArgument, `the ${isCaller ? 'caller' : 'callee'} cannot reply ${code}`));
    }
    if (code === CODES.ok) {
      const isAccepted = await this.#accept(callId, from, payload, answer);
      if (!isAccepted) answer(NO_SUCH_CALL);
      return;
    }
    const { userId, endpointId } = from;
    const words = { endpointId, at: this.#ports.clock.now(), param, text };
    await this.#act(
      callId,
      from,
      () => (isCaller ? { type: 'canceled', ...words } : { type: 'rejected', userId, code, ...words }),
      answer,
    );
  }

  /** C10, C11, C17. */
  async finish(from: Actor, payload: CommandPayload<'call:finish'>, answer: Answer<CallSnapshot>): Promise<void> {
    const { callId, code, param, text } = payload;
    const room = await this.#ports.store.room(callId);
    const side = room.host && sideOf(room.host, from.userId);
    if (!side) return answer(NO_SUCH_CALL);
    if (room.side && (await this.#runner.rooms.leave(room, from, answer))) return;
    const { userId, endpointId } = from;
    const at = this.#ports.clock.now();
    await this.#act(callId, from, () => ({ type: 'hungUp', side, userId, endpointId, code, at, param, text }), answer);
  }

  /** C30. */
  join(from: Actor, { callId }: CommandPayload<'call:join'>, answer: Answer<CallSnapshot>): Promise<void> {
    return this.#runner.rooms.join(from, callId, answer);
  }

  /** C31. */
  async transfer(from: Actor, payload: CommandPayload<'call:transfer'>, answer: Answer<CallSnapshot>): Promise<void> {
    if (from.role === 'caller') return answer(refused(CODES.notAllowed, 'only staff hands calls over'));
    await this.#runner.rooms.transfer(from, payload.callId, payload.to, answer);
  }

  /** C22: a page on which it rings says so, and whether it takes a link before the answer. */
  async alert(from: Actor, payload: CommandPayload<'call:alert'>, answer: Answer<CallSnapshot>): Promise<void> {
    const { userId, endpointId } = from;
    await this.#runner.apply(
      payload.callId,
      (call) => {
        const target = targetOf(call, userId);
        if (call.state !== 'ringing' || !target) return NO_SUCH_CALL;
        const preconnect = payload.preconnect && mayPreconnect(this.#settings.preconnect, call, target);
        return { type: 'alerted', userId, endpointId, preconnect };
      },
      answer,
      userId,
    );
  }

  /** C22: only between pages that are bound, or between which links are made while it rings; nothing is kept for one that is away. */
  async signal(from: Actor, payload: CommandPayload<'call:signal'>, answer: Answer<null>): Promise<void> {
    const { callId, to, epoch, data } = payload;
    const call = await this.#settled(callId);
    const peer = signalPeersOf(call, from).find(({ endpointId }) => endpointId === to);
    const way = peer ? { page: peer, callId } : await this.#runner.rooms.wayTo(call, from, to);
    if (!way) return answer(refused(CODES.notInCall, 'no such page in a call of this page that takes signals'));
    if (!this.#ports.endpoints.isConnected(way.page.userId, to)) {
      return answer(refused(CODES.disconnected, 'the other page is away'));
    }
    answer({ ok: true, value: null });
    this.#ports.endpoints.tell(way.page, 'call:signal', { callId: way.callId, from: from.endpointId, epoch, data });
  }

  /** The call as it is when all of it that is saved is told: a signal comes behind START, and none behind the end (C6, C13). */
  async #settled(callId: string): Promise<Call | undefined> {
    for (;;) {
      await this.#runner.told(callId);
      const call = await this.#ports.store.find(callId);
      if (!this.#runner.told(callId)) return call;
    }
  }

  /** Fresh credentials for the way to the other side, for a page that may signal (C22). */
  async ice(from: Actor, { callId }: CommandPayload<'call:ice'>, answer: Answer<IceGrant>): Promise<void> {
    const call = await this.#ports.store.find(callId);
    if (!call || signalPeersOf(call, from).length === 0) return answer(NO_SUCH_CALL);
    const { grants } = this.#ports;
    answer({ ok: true, value: call.state === 'started' ? grants.grant(call, from) : grants.way(from) });
  }

  /** C20. */
  resume(from: Actor, { ticket }: CommandPayload<'call:resume'>, answer: Answer<CallSnapshot>): Promise<void> {
    return resume({ ports: this.#ports, settings: this.#settings, runner: this.#runner }, from, ticket, answer);
  }

  /** What a page that connects must know before anything else (section 3, `session:ready`). */
  session(userId: string, endpointId: string): Promise<{ calls: CallSnapshot[]; ended: CallSnapshot[] }> {
    return showSession(this.#ports, userId, endpointId);
  }

  /** Whether this page is in a live call: then it may come back even with a token that has expired. */
  async isInCall(userId: string, endpointId: string): Promise<boolean> {
    const calls = await this.#ports.store.liveCallsOf(userId);
    return calls.some((call) => sideOfPage(call, userId, endpointId) !== null);
  }

  /** A page connected (C19). */
  endpointFound(userId: string, endpointId: string): Promise<void> {
    return this.#runner.found(userId, endpointId);
  }

  /** A page's connection is gone (C19, C21); `saidBye` when it told so itself. */
  endpointLost(userId: string, endpointId: string, saidBye: boolean): Promise<void> {
    return this.#runner.lost(userId, endpointId, saidBye);
  }

  /** A new call, in the order of C3: refused, put before a business server, or ringing. */
  async #place(
    from: Actor,
    payload: CommandPayload<'call:request'>,
    room: RoomPlace | null,
    isBusy: boolean,
  ): Promise<Step> {
    const { clock, decider } = this.#ports;
    const { directory, decideMs, decideDefault, isDecisionRequired, ringMs } = this.#settings;
    const at = clock.now();
    const asked = this.#asked(from, payload, room, at);
    if (isBusy) return refuse(asked, CODES.busy, at);
    if (decider.isAttached) return ask(asked, at + decideMs);
    if (isDecisionRequired && decideDefault === 'deny') return refuse(asked, CODES.businessTimeout, at);
    const { caller, callId } = asked;
    const { code, targets, rang } = await ringable(this.#ports, [payload.to], { caller, callId, directory });
    if (code !== CODES.ok) return refuse(asked, code, at);
    return ring(asked, { targets, rang, at, expiresAt: at + ringMs });
  }

  #asked(
    from: Actor,
    { to, flags, param, text, preconnect }: CommandPayload<'call:request'>,
    room: RoomPlace | null,
    at: number,
  ): Asked {
    const { chance, endpoints } = this.#ports;
    const seen = endpoints.user(to);
    const isSeen = seen && mayReach(this.#settings.directory, from.role, seen.role);
    const dialed: Party = isSeen
      ? { userId: to, name: seen.name, role: seen.role }
      : { userId: to, name: to, role: null };
    return {
      callId: chance.callId(),
      caller: { userId: from.userId, name: from.name, role: from.role },
      callerEndpoint: from.endpointId,
      dialed,
      flags,
      param,
      text,
      preconnect,
      room: room && { callId: room.callId, roomId: room.roomId, as: room.as },
      requestedAt: at,
    };
  }

  /** Answers false, and nothing else, if the call is not there to be accepted any more. */
  async #accept(
    callId: string,
    from: Actor,
    { param, text }: { param: number; text: string },
    answer: Answer<CallSnapshot>,
  ): Promise<boolean> {
    const { chance, clock } = this.#ports;
    const { userId, endpointId } = from;
    let isAccepted = true;
    await this.#runner.apply(
      callId,
      async (call) => {
        const why = call.state === 'deciding' ? await this.#advanceRefusal(call, from) : refusal(call, from);
        const at = clock.now();
        const graceUntil = at + this.#settings.graceCallMs;
        return why ?? { type: 'accepted', userId, endpointId, roomId: chance.roomId(), at, graceUntil, param, text };
      },
      (result) => {
        if (!result.ok && result.error.code === CODES.notInCall) isAccepted = false;
        else answer(result);
      },
      userId,
    );
    return isAccepted;
  }

  /** Why someone may not accept a call that is still being decided, by dialing its caller; null if they may (C16). */
  async #advanceRefusal(call: Deciding, from: Actor): Promise<Result<never> | null> {
    if (call.accepted) return refusal(call, from);
    const isFree = (await this.#ports.store.liveCallOf(from.userId)) === undefined;
    return isFree && call.asked.dialed.userId === from.userId ? null : NO_SUCH_CALL;
  }

  /** A party's step: the right to act is looked at again whenever someone else was faster. */
  #act(callId: string, from: Actor, event: () => CallEvent, answer: Answer<CallSnapshot>): Promise<void> {
    return this.#runner.apply(callId, (call) => refusal(call, from) ?? event(), answer, from.userId);
  }
}

/** Whether someone who dials this user accepts this call by it: the user has dialed them first (C16). */
function isFor(call: Call, callerId: string, { userId, endpointId }: Actor, isOwn: boolean): boolean {
  if (call.asked.caller.userId !== callerId) return false;
  if (call.state === 'ringing') return isOwn && sideOf(call, userId) === 'callee';
  if (call.state !== 'deciding' || call.asked.dialed.userId !== userId) return false;
  return !call.accepted || call.accepted.endpointId === endpointId;
}
