import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import { boundPage } from '../../src/calls/addresses.js';
import type { CallSettings } from '../../src/calls/CallPorts.js';
import type { CallTables } from '../../src/calls/CallTables.js';
import { isLive, partiesIn } from '../../src/calls/call.js';
import type { CallFacts } from '../../src/calls/ports.js';
import type { Saying } from '../carryOut.js';
import { markLink, signalFaults, unmarkLinks } from './links.js';
import { isRoomPair } from './roomFaults.js';
import type { PageSpec } from './state.js';
import { type Fact, fact, type Heard, hear, isEnd, NOTHING, showTo } from './told.js';

/** What the whole of the business servers is called where pages are. */
const BUSINESS = 'business';

/** What the witness may look at. */
interface Scene {
  readonly tables: CallTables;
  readonly onDisk: readonly string[];
  readonly handed: readonly CallFacts[];
  readonly settings: Pick<CallSettings, 'preconnect'>;
}

/** Hears whatever is told and answered, remembers it by page and call, and says what must not be. */
export class Witness {
  readonly told: Map<string, Fact>;
  readonly faults: string[] = [];
  readonly #pages: readonly PageSpec[];
  readonly #scene: Scene;

  constructor(pages: readonly PageSpec[], told: ReadonlyMap<string, Fact>, scene: Scene) {
    this.#pages = pages;
    this.told = new Map(told);
    this.#scene = scene;
  }

  /** A page is told something of a call. */
  hear(page: PageSpec, callId: string, heard: Heard): void {
    this.#checkNews(page, heard);
    if (heard.from !== null) this.#checkSignal(page, callId, heard.from, heard.isHeld);
    if (heard.name === 'call:request') unmarkLinks(this.told, page.endpointId, callId);
    this.#note(page.endpointId, callId, heard);
  }

  hearBusiness(callId: string, heard: Heard): void {
    this.#note(BUSINESS, callId, { ...heard, isBusiness: true });
  }

  /** What a connection's snapshot shows a page counts as told. */
  show({ user, endpointId }: PageSpec, calls: readonly CallSnapshot[]): void {
    this.forgetRings(endpointId);
    unmarkLinks(this.told, endpointId);
    for (const call of calls) {
      const key = `${endpointId} ${call.callId}`;
      const { fact: after, faults } = showTo(this.told.get(key) ?? NOTHING, call, user.userId);
      this.faults.push(...faults);
      this.told.set(key, after);
    }
  }

  /** Looks at the answer to what is said now, when it comes. */
  expect(page: PageSpec, saying: Saying): (code: number, call: CallSnapshot | null) => void {
    const { userId } = page.user;
    const callId = 'callId' in saying ? saying.callId : null;
    const isOver = callId !== null && this.#scene.tables.calls.get(callId)?.state === 'finished';
    const known = saying.type === 'request' ? this.#callOf(userId, saying.requestId) : null;
    const isStranger = callId !== null && !this.#knows(userId, callId);
    return (code, call) => {
      const isHeard = code !== CODES.notInCall;
      if (isOver && isHeard) this.faults.push(`[over] ${saying.type} of a call that is over is answered ${code}`);
      if (isStranger && isHeard) {
        this.faults.push(`[stranger] ${page.endpointId} is answered ${code} about a call of others`);
      }
      if (!call) return;
      if (known !== null && call.callId !== known) {
        this.faults.push(`[same-request] a request of ${known} that is said again is answered with ${call.callId}`);
      }
      if (saying.type === 'request' && call.caller.userId !== userId && call.callee.userId !== userId) {
        this.faults.push(`[stranger] the request of ${page.endpointId} is answered with a call of others`);
      }
      if (saying.type === 'alert') markLink(this.told, page, call.callId, this.#scene.settings);
      if (saying.type === 'resume') this.#checkShown(page, call.callId);
      this.#noteLeave(page, saying, call);
    };
  }

  /** To a page that is not there nothing rings. */
  forgetRings(endpointId: string): void {
    for (const [key, { phase, version, hasStarted }] of this.told) {
      if (phase === 'ringing' && key.startsWith(`${endpointId} `)) {
        this.told.set(key, fact('none', version, hasStarted));
      }
    }
  }

  /** After a restart business servers begin anew, as their connections do. */
  forgetBusiness(): void {
    for (const key of [...this.told.keys()]) if (key.startsWith(`${BUSINESS} `)) this.told.delete(key);
  }

  /** Who took over before the server died may hear of it again by the ticket of the side call (C35). */
  forgetStarts(callIds: readonly string[]): void {
    for (const [key, { phase, version }] of this.told) {
      if (callIds.some((callId) => key.endsWith(` ${callId}`))) this.told.set(key, fact(phase, version, false));
    }
  }

  #note(who: string, callId: string, heard: Heard): void {
    const key = `${who} ${callId}`;
    const { fact: after, faults } = hear(this.told.get(key) ?? NOTHING, heard);
    this.told.set(key, after);
    for (const what of faults) this.faults.push(`${what}, told to ${who}`);
  }

