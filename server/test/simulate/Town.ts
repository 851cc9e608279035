import type { CallSnapshot, NewsMap, NewsName, Result, User } from '@frontdesk/protocol';
import type { Started } from '../../src/calls/call.js';
import type { CallFacts, Endpoints } from '../../src/calls/ports.js';
import type { Address } from '../../src/calls/step.js';
import { CALL_SETTINGS } from '../callSettings.js';
import { heldFaults } from '../explore/invariants.js';
import { type Links, markLink, signalFaults, unmarkLinks } from '../explore/links.js';
import { type Fact, type Heard, hear, isEnd, NOTHING, showTo } from '../explore/told.js';
import { VirtualClock } from '../VirtualClock.js';
import { Desk, type Manner } from './Desk.js';
import { Life } from './Life.js';
import { Page } from './Page.js';
import { Random } from './Random.js';
import { Trace } from './Trace.js';

/** What a town is made of. */
export interface TownPlan {
  readonly seed: number;
  readonly users: number;
  readonly hours: number;
}

/** One fault and when it was seen. */
export interface TownFault {
  readonly what: string;
  readonly tail: readonly string[];
}

const MANNERS: readonly Manner[] = ['none', 'none', 'allows', 'decides', 'decides', 'slow'];

/** With more pages than this not everything is looked at after each event. */
const LARGE = 50;

const HOUR_MS = 3_600_000;

/** After its last hour everybody hangs up, and so much time passes, in ms: nothing may be left then. */
const AFTERMATH_MS = 1_800_000;

/** Everybody and everything of one simulated town: its server, its people, its lines, and what went wrong. */
export class Town implements Endpoints {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly trace = new Trace();
  readonly people: User[] = [];
  readonly pages: Page[] = [];
  readonly desk: Desk;
  /** Ends of calls that are on disk. */
  readonly disk = new Map<string, number>();
  /** Calls in which a place was handed over, as that is on disk. */
  readonly handed = new Map<string, CallFacts>();
  readonly tickets = new Map<string, Started>();
  life: Life | null;
  run = 1;
  calls = 0;
  talks = 0;
  resumed = 0;
  /** Whether people still do things: in the end they only come to rest. */
  isOpen = true;
  fault: TownFault | null = null;
  readonly #plan: TownPlan;
  readonly #byUser = new Map<string, Page[]>();
  readonly #told = new Map<string, Map<string, Fact>>();
  readonly #links: Links = new Map();
  #ids = 0;
  #awaited = 0;
  #turn = 0;

  constructor(plan: TownPlan) {
    this.#plan = plan;
    this.random = new Random(plan.seed);
    this.desk = new Desk(this, this.random.pick(MANNERS) ?? 'none');
    this.life = new Life(this);
    for (let number = 0; number < plan.users; number += 1) this.#settle(`u${number}`);
    this.#plague();
    this.#sweepLater();
    const { clock } = this;
    clock.at(clock.now() + plan.hours * HOUR_MS, () => {
      this.isOpen = false;
      for (const page of this.pages) page.goHome();
    });
  }

  /** Whether there is something left to happen, in this town's time. */
  get isOver(): boolean {
    const end = 1_000_000 + this.#plan.hours * HOUR_MS + AFTERMATH_MS;
    const { next } = this.clock;
    return this.fault !== null || next === null || next > end;
  }

  /** Lets the next thing happen. What it sets off must have come to rest before the one after it. */
  step(): void {
    this.clock.ring();
  }

