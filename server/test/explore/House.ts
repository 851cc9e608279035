import {
  type BusinessNewsName,
  type CallSnapshot,
  CODES,
  type Decision,
  type NewsMap,
  type NewsName,
  type Result,
  type User,
} from '@frontdesk/protocol';
import type { CallSettings } from '../../src/calls/CallPorts.js';
import { type CallTables, emptyTables } from '../../src/calls/CallTables.js';
import type { CallFacts, Decider, Endpoints } from '../../src/calls/ports.js';
import type { Actor } from '../../src/calls/rules.js';
import type { Address } from '../../src/calls/step.js';
import type { RunningTimer } from '../../src/calls/Timers.js';
import { CALL_SETTINGS } from '../callSettings.js';
import { carryOut } from '../carryOut.js';
import { Gate } from './Gate.js';
import { Process } from './Process.js';
import { cut, type Message, type PageState, reload } from './page.js';
import type { Left, State, WorldSpec } from './state.js';
import type { Heard } from './told.js';
import { Witness } from './Witness.js';

/** What a page was sent while its connection waits for its snapshot. */
type HeldNews = { readonly name: NewsName; readonly news: NewsMap[NewsName] };

/** One state come to life: the real server's parts, and the ends of the lines to its pages. */
export class House implements Endpoints, Decider {
  readonly world: WorldSpec;
  readonly gate = new Gate();
  readonly pages: PageState[];
  readonly witness: Witness;
  readonly settings: CallSettings;
  questions: readonly string[];
  onDisk: readonly string[];
  /** Calls in which a place was handed over, as that is on disk. */
  handed: readonly CallFacts[];
  left: Left;
  run: number;
  process: Process;
  /** Commands of a story without races that are not answered yet: nothing may be told before. */
  unanswered = 0;
  isRace = false;
  /** The call that a page takes up just now. */
  resuming: string | null = null;
  /** Says what happens, for a story that is read. */
  note: (line: string) => void = () => undefined;
  readonly #held: (HeldNews[] | null)[];
  /** Grows with each connection of a page, so that what belongs to an older one is known. */
  readonly #lines: number[];

  constructor(world: WorldSpec, state: State) {
    this.world = world;
    this.settings = { ...CALL_SETTINGS, ...world.settings };
    this.pages = [...state.pages];
    this.witness = new Witness(world.pages, state.told, this);
    this.questions = state.questions;
    this.onDisk = state.onDisk;
    this.handed = state.handed;
    this.left = state.left;
    this.run = state.run;
    this.#held = world.pages.map(() => null);
    this.#lines = world.pages.map(() => 0);
    this.process = new Process(this, copyOf(state.tables), state.timers);
  }

  get isAttached(): boolean {
    return this.world.decisions.length > 0;
  }

  get tables(): CallTables {
    return this.process.tables;
  }

  get timers(): readonly RunningTimer[] {
    return this.process.timers;
  }

  /** The state that all this has come to. Everything that was under way must have come to rest. */
  state(): State {
    const { tables, timers, pages, questions, onDisk, handed, left, run } = this;
    const { told } = this.witness;
    return { tables, timers, pages, questions, onDisk, handed, told, left, run };
  }

  writeHandedOver(call: CallFacts): void {
    const others = this.handed.filter(({ asked }) => asked.callId !== call.asked.callId);
    this.handed = [...others, call].sort((a, b) => (a.asked.callId < b.asked.callId ? -1 : 1));
  }

  fault(what: string): void {
    this.witness.faults.push(what);
  }

  /** Asked about a call; what is said comes by an action of its own, or never. */
  decide({ callId }: CallSnapshot): Promise<Decision | null> {
    if (this.questions.includes(callId)) this.fault(`[asked-once] a business server is asked about ${callId} again`);
    this.questions = [...this.questions, callId].sort();
    this.note(`business is asked about ${callId}`);
    return new Promise(() => undefined);
  }