  #checkSignal({ endpointId: to }: PageSpec, callId: string, from: string, isHeld: boolean): void {
    const { phase } = this.told.get(`${to} ${callId}`) ?? NOTHING;
    const call = this.#scene.tables.calls.get(callId);
    const isOfRoom = isRoomPair(this.#scene.tables, call, from, to);
    this.faults.push(...signalFaults(this.told, call, { callId, from, to, phase, isHeld, isOfRoom }));
  }

  /** What can be said of news only by one who knows the world. */
  #checkNews({ user: { userId }, endpointId }: PageSpec, { name, call, code }: Heard): void {
    if (!call) return;
    if (name === 'call:start') {
      for (const other of this.#pages) {
        if (other.user.userId !== userId || other.endpointId === endpointId) continue;
        const isStarted = this.told.get(`${other.endpointId} ${call.callId}`)?.hasStarted === true;
        if (isStarted) this.faults.push(`[one-start] START at ${other.endpointId} and at ${endpointId} of ${userId}`);
      }
    }
    const isParty = call.caller.userId === userId || call.callee.userId === userId;
    if (!isParty && !this.#knows(userId, call.callId)) {
      this.faults.push(`[stranger] ${name} of ${call.callId} is told to ${userId}`);
    }
    const isTalkOver = isEnd(name, code) && call.state === 'finished' && call.startedAt !== null;
    const { onDisk, handed } = this.#scene;
    const isHanded = code === CODES.transferred && handed.some(({ asked }) => asked.callId === call.callId);
    if (isTalkOver && !isHanded && !onDisk.includes(call.callId)) {
      this.faults.push(`[disk-first] ${name} of ${call.callId} before its end is on disk`);
    }
  }

  /** Whether someone may know of a call: one of the user's pages was told of it, or has asked for it. */
  #knows(userId: string, callId: string): boolean {
    const call = this.#scene.tables.calls.get(callId);
    if (call && isLive(call) && partiesIn(call).includes(userId)) return true;
    return this.#pages.some(
      ({ user, endpointId }) => user.userId === userId && this.told.has(`${endpointId} ${callId}`),
    );
  }

  /** The call that a request means already, if this user has a part in it (C1). */
  #callOf(userId: string, requestId: string): string | null {
    const { calls, requests } = this.#scene.tables;
    const call = calls.get(requests.get(`${userId} ${requestId}`)?.callId ?? '');
    if (!call) return null;
    const isTheirs = call.asked.caller.userId === userId || (isLive(call) && partiesIn(call).includes(userId));
    return isTheirs ? call.asked.callId : null;
  }

  /** Who has shown a ticket is there, and is not waited for any more (C20). */
  #checkShown({ endpointId }: PageSpec, callId: string): void {
    const call = this.#scene.tables.calls.get(callId);
    if (call?.state !== 'started' || call.unshown === null) return;
    if (boundPage(call, call.unshown).endpointId !== endpointId) return;
    this.faults.push(`[missed] ${endpointId} has shown its ticket and is still waited for`);
  }

  /** Who ends a call before its start hears of it by the answer alone (C8). */
  #noteLeave({ endpointId }: PageSpec, saying: Saying, { callId, startedAt }: CallSnapshot): void {
    const isLeave = saying.type === 'finish' || (saying.type === 'reply' && saying.code !== CODES.ok);
    if (!isLeave || startedAt !== null) return;
    const key = `${endpointId} ${callId}`;
    const { version, hasStarted } = this.told.get(key) ?? NOTHING;
    this.told.set(key, fact('left', version, hasStarted));
  }
}
