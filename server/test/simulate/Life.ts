import type { CallPorts, CallSettings } from '../../src/calls/CallPorts.js';
import { CallRunner } from '../../src/calls/CallRunner.js';
import { emptyTables } from '../../src/calls/CallTables.js';
import type { Call, LiveCall, PageAddress, Started } from '../../src/calls/call.js';
import { Dispatcher } from '../../src/calls/Dispatcher.js';
import { MemoryCallStore } from '../../src/calls/MemoryCallStore.js';
import type { CallStore, Clock, TicketCall } from '../../src/calls/ports.js';
import { Switchboard } from '../../src/calls/Switchboard.js';
import type { RunningTimer } from '../../src/calls/Timers.js';
import { CALL_SETTINGS } from '../callSettings.js';
import type { Town } from './Town.js';

/** How often the store takes a moment, and how long at most, in ms: a database would. */
const SLOW = { chance: 0.1, ms: 20 };

/** How long a write to disk takes at most, in ms. */
const DISK_MS = 30;

/** A business server that says nothing lets calls ring: there is more to see then. */
const SETTINGS: CallSettings = { ...CALL_SETTINGS, waitMs: 600_000, decideDefault: 'allow' };

/** One life of the server, from its start until it is killed: the real parts, with what they need around them. */
export class Life {
  readonly tables = emptyTables();
  readonly switchboard: Switchboard;
  readonly dispatcher: Dispatcher;
  isDead = false;
  /** Looks and writes that are under way: only without any is the server at rest. */
  underWay = 0;
  readonly store: MemoryCallStore;
  readonly #town: Town;
  readonly #runner: CallRunner;

  constructor(town: Town) {
    this.#town = town;
    const ports = this.#ports();
    this.store = ports.store as MemoryCallStore;
    this.#runner = new CallRunner(ports, SETTINGS);
    this.switchboard = new Switchboard(ports, SETTINGS, this.#runner);
    this.dispatcher = new Dispatcher(ports, SETTINGS, this.#runner);
  }

  get timers(): readonly RunningTimer[] {
    return this.#runner.timers;
  }

  /** Killed: nothing of it is heard any more, and whatever was under way stops where it was. */
  kill(): void {
    this.isDead = true;
    this.#runner.stop();
  }

  /** Takes so long, in ms; never comes back once the server is dead. */
  pause(ms: number): Promise<void> {
    const { clock } = this.#town;
    this.underWay += 1;
    return new Promise((resolve) => {
      clock.at(clock.now() + ms, () => {
        this.underWay -= 1;
        if (!this.isDead) resolve();
      });
    });
  }

  #ports(): CallPorts {
    const town = this.#town;
    const { random } = town;
    const isAlive = (): boolean => !this.isDead;
    const clock = this.#clock();
    const slow = (): Promise<void> | null =>
      random.isLucky(SLOW.chance) ? this.pause(random.between(1, SLOW.ms)) : null;
    return {
      store: new SlowStore(clock, this.tables, slow),
      endpoints: {
        tell: (to, name, news) => isAlive() && town.tell(to, name, news),
        isConnected: (userId, endpointId) => town.isConnected(userId, endpointId),
        connectedOf: (userId) => town.connectedOf(userId),
        user: (userId) => town.user(userId),
      },
      decider: town.desk,
      watchers: { tell: (name, news) => isAlive() && town.desk.hear(name, news) },
      ledger: {
        ended: async ({ callId, at }) => {
          await this.pause(random.between(1, DISK_MS));
          town.disk.set(callId, at);
          await this.pause(random.between(1, DISK_MS));
        },
        goesOn: (callId) => town.disk.delete(callId),
        hasEnded: (callId) => town.disk.has(callId),
        handedOver: async (call) => {
          await this.pause(random.between(1, DISK_MS));
          town.handed.set(call.asked.callId, call);
          await this.pause(random.between(1, DISK_MS));
        },
        handedOverAs: (callId) => town.handed.get(callId) ?? null,
      },
      clock,
      chance: { callId: () => town.nextId('c'), roomId: () => Number(town.nextId('')) },
      grants: {
        grant: (call, to) => this.#grant(call, to),
        way: () => this.#way(''),
        redeem: (ticket, by) => this.#redeem(ticket, by),
      },
      observers: [],
    };
  }

  #clock(): Clock {
    const { clock } = this.#town;
    return {
      now: () => clock.now(),
      at: (time, callback) => clock.at(time, () => !this.isDead && callback()),
    };
  }

  #grant(call: Started, to: PageAddress) {
    const { tickets, run } = this.#town;
    const ticket = `${call.asked.callId}/${call.version}/${to.endpointId}/${run}`;
    tickets.set(ticket, call);
    return this.#way(ticket);
  }

  #way(ticket: string) {
    return { iceServers: [], icePolicy: 'all' as const, expiresAt: this.#town.clock.now() + 1, ticket };
  }

  #redeem(ticket: string, by: PageAddress): TicketCall | null {
    const call = this.#town.tickets.get(ticket);
    const [, , endpointId, run] = ticket.split('/');
    if (!call || endpointId !== by.endpointId) return null;
    const { asked, callee, calleeEndpoint, ringingAt, startedAt, roomId, version } = call;
    const isFromThisRun = Number(run) === this.#town.run;
    return { asked, callee, calleeEndpoint, ringingAt, startedAt, roomId, version, isFromThisRun };
  }
}

/** The real store, which takes its time now and then. */
class SlowStore extends MemoryCallStore implements CallStore {
  readonly #slow: () => Promise<void> | null;

  constructor(
    clock: Clock,
    tables: ConstructorParameters<typeof MemoryCallStore>[1],
    slow: () => Promise<void> | null,
  ) {
    super(clock, tables);
    this.#slow = slow;
  }

  override async find(callId: string): Promise<Call | undefined> {
    await this.#slow();
    return super.find(callId);
  }

  override async liveCallOf(userId: string): Promise<LiveCall | undefined> {
    await this.#slow();
    return super.liveCallOf(userId);
  }

  override async create(call: Call, requestId: string | null): Promise<'created' | 'conflict'> {
    await this.#slow();
    const result = await super.create(call, requestId);
    await this.#slow();
    return result;
  }

  override async save(call: Call, previousVersion: number): Promise<'saved' | 'stale' | 'conflict'> {
    await this.#slow();
    const result = await super.save(call, previousVersion);
    await this.#slow();
    return result;
  }
}