  /** Looks whether all is well, when nothing is under way at the server. */
  check(): void {
    const { life } = this;
    if (!life || life.underWay > 0 || this.fault) return;
    this.#turn += 1;
    if (this.#awaited > 0) this.fail('[one-answer] a command is not answered');
    // In a large town everything is looked at by and by; what is wrong stays wrong long enough to be seen.
    if (this.pages.length > LARGE && this.#turn % LARGE !== 0) return;
    const { tables, timers } = life;
    const isConnected = (userId: string, endpointId: string) => this.isConnected(userId, endpointId);
    const connectedOf = (userId: string) => this.connectedOf(userId);
    for (const what of heldFaults({ tables, timers, isConnected, connectedOf })) this.fail(what);
    for (const page of this.pages) page.check(life);
  }

  /** What must be so when everybody has gone to rest. */
  checkEnd(): void {
    const { life } = this;
    if (!life || this.fault) return;
    const left = Object.entries(life.store.size).filter(([, size]) => size > 0);
    if (left.length > 0)
      this.fail(`[free] ${left.map(([what, size]) => `${size} ${what}`).join(', ')} left in the end`);
    if (life.timers.length > 0) this.fail(`[clocks] ${life.timers.length} clocks run in the end`);
  }

  fail(what: string): void {
    this.trace.add(this.clock.now(), `VIOLATION ${what}`);
    this.fault ??= { what, tail: this.trace.tail() };
  }

  note(line: string): void {
    this.trace.add(this.clock.now(), line);
  }

  nextId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${this.#ids}`;
  }

  /** An answer that must come, once, as long as this life of the server lasts. */
  expectAnswer(who: string, onAnswer: (result: Result<CallSnapshot | null>) => void = () => undefined) {
    const { life } = this;
    let isAnswered = false;
    this.#awaited += 1;
    return (result: Result<CallSnapshot | null>): void => {
      if (!life || life.isDead) return;
      if (isAnswered) this.fail(`[one-answer] ${who} is answered twice`);
      else this.#awaited -= 1;
      isAnswered = true;
      onAnswer(result);
    };
  }

  tell<N extends NewsName>(to: Address, name: N, news: NewsMap[N]): void {
    for (const page of this.#byUser.get(to.userId) ?? []) {
      const { endpointId } = page.me;
      const isMeant = 'endpointId' in to ? endpointId === to.endpointId : endpointId !== to.allBut;
      if (isMeant && page.state.isKnown) page.tell(name, news);
    }
  }

  isConnected(userId: string, endpointId: string): boolean {
    return this.connectedOf(userId).includes(endpointId);
  }

  connectedOf(userId: string): readonly string[] {
    return (this.#byUser.get(userId) ?? []).filter(({ state }) => state.isKnown).map(({ me }) => me.endpointId);
  }

  user(userId: string): User | undefined {
    return this.#byUser.get(userId)?.[0]?.user;
  }

  /** Looks at what a page is told, or the business servers are. */
  hear(who: string, callId: string, heard: Heard): void {
    const facts = this.#told.get(callId) ?? new Map<string, Fact>();
    this.#told.set(callId, facts);
    const before = facts.get(who) ?? NOTHING;
    const { fact, faults } = hear(before, heard);
    facts.set(who, fact);
    if (heard.from !== null) this.#checkSignal(callId, heard.from, who, before.phase, heard.isHeld);
    if (fact.phase !== before.phase || heard.name === 'call:request') unmarkLinks(this.#links, who, callId);
    this.note(`${who} < ${heard.name} ${callId} ${heard.code} ${heard.call?.state ?? ''}`);
    for (const what of faults) this.fail(`${what}, told to ${who} of ${callId}`);
    const { call, name, code } = heard;
    const isTalkOver = call?.state === 'finished' && call.startedAt !== null && isEnd(name, code);
    if (isTalkOver && !this.disk.has(callId)) this.fail(`[disk-first] ${name} of ${callId} before its end is on disk`);
    if (name === 'call:start' && who !== 'business') this.talks += 0.5;
  }

  hearBusiness(name: string, news: object): void {
    const { call = null, code = 0 } = news as { call?: CallSnapshot; code?: number };
    if (name === 'call:request') this.calls += 1;
    // After a restart a business server begins anew, as its connection does.
    if (call)
      this.hear(`business ${this.run}`, call.callId, { name, call, code, from: null, isHeld: false, isBusiness: true });
  }

  /** A page has told that it rings there, and was answered ok. */
  alerted({ user, me: { endpointId } }: Page, callId: string): void {
    markLink(this.#links, { user, endpointId }, callId, CALL_SETTINGS);
  }

  #checkSignal(callId: string, from: string, to: string, phase: Fact['phase'], isHeld: boolean): void {
    const call = this.life?.tables.calls.get(callId);
    for (const what of signalFaults(this.#links, call, { callId, from, to, phase, isHeld, isOfRoom: false }))
      this.fail(what);
  }

  /** Looks at what a connection's snapshot shows a page. */
  show(who: string, userId: string, calls: readonly CallSnapshot[]): void {
    unmarkLinks(this.#links, who);
    for (const call of calls) {
      const facts = this.#told.get(call.callId) ?? new Map<string, Fact>();
      this.#told.set(call.callId, facts);
      const { fact, faults } = showTo(facts.get(who) ?? NOTHING, call, userId);
      facts.set(who, fact);
      for (const what of faults) this.fail(`${what}, shown to ${who} of ${call.callId}`);
    }
  }

  /** Someone left before the start: the answer is all that is told (C8). */
  forgetRing(who: string, callId: string): void {
    this.#told.get(callId)?.set(who, { phase: 'left', version: 0, hasStarted: false });
  }

  #settle(userId: string): void {
    const user: User = { userId, name: userId.toUpperCase(), role: this.random.isLucky(0.5) ? 'agent' : 'caller' };
    this.people.push(user);
    const count = this.random.isLucky(0.3) ? 2 : 1;
    for (let number = 1; number <= count; number += 1) {
      const page = new Page(this, user, `${userId}-${number}`);
      this.pages.push(page);
      this.#byUser.set(userId, [...(this.#byUser.get(userId) ?? []), page]);
    }
  }

  /** In some towns the server is killed now and then, and comes back after a while. */
  #plague(): void {
    const { random, clock } = this;
    if (random.isLucky(0.6)) return;
    const again = (): void => {
      clock.at(clock.now() + random.after(900_000), () => {
        if (this.isOpen) this.#kill();
        if (this.isOpen) again();
      });
    };
    again();
  }

  #kill(): void {
    const { clock, random } = this;
    if (!this.life) return;
    this.note('the server is killed');
    this.life.kill();
    this.life = null;
    this.#awaited = 0;
    this.desk.forget();
    for (const page of this.pages) page.loseServer();
    clock.at(clock.now() + random.between(500, 15_000), () => {
      this.note('the server is there again');
      this.run += 1;
      this.life = new Life(this);
    });
  }

  /** What was told of calls that the server has forgotten is forgotten too. */
  #sweepLater(): void {
    const { clock } = this;
    clock.at(clock.now() + 300_000, () => {
      const known = this.life?.tables.calls;
      const ticketed = new Set(this.pages.flatMap(({ state }) => state.tickets.map(({ callId }) => callId)));
      for (const callId of [...this.#told.keys()]) {
        if (known && !known.has(callId) && !ticketed.has(callId)) this.#told.delete(callId);
      }
      for (const [ticket, { asked }] of this.tickets) if (this.disk.has(asked.callId)) this.tickets.delete(ticket);
      if (this.isOpen) this.#sweepLater();
    });
  }
}
