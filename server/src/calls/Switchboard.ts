import { type CallSnapshot, CODES, type CommandPayload, type IceGrant, type User } from '@frontdesk/protocol';
import { type Answer, done, refused } from './answer.js';
import { ATTEMPTS, type CallPorts, CallRunner, type GraceSettings } from './CallRunner.js';
import type { LiveCall, Party } from './call.js';
import { refuse, ring } from './machine.js';
import { type Actor, type Directory, mayReach, peerOf, REPLY_CODES, refusal, sideOf, sideOfPage } from './rules.js';
import { snapshot } from './snapshot.js';
import type { CallEvent, Step } from './step.js';

/** The times and policies of section 6; all times in ms. */
export interface CallSettings extends GraceSettings {
  readonly ringMs: number;
  readonly directory: Directory;
  /** What holds where no business server decides: null lets the call ring, a code refuses it (C4). */
  readonly undecided: number | null;
}

/** What people on their pages may ask of calls: who may, in which order things are looked at, what is answered. */
export class Switchboard {
  readonly #ports: CallPorts;
  readonly #settings: CallSettings;
  readonly #runner: CallRunner;

  constructor(ports: CallPorts, settings: CallSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#runner = new CallRunner(ports, settings);
  }

  /** C1–C3, C5, C16. A hopeless request is answered ok, with the call that has ended already. */
  async request(from: Actor, payload: CommandPayload<'call:request'>, answer: Answer<CallSnapshot>): Promise<void> {
    if (payload.to === from.userId) return answer(refused(CODES.notAllowed, 'one cannot call oneself'));
    const { store } = this.#ports;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const known = await store.findRequest(from.userId, payload.requestId);
      if (known) return answer(done(known));
      const own = await store.liveCallOf(from.userId);
      if (own?.state === 'ringing' && own.caller.userId === payload.to && own.callee.userId === from.userId) {
        await store.link(from.userId, payload.requestId, own);
        const isAccepted = await this.#accept(own.callId, from, payload, answer);
        if (isAccepted) return;
        await store.unlink(from.userId, payload.requestId);
        continue;
      }
      const step = await this.#place(from, payload, own);
      if ((await store.create(step.call, payload.requestId)) === 'conflict') continue;
      return this.#runner.carryOut(null, step, answer);
    }
    throw new Error(`request ${payload.requestId} of ${from.userId} met a conflict ${ATTEMPTS} times`);
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
    return call !== undefined && sideOfPage(call, userId, endpointId) !== null;
  }

  /** A page connected (C19). */
  endpointFound(userId: string, endpointId: string): Promise<void> {
    return this.#runner.found(userId, endpointId);
  }

  /** A page's connection is gone (C19, C21); `saidBye` when it told so itself. */
  endpointLost(userId: string, endpointId: string, saidBye: boolean): Promise<void> {
    return this.#runner.lost(userId, endpointId, saidBye);
  }

  /** How many calls have a timer running. */
  get timers(): number {
    return this.#runner.timers;
  }

  /** Stops every timer: the process ends, and calls do not. */
  stop(): void {
    this.#runner.stop();
  }

  /** A new call, ringing or refused, in the order of C3. */
  async #place(from: Actor, payload: CommandPayload<'call:request'>, own: LiveCall | undefined): Promise<Step> {
    const { chance, clock, endpoints } = this.#ports;
    const { to, flags, param, text } = payload;
    const seen = endpoints.user(to);
    const callee = seen && mayReach(this.#settings.directory, from.role, seen.role) ? seen : null;
    const now = clock.now();
    const call = {
      callId: chance.callId(),
      caller: { userId: from.userId, name: from.name, role: from.role },
      callerEndpoint: from.endpointId,
      callee: callee ? partyOf(callee) : { userId: to, name: to, role: null },
      flags,
      param,
      text,
      requestedAt: now,
    };
    const isCalleeBusy = callee !== null && (await this.#ports.store.liveCallOf(to)) !== undefined;
    const rang = callee ? endpoints.connectedOf(to) : [];
    const code = this.#obstacle(own, isCalleeBusy, rang);
    if (code !== CODES.ok) return refuse({ ...call, code, finishedAt: now });
    return ring(Object.assign(call, { ringingAt: now, expiresAt: now + this.#settings.ringMs, rang }));
  }

  #obstacle(own: LiveCall | undefined, isCalleeBusy: boolean, calleePages: readonly string[]): number {
    if (own) return CODES.busy;
    if (this.#settings.undecided !== null) return this.#settings.undecided;
    // Offline before busy: someone whose page is lost in a call has none to ring, and is shown as offline too.
    if (calleePages.length === 0) return CODES.offline;
    return isCalleeBusy ? CODES.busy : CODES.ok;
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
    await this.#runner.apply(callId, event, answer, (call) => refusal(call, from));
  }
}

function partyOf({ userId, name, role }: User): Party {
  return { userId, name, role };
}