  tell<N extends NewsName>(to: Address, name: N, news: NewsMap[N]): void {
    this.#answeredFirst(name, news);
    this.world.pages.forEach(({ user, endpointId }, index) => {
      if (user.userId !== to.userId || !this.pages[index]?.isKnown) return;
      if ('endpointId' in to ? endpointId !== to.endpointId : endpointId === to.allBut) return;
      const held = this.#held[index];
      if (held) held.push({ name, news });
      else this.#deliver(index, name, news, false);
    });
  }

  /** News to the business servers: they are always there. */
  announce(name: BusinessNewsName, news: object): void {
    this.#answeredFirst(name, news);
    if ('users' in news) return;
    this.witness.hearBusiness(idOf(news), heardOf(name, news, false));
  }

  isConnected(userId: string, endpointId: string): boolean {
    return this.#indexes(userId).some((index) => this.world.pages[index]?.endpointId === endpointId);
  }

  connectedOf(userId: string): readonly string[] {
    return this.#indexes(userId).flatMap((index) => this.world.pages[index]?.endpointId ?? []);
  }

  user(userId: string): User | undefined {
    return this.world.pages.find(({ user }) => user.userId === userId)?.user;
  }

  /** The answer to a command that begins now: exactly one, and before anything else is told. */
  expectAnswer(
    who: string,
    onAnswer: (code: number, call: CallSnapshot | null) => void = () => undefined,
  ): (result: Result<CallSnapshot | null>) => void {
    let isAnswered = false;
    const { process } = this;
    this.unanswered += 1;
    return (result) => {
      if (process.isDead) return;
      if (isAnswered) this.fault(`[one-answer] ${who} is answered twice`);
      else this.unanswered -= 1;
      isAnswered = true;
      const { code, call } = result.ok
        ? { code: CODES.ok, call: result.value }
        : { code: result.error.code, call: null };
      this.note(`  ${who} is answered ${result.ok ? `ok ${brief(call)}` : code}`);
      onAnswer(code, call);
    };
  }

