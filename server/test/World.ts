import {
  type CallSnapshot,
  CODES,
  type CommandPayload,
  type Decision,
  type IceGrant,
  type NewsMap,
  type NewsName,
  type Result,
  type User,
  type WaitEstimate,
} from '@frontdesk/protocol';
import type { CallPorts, CallSettings } from '../src/calls/CallPorts.js';
import { CallRunner } from '../src/calls/CallRunner.js';
import { Dispatcher } from '../src/calls/Dispatcher.js';
import { MemoryCallStore } from '../src/calls/MemoryCallStore.js';
import type { CallFacts, CallWatcher, Decider, Endpoints, TicketCall, Watchers } from '../src/calls/ports.js';
import type { Actor } from '../src/calls/rules.js';
import { Switchboard } from '../src/calls/Switchboard.js';
import type { Address } from '../src/calls/step.js';
import { CALL_SETTINGS } from './callSettings.js';
import { settled, VirtualClock } from './VirtualClock.js';

/** One thing that one page was told. */
export interface Told {
  readonly page: string;
  readonly name: NewsName;
  readonly news: NewsMap[NewsName];
}

/** A question that a business server was asked, until it is answered. */
interface Question {
  readonly call: CallSnapshot;
  readonly isOver: AbortSignal;
  readonly answer: (decision: Decision | null) => void;
}

/** The real Switchboard, machine and store, with pages that are only names, and a clock that tests move. */
export class World implements Endpoints {
  readonly clock = new VirtualClock();
  readonly told: Told[] = [];
  /** What business servers were told, as name and code. */
  readonly announced: string[] = [];
  /** What a business server was asked and has not answered; attached only if `decides` was said. */
  readonly questions: Question[] = [];
  readonly ended = new Set<string>();
  /** Calls in which a place was handed over, as that is on disk. */
  readonly handed = new Map<string, CallFacts>();
  isDeciderAttached = false;
  /** Who watches each step, and hears what business servers are told. */
  readonly observers: CallWatcher[] = [];
  readonly hearing: Watchers['tell'][] = [];
  /** Who stands before the business server that decides. */
  noting: (decider: Decider) => Decider = (decider) => decider;
  store = new MemoryCallStore(this.clock);
  switchboard: Switchboard;
  dispatcher: Dispatcher;
  #runner: CallRunner;
  readonly #settings: CallSettings;
  readonly #users = new Map<string, User>();
  readonly #pages = new Map<string, string>();
  readonly #tickets = new Map<string, Omit<TicketCall, 'isFromThisRun'> & { run: number }>();
  #run = 0;
  #ids = 0;

