import {
  type CallNews,
  type CallSnapshot,
  CODES,
  type NewsMap,
  type NewsName,
  type Result,
  type User,
} from '@frontdesk/protocol';
import type { PageAddress } from '../../src/calls/call.js';
import { carryOut, type Saying } from '../carryOut.js';
import { belongsAt } from '../explore/invariants.js';
import { CLOSED, cut, leave, type Message, type PageState, receive, reload, say } from '../explore/page.js';
import { behave, wander } from './behave.js';
import type { Life } from './Life.js';
import type { Town } from './Town.js';

/** How long a message is on its way at most, in ms. */
const WAY_MS = 120;

/** An accept that is not answered after so many ms is said again, as our client does (C18). */
const CONFIRM_MS = 2_000;

/** One page of someone in the town, both ends of its line, and what its person does. */
export class Page {
  readonly user: User;
  readonly me: PageAddress;
  state: PageState = CLOSED;
  readonly #town: Town;
  /** Grows with each connection and each loss: what is on its way on an older line never arrives. */
  #line = 0;
  #arrivals = { here: 0, there: 0 };
  #underWay = 0;
  /** News that waits for the snapshot of its connection. */
  #held: { readonly name: NewsName; readonly news: NewsMap[NewsName] }[] | null = null;
  #count = 0;

  constructor(town: Town, user: User, endpointId: string) {
    this.#town = town;
    this.user = user;
    this.me = { userId: user.userId, endpointId };
    this.#openIn(town.random.between(0, 5_000));
    wander(town, this);
  }

  /** The person says something, or does something about a call that is shown. */
  say(saying: Saying): void {
    this.#change(say(this.state, saying));
    if (saying.type === 'reply' && saying.code === CODES.ok) this.#confirmLater(saying);
  }

  leave(saying: Extract<Saying, { callId: string }>): void {
    this.#change(leave(this.state, saying));
  }

  dial(to: string): void {
    this.#count += 1;
    this.say({
      type: 'request',
      to,
      requestId: `${this.me.endpointId}#${this.#count}`,
      preconnect: this.#town.random.isLucky(0.8),
    });
  }

  giveUp(): void {
    const givenUp = this.state.unheard.flatMap((saying) => (saying.type === 'request' ? saying.requestId : []));
    this.#change({ ...this.state, givenUp });
  }

  /** The line goes. A page that says goodbye is missed at once, another only after a while. */
  lose(kind: 'cut' | 'bye' | 'reload'): void {
    const { clock, random } = this.#town;
    if (!this.state.isUp) return;
    this.#town.note(`${this.me.endpointId} loses its line (${kind})`);
    this.#cut(kind !== 'cut');
    const line = this.#line;
    const noticeMs = kind === 'bye' ? random.between(1, WAY_MS) : random.between(1, 10_000);
    clock.at(clock.now() + noticeMs, () => {
      if (line === this.#line && this.state.isKnown) this.#miss(kind === 'bye');
    });
    this.#openIn(random.isLucky(0.1) ? random.after(60_000) : random.between(200, 12_000));
  }

  /** The server is dead: the line with it. */
  loseServer(): void {
    const { random } = this.#town;
    const wasUp = this.state.isUp;
    this.#cut(false);
    this.state = { ...this.state, isKnown: false };
    this.#underWay = 0;
    if (wasUp) this.#openIn(random.between(200, 5_000));
  }

  /** The day is over: the person leaves whatever there is. */
  goHome(): void {
    if (!this.state.isUp) return;
    for (const { callId } of this.state.shows) this.leave({ type: 'finish', callId, code: CODES.ok });
  }

  /** What the server tells this page. */
  tell(name: NewsName, news: NewsMap[NewsName]): void {
    if (this.#held) this.#held.push({ name, news });
    else this.#tellNow(name, news, false);
  }

  /** Nothing is on its way to or from here, and nothing is unanswered. */
  get isAtRest(): boolean {
    const { isUp, isKnown, isReady, unheard } = this.state;
    return isUp && isKnown && isReady && unheard.length === 0 && this.#underWay === 0;
  }

  /** The page shows exactly what the server holds, whenever nothing is under way between them. */
  check(life: Life): void {
    if (!this.isAtRest) return;
    const { userId, endpointId } = this.me;
    const callId = life.tables.live.get(userId);
    const call = callId === undefined ? undefined : life.tables.calls.get(callId);
    const isUnshown = call?.state === 'started' && call.unshown !== null;
    if (isUnshown) return;
    const held =
      call && call.state !== 'finished' && belongsAt(call, userId, endpointId) ? `${callId} ${call.state}` : '';
    const shown = this.state.shows.map((each) => `${each.callId} ${each.state}`).join();
    if (held !== shown)
      this.#town.fail(`[agree] ${endpointId} shows ${shown || 'nothing'}, the server holds ${held || 'nothing'}`);
  }

  #openIn(ms: number): void {
    const { clock } = this.#town;
    const line = this.#line;
    clock.at(clock.now() + ms, () => {
      if (line === this.#line && !this.state.isUp) void this.#open();
    });
  }

  async #open(): Promise<void> {
    const town = this.#town;
    const { life } = town;
    if (!life) return this.#openIn(town.random.between(1_000, 5_000));
    this.#line += 1;
    const line = this.#line;
    const { userId, endpointId } = this.me;
    town.note(`${endpointId} connects`);
    this.state = { ...cut(this.state), isUp: true, isKnown: true };
    this.#underWay += 1;
    const held: { name: NewsName; news: NewsMap[NewsName] }[] = [];
    this.#held = held;
    await life.switchboard.endpointFound(userId, endpointId);
    const { calls, ended } = await life.switchboard.session(userId, endpointId);
    if (line !== this.#line || life.isDead) return;
    this.#underWay -= 1;
    this.#held = null;
    town.show(endpointId, userId, calls);
    this.#post({ type: 'ready', calls, ended });
    for (const { name, news } of held) this.#tellNow(name, news, true);
  }

  #tellNow(name: NewsName, news: NewsMap[NewsName], isHeld: boolean): void {
    const { call = null, code = 0 } = news as Partial<CallNews>;
    const callId = call?.callId ?? ('callId' in news ? news.callId : '');
    const from = name === 'call:signal' ? (news as NewsMap['call:signal']).from : null;
    this.#town.hear(this.me.endpointId, callId, { name, call, code, from, isHeld, isBusiness: false });
    if (
      call &&
      call.caller.userId !== this.user.userId &&
      call.callee.userId !== this.user.userId &&
      name !== 'call:reply'
    ) {
      this.#town.fail(`[stranger] ${name} of ${callId} is told to ${this.user.userId}`);
    }
    if (this.state.isUp) this.#post({ type: 'news', name, news });
  }

  #cut(isReloaded: boolean): void {
    this.#line += 1;
    this.#held = null;
    this.#underWay = 0;
    this.state = isReloaded ? reload(this.state) : cut(this.state);
  }