  /** The server takes what a page has said. */
  async take(index: number): Promise<void> {
    const page = this.page(index);
    const [saying, ...outbox] = page.outbox;
    if (!saying) return;
    this.pages[index] = { ...page, outbox };
    const line = this.#lines[index];
    if (saying.type === 'resume') this.resuming = saying.callId;
    const look = this.witness.expect(this.#spec(index), saying);
    const answer = this.expectAnswer(this.nameOf(index), (code, call) => {
      look(code, call);
      if (line === this.#lines[index]) this.#put(index, { type: 'answer', to: saying, code, call });
    });
    await carryOut(this.process.switchboard, this.actor(index), saying, answer);
  }

  /** A page's line opens; a newer one takes the place of an older that the server still thinks is there. */
  async open(index: number): Promise<void> {
    const { user, endpointId } = this.#spec(index);
    this.pages[index] = { ...cut(this.page(index)), isUp: true, isKnown: true };
    const line = this.#lineOf(index) + 1;
    this.#lines[index] = line;
    const held: HeldNews[] = [];
    this.#held[index] = held;
    const { process } = this;
    await process.switchboard.endpointFound(user.userId, endpointId);
    const { calls, ended } = await process.switchboard.session(user.userId, endpointId);
    if (process.isDead || line !== this.#lines[index]) return;
    this.#held[index] = null;
    this.witness.show(this.#spec(index), calls);
    this.note(`  ${endpointId} is shown ${calls.map(brief).join(', ') || 'nothing'}`);
    this.#put(index, { type: 'ready', calls, ended });
    for (const { name, news } of held) this.#deliver(index, name, news, true);
  }

  /** The line of a page goes; the server may not notice. */
  cut(index: number, isReloaded: boolean): void {
    this.#lines[index] = this.#lineOf(index) + 1;
    this.#held[index] = null;
    this.pages[index] = isReloaded ? reload(this.page(index)) : cut(this.page(index));
  }

  /** The server notices that a page's line is gone. */
  async miss(index: number, saidBye: boolean): Promise<void> {
    const { user, endpointId } = this.#spec(index);
    this.pages[index] = { ...this.page(index), isKnown: false };
    this.witness.forgetRings(this.nameOf(index));
    await this.process.switchboard.endpointLost(user.userId, endpointId, saidBye);
  }

  /** The server dies with all it knew, but for what is on disk, and is there again. */
  restart(): void {
    this.process.isDead = true;
    this.unanswered = 0;
    this.run += 1;
    this.questions = [];
    this.witness.forgetBusiness();
    this.witness.forgetStarts(this.handed.map(({ asked }) => asked.callId));
    this.pages.forEach((_, index) => {
      this.cut(index, false);
      this.pages[index] = { ...this.page(index), isKnown: false };
      this.witness.forgetRings(this.nameOf(index));
    });
    this.process = new Process(this, emptyTables(), []);
  }

  page(index: number): PageState {
    const page = this.pages[index];
    if (!page) throw new Error(`no page ${index}`);
    return page;
  }

  nameOf(index: number): string {
    return this.#spec(index).endpointId;
  }

  actor(index: number): Actor {
    const { user, endpointId } = this.#spec(index);
    return { ...user, endpointId };
  }

  #spec(index: number) {
    const spec = this.world.pages[index];
    if (!spec) throw new Error(`no page ${index}`);
    return spec;
  }

  #lineOf(index: number): number {
    return this.#lines[index] ?? 0;
  }

  #indexes(userId: string): number[] {
    return this.pages.flatMap(({ isKnown }, index) =>
      isKnown && this.world.pages[index]?.user.userId === userId ? index : [],
    );
  }

  #answeredFirst(name: string, news: object): void {
    // Two who talk come before a call that has begun to ring for one of them: what of that one is told is not awaited.
    if (this.resuming !== null && this.resuming !== idOf(news)) return;
    if (this.unanswered > 0 && !this.isRace) this.fault(`[answer-first] ${name} before the command was answered`);
  }

  /** Counts what a page is told as told, though a line that is gone unnoticed swallows it. */
  #deliver(index: number, name: NewsName, news: NewsMap[NewsName], isHeld: boolean): void {
    const heard = heardOf(name, news, isHeld);
    this.note(`  ${this.nameOf(index)} is told ${name} ${heard.code} ${brief(heard.call) || idOf(news)}`);
    this.witness.hear(this.#spec(index), idOf(news), heard);
    if (this.page(index).isUp) this.#put(index, { type: 'news', name, news });
  }

  #put(index: number, message: Message): void {
    const page = this.page(index);
    this.pages[index] = { ...page, inbox: [...page.inbox, message] };
  }
}

function idOf(news: object): string {
  if ('call' in news) return (news as { call: CallSnapshot }).call.callId;
  return 'callId' in news ? String(news.callId) : '';
}

function heardOf(name: string, news: object, isHeld: boolean): Heard {
  const { call = null, code = 0 } = news as { call?: CallSnapshot; code?: number };
  return {
    name,
    call,
    code,
    from: name === 'call:signal' ? (news as NewsMap['call:signal']).from : null,
    isHeld,
    isBusiness: false,
  };
}

export function brief(call: CallSnapshot | null): string {
  if (!call) return '';
  return `${call.callId} v${call.version} ${call.state}${call.code === null ? '' : ` ${call.code}`}`;
}

function copyOf(tables: CallTables): CallTables {
  return {
    calls: new Map(tables.calls),
    live: new Map(tables.live),
    aside: new Map(tables.aside),
    sideOf: new Map(tables.sideOf),
    rooms: new Map(tables.rooms),
    requests: new Map(tables.requests),
    ended: new Map(Array.from(tables.ended, ([userId, list]) => [userId, [...list]])),
    endedAt: new Map(tables.endedAt),
  };
}
