import type { CallPorts } from '../../src/calls/CallPorts.js';
import { CallRunner } from '../../src/calls/CallRunner.js';
import type { CallTables } from '../../src/calls/CallTables.js';
import type { Call, PageAddress, Started } from '../../src/calls/call.js';
import { Dispatcher } from '../../src/calls/Dispatcher.js';
import { MemoryCallStore } from '../../src/calls/MemoryCallStore.js';
import type { CallStore, Clock, Ledger, TicketCall } from '../../src/calls/ports.js';
import { Switchboard } from '../../src/calls/Switchboard.js';
import type { RunningTimer } from '../../src/calls/Timers.js';
import type { Gate } from './Gate.js';
import type { House } from './House.js';
import { numberOf } from './key.js';
import { successionFaults } from './roomFaults.js';

/** The time of all worlds: clocks may run out at any moment, so that how long they run does not matter. */
const NOW = 1_000_000;

/** How long the server is dead, in ms: a call that is taken up has gone on so long meanwhile. */
const DEATH_MS = 3_600_000;

/** More looks and writes than this by one action: it does not come to rest. */
const STEPS = 1_000;

/** Every started call that a ticket was made of, by the ticket's number. Tickets are the calls themselves, signed. */
const TICKETS = new Map<number, Started>();

/** One life of the server: the real parts in it, and ports that are dead when it is. */
export class Process {
  readonly switchboard: Switchboard;
  readonly dispatcher: Dispatcher;
  readonly runner: CallRunner;
  readonly tables: CallTables;
  isDead = false;
  readonly #house: House;
  readonly #alarms: { readonly callback: () => void; isOff: boolean }[] = [];
  #ids = 0;
  #steps = 0;

  constructor(house: House, tables: CallTables, timers: readonly RunningTimer[]) {
    this.#house = house;
    this.tables = tables;
    const ports = this.#ports();
    this.runner = new CallRunner(ports, house.settings, timers);
    this.switchboard = new Switchboard(ports, house.settings, this.runner);
    this.dispatcher = new Dispatcher(ports, house.settings, this.runner);
  }

  get timers(): readonly RunningTimer[] {
    return this.runner.timers;
  }

  /** Lets the clock of the n-th timer that this process began with run out, if it still runs. */
  timeUp(index: number): void {
    const alarm = this.#alarms[index];
    if (alarm && !alarm.isOff) alarm.callback();
  }

  /** Everything that the real parts need; nothing of it reaches anyone once this process is dead. */
  #ports(): CallPorts {
    const house = this.#house;
    const isAlive = (): boolean => !this.isDead;
    return {
      store: new GatedStore(this.#clock(), this.tables, house, () => this.#count()),
      endpoints: {
        tell: (to, name, news) => isAlive() && house.tell(to, name, news),
        isConnected: (userId, endpointId) => house.isConnected(userId, endpointId),
        connectedOf: (userId) => house.connectedOf(userId),
        user: (userId) => house.user(userId),
      },
      decider: { isAttached: house.isAttached, decide: (call) => house.decide(call) },
      watchers: { tell: (name, news) => isAlive() && house.announce(name, news) },
      ledger: this.#ledger(),
      clock: this.#clock(),
      chance: { callId: () => `c${this.#nextId()}`, roomId: () => this.#nextId() },
      grants: {
        grant: (call, to) => grant(call, to, house.run),
        way: () => WAY,
        redeem: (ticket, by) => redeem(ticket, by, house.run),
      },
      observers: [],
    };
  }

  #clock(): Clock {
    return {
      now: () => NOW + (this.#house.run - 1) * DEATH_MS,
      at: (_, callback) => {
        const alarm = { callback, isOff: false };
        this.#alarms.push(alarm);
        return () => {
          alarm.isOff = true;
        };
      },
    };
  }

  /** A write takes its time, and the server may die before it as well as after. */
  #ledger(): Ledger {
    const house = this.#house;
    return {
      ended: async ({ callId }) => {
        await house.gate.pass();
        if (!this.isDead && !house.onDisk.includes(callId)) house.onDisk = [...house.onDisk, callId].sort();
        await house.gate.pass();
      },
      goesOn: (callId) => {
        if (!this.isDead) house.onDisk = house.onDisk.filter((each) => each !== callId);
      },
      hasEnded: (callId) => house.onDisk.includes(callId),
      handedOver: async (call) => {
        await house.gate.pass();
        if (!this.isDead) house.writeHandedOver(call);
        await house.gate.pass();
      },
      handedOverAs: (callId) => house.handed.find(({ asked }) => asked.callId === callId) ?? null,
    };
  }

  /** Ids begin anew with each state, so that equal states look equal, and are never those of another run. */
  #nextId(): number {
    this.#ids += 1;
    return this.#house.run * 1_000 + this.tables.calls.size + this.#ids;
  }

  #count(): void {
    this.#steps += 1;
    if (this.#steps > STEPS) throw new Error('it does not come to rest');
  }
}

/** The real store; a command can be held just before it writes, and just after. */
class GatedStore extends MemoryCallStore implements CallStore {
  readonly #house: House;
  readonly #gate: Gate;
  readonly #tables: CallTables;
  readonly #count: () => void;

  constructor(clock: Clock, tables: CallTables, house: House, count: () => void) {
    super(clock, tables);
    this.#house = house;
    this.#gate = house.gate;
    this.#tables = tables;
    this.#count = count;
  }

  override find(callId: string): Promise<Call | undefined> {
    this.#count();
    return super.find(callId);
  }

  override async create(call: Call, requestId: string | null): Promise<'created' | 'conflict'> {
    await this.#gate.pass();
    const result = await super.create(call, requestId);
    await this.#gate.pass();
    return result;
  }

  override async save(call: Call, previousVersion: number): Promise<'saved' | 'stale' | 'conflict'> {
    await this.#gate.pass();
    const faults = successionFaults(this.#tables, call);
    const result = await super.save(call, previousVersion);
    if (result === 'saved') for (const fault of faults) this.#house.fault(fault);
    await this.#gate.pass();
    return result;
  }

  override async link(userId: string, requestId: string, call: Call): Promise<void> {
    await this.#gate.pass();
    return super.link(userId, requestId, call);
  }
}

const WAY = { iceServers: [], icePolicy: 'all', expiresAt: NOW + 1, ticket: '' } as const;

function grant(call: Started, to: PageAddress, run: number) {
  const number = numberOf(call);
  TICKETS.set(number, call);
  const ticket = `${number}/${to.userId}/${to.endpointId}/${run}`;
  return { ...WAY, ticket };
}

function redeem(ticket: string, by: PageAddress, run: number): TicketCall | null {
  const [number, userId, endpointId, madeIn] = ticket.split('/');
  const call = TICKETS.get(Number(number));
  if (!call || userId !== by.userId || endpointId !== by.endpointId) return null;
  const { asked, callee, calleeEndpoint, ringingAt, startedAt, roomId, version } = call;
  const isFromThisRun = Number(madeIn) === run;
  return { asked, callee, calleeEndpoint, ringingAt, startedAt, roomId, version, isFromThisRun };
}