  #miss(saidBye: boolean): void {
    this.state = { ...this.state, isKnown: false };
    const { userId, endpointId } = this.me;
    this.#town.note(`the server misses ${endpointId}`);
    void this.#town.life?.switchboard.endpointLost(userId, endpointId, saidBye);
  }

  /** On its way to the page; what was sent first arrives first. */
  #post(message: Message): void {
    this.#way('here', () => {
      if (message.type === 'answer' && message.to.type === 'resume' && message.call) this.#town.resumed += 1;
      this.#change(receive({ ...this.state, inbox: [message] }, this.me));
    });
  }

  #way(to: 'here' | 'there', arrive: () => void): void {
    const { clock, random } = this.#town;
    const line = this.#line;
    const at = Math.max(this.#arrivals[to], clock.now() + random.between(1, WAY_MS));
    this.#arrivals[to] = at;
    this.#underWay += 1;
    clock.at(at, () => {
      if (line !== this.#line) return;
      this.#underWay -= 1;
      arrive();
    });
  }

  #change(state: PageState): void {
    const { outbox } = state;
    this.state = { ...state, outbox: [] };
    for (const saying of outbox) this.#way('there', () => this.#arrive(saying));
    behave(this.#town, this);
  }

  #arrive(saying: Saying): void {
    const town = this.#town;
    const { life } = town;
    if (!life) return;
    const line = this.#line;
    town.note(
      `${this.me.endpointId} > ${saying.type} ${saying.type === 'request' ? saying.to : saying.callId} ${'code' in saying ? saying.code : ''}`,
    );
    this.#underWay += 1;
    const answer = town.expectAnswer(this.me.endpointId, (result) => {
      if (line !== this.#line) return;
      this.#underWay -= 1;
      this.#noteAnswer(saying, result);
      const [code, call] = result.ok ? [CODES.ok, result.value] : [result.error.code, null];
      this.#post({ type: 'answer', to: saying, code, call });
    });
    void carryOut(life.switchboard, { ...this.user, endpointId: this.me.endpointId }, saying, answer);
  }

  #noteAnswer(saying: Saying, result: Result<CallSnapshot | null>): void {
    const isLeave = saying.type === 'finish' || (saying.type === 'reply' && saying.code !== CODES.ok);
    if (isLeave && result.ok && result.value?.startedAt === null)
      this.#town.forgetRing(this.me.endpointId, result.value.callId);
    if (saying.type === 'alert' && result.ok) this.#town.alerted(this, saying.callId);
  }

  #confirmLater(saying: Saying): void {
    const { clock } = this.#town;
    clock.at(clock.now() + CONFIRM_MS, () => {
      const { isReady, unheard } = this.state;
      if (!isReady || !unheard.includes(saying)) return;
      this.#way('there', () => this.#arrive(saying));
      this.#confirmLater(saying);
    });
  }
}