  constructor(settings: Partial<CallSettings> = {}) {
    this.#settings = { ...CALL_SETTINGS, ...settings };
    [this.#runner, this.switchboard, this.dispatcher] = this.#start();
  }

  /** The server is killed and comes back: what was in memory is gone, and so is every connection. */
  restart(): void {
    this.#runner.stop();
    this.#run += 1;
    this.#pages.clear();
    this.questions.length = 0;
    this.store = new MemoryCallStore(this.clock);
    [this.#runner, this.switchboard, this.dispatcher] = this.#start();
  }

  get timers(): number {
    return new Set(this.#runner.timers.map(({ callId }) => callId)).size;
  }

  #start(): [CallRunner, Switchboard, Dispatcher] {
    const ports = this.#ports();
    const runner = new CallRunner(ports, this.#settings);
    return [runner, new Switchboard(ports, this.#settings, runner), new Dispatcher(ports, this.#settings, runner)];
  }

  #ports(): CallPorts {
    const { clock, store } = this;
    const isAttached = () => this.isDeciderAttached;
    return {
      store,
      endpoints: this,
      clock,
      chance: { callId: () => `call-${++this.#ids}`, roomId: () => ++this.#ids },
      grants: {
        grant: ({ asked, version, callee, calleeEndpoint, ringingAt, startedAt, roomId }, to) => {
          const ticket = `${asked.callId}/${version}/${this.#run}/${to.endpointId}`;
          const facts = { asked, version, callee, calleeEndpoint, ringingAt, startedAt, roomId };
          this.#tickets.set(ticket, { ...facts, run: this.#run });
          return { iceServers: [], icePolicy: 'all', expiresAt: clock.now() + 1, ticket };
        },
        way: () => ({ iceServers: [], icePolicy: 'all', expiresAt: clock.now() + 1, ticket: '' }),
        redeem: (ticket, by) => {
          const held = ticket.endsWith(`/${by.endpointId}`) ? this.#tickets.get(ticket) : undefined;
          if (!held) return null;
          const { run, ...call } = held;
          return { ...call, isFromThisRun: run === this.#run };
        },
      },
      decider: {
        get isAttached() {
          return isAttached();
        },
        decide: (...question) => {
          const decide: Decider['decide'] = (call, isOver) =>
            new Promise((answer) => this.questions.push({ call, isOver, answer }));
          return this.noting({ isAttached: true, decide }).decide(...question);
        },
      },
      watchers: {
        tell: (name, news) => {
          this.announced.push('code' in news ? `${name} ${news.code}` : name);
          for (const hear of this.hearing) hear(name, news);
        },
      },
      ledger: {
        ended: async ({ callId }) => {
          this.ended.add(callId);
        },
        goesOn: (callId) => this.ended.delete(callId),
        hasEnded: (callId) => this.ended.has(callId),
        handedOver: async (call) => {
          this.handed.set(call.asked.callId, call);
        },
        handedOverAs: (callId) => this.handed.get(callId) ?? null,
      },
      observers: this.observers,
    };
  }

  /** The business server answers the oldest question. */
  async decide(decision: Decision | null): Promise<void> {
    const question = this.questions.shift();
    if (!question) throw new Error('nothing was asked');
    question.answer(decision);
    await settled();
  }

  /** Opens a page, as a connection does. */
  async open(userId: string, endpointId: string, role: User['role'] = 'caller'): Promise<Actor> {
    const user = { userId, name: userId.toUpperCase(), role };
    this.#users.set(userId, user);
    this.#pages.set(endpointId, userId);
    await this.switchboard.endpointFound(userId, endpointId);
    return { ...user, endpointId };
  }

  /** Cuts a page's connection. */
  async lose(endpointId: string, saidBye = false): Promise<void> {
    const userId = this.#pages.get(endpointId);
    if (userId === undefined) return;
    this.#pages.delete(endpointId);
    await this.switchboard.endpointLost(userId, endpointId, saidBye);
  }

  /** What this page was told, by name and code. */
  heard(endpointId: string): string[] {
    return this.told
      .filter(({ page }) => page === endpointId)
      .map(({ name, news }) => ('code' in news ? `${name} ${news.code}` : name));
  }

  request(from: Actor, to: string, more: Partial<CommandPayload<'call:request'>> = {}) {
    const payload = {
      to,
      requestId: `request-${++this.#ids}`,
      flags: 3,
      param: 0,
      text: '',
      preconnect: false,
      ...more,
    };
    return answered<CallSnapshot>((answer) => this.switchboard.request(from, payload, answer));
  }

  reply(from: Actor, callId: string, code: number = CODES.ok) {
    return answered<CallSnapshot>((answer) =>
      this.switchboard.reply(from, { callId, code, param: 0, text: '' }, answer),
    );
  }

  finish(from: Actor, callId: string, code: number = CODES.ok) {
    return answered<CallSnapshot>((answer) =>
      this.switchboard.finish(from, { callId, code, param: 0, text: '' }, answer),
    );
  }

  signal(from: Actor, callId: string, to: string) {
    return answered((answer) => this.switchboard.signal(from, { callId, to, epoch: 1, data: {} }, answer));
  }

  alert(from: Actor, callId: string, preconnect = true) {
    return answered<CallSnapshot>((answer) => this.switchboard.alert(from, { callId, preconnect }, answer));
  }

  /** The newest ticket that this page was given. */
  ticketOf(endpointId: string): string {
    const ticket = [...this.#tickets.keys()].findLast((each) => each.endsWith(`/${endpointId}`));
    if (ticket === undefined) throw new Error(`${endpointId} has no ticket`);
    return ticket;
  }

  resume(from: Actor, ticket = this.ticketOf(from.endpointId)) {
    return answered<CallSnapshot>((answer) => this.switchboard.resume(from, { ticket }, answer));
  }

  ice(from: Actor, callId: string) {
    return answered<IceGrant>((answer) => this.switchboard.ice(from, { callId }, answer));
  }

  assign(callId: string, ...to: string[]) {
    return answered<CallSnapshot>((answer) => this.dispatcher.assign(callId, to, answer));
  }

  update(callId: string, param: number, text = '', wait: WaitEstimate | null = null) {
    return answered<CallSnapshot>((answer) => this.dispatcher.update(callId, { param, text, wait }, answer));
  }

  force(callId: string, code: number = CODES.ok, text = '') {
    return answered<CallSnapshot>((answer) => this.dispatcher.finishCall(callId, code, text, answer));
  }

  tell<N extends NewsName>(to: Address, name: N, news: NewsMap[N]): void {
    for (const [page, userId] of this.#pages) {
      if (userId !== to.userId) continue;
      if ('endpointId' in to ? page === to.endpointId : page !== to.allBut) this.told.push({ page, name, news });
    }
  }

  isConnected(userId: string, endpointId: string): boolean {
    return this.#pages.get(endpointId) === userId;
  }

  connectedOf(userId: string): readonly string[] {
    return [...this.#pages].filter(([, owner]) => owner === userId).map(([page]) => page);
  }

  user(userId: string): User | undefined {
    return this.#users.get(userId);
  }
}

/** A command's one answer; a second one is a fault, and so is none. */
async function answered<T>(run: (answer: (result: Result<T>) => void) => Promise<void>): Promise<Result<T>> {
  let result: Result<T> | undefined;
  await run((given) => {
    if (result) throw new Error('answered twice');
    result = given;
  });
  if (!result) throw new Error('not answered');
  return result;
}
