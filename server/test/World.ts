import { CODES, type CommandPayload, type NewsMap, type NewsName, type Result, type User } from '@frontdesk/protocol';
import { MemoryCallStore } from '../src/calls/MemoryCallStore.js';
import type { Clock, Endpoints } from '../src/calls/ports.js';
import type { Actor } from '../src/calls/rules.js';
import { type CallSettings, Switchboard } from '../src/calls/Switchboard.js';
import type { Address } from '../src/calls/step.js';

/** One thing that one page was told. */
export interface Told {
  readonly page: string;
  readonly name: NewsName;
  readonly news: NewsMap[NewsName];
}

/** Time that passes only when a test says so. */
class VirtualClock implements Clock {
  #now = 1_000_000;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  at(time: number, callback: () => void): () => void {
    const timer = { at: time, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Lets time pass; timers ring in their order, each after what the one before set off. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#now = Math.max(this.#now, next.at);
      this.#timers = this.#timers.filter((each) => each !== next);
      next.callback();
      await settled();
    }
    this.#now = until;
  }
}

/** Until every promise that is under way without I/O has come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

const SETTINGS: CallSettings = {
  ringMs: 45_000,
  graceRingingMs: 10_000,
  graceCallMs: 30_000,
  directory: 'everyone',
  undecided: null,
};

/** The real Switchboard, machine and store, with pages that are only names, and a clock that tests move. */
export class World implements Endpoints {
  readonly clock = new VirtualClock();
  readonly store = new MemoryCallStore(this.clock);
  readonly told: Told[] = [];
  readonly switchboard: Switchboard;
  readonly #users = new Map<string, User>();
  readonly #pages = new Map<string, string>();
  #ids = 0;

  constructor(settings: Partial<CallSettings> = {}) {
    const { clock, store } = this;
    this.switchboard = new Switchboard(
      {
        store,
        endpoints: this,
        clock,
        chance: { callId: () => `call-${++this.#ids}`, roomId: () => ++this.#ids },
        grants: {
          grant: (call, to) => ({
            iceServers: [],
            icePolicy: 'all',
            expiresAt: clock.now() + 1,
            ticket: `${call.callId}/${to.endpointId}`,
          }),
          redeem: (ticket, by) => {
            const [callId = '', endpointId] = ticket.split('/');
            return endpointId === by.endpointId ? { callId } : null;
          },
        },
        watchers: [],
      },
      { ...SETTINGS, ...settings },
    );
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
    return answered((answer) => this.switchboard.request(from, payload, answer));
  }

  reply(from: Actor, callId: string, code: number = CODES.ok) {
    return answered((answer) => this.switchboard.reply(from, { callId, code, param: 0, text: '' }, answer));
  }

  finish(from: Actor, callId: string, code: number = CODES.ok) {
    return answered((answer) => this.switchboard.finish(from, { callId, code, param: 0, text: '' }, answer));
  }

  signal(from: Actor, callId: string, to: string) {
    return answered((answer) => this.switchboard.signal(from, { callId, to, epoch: 1, data: {} }, answer));
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
