import type { Visit, Wait } from '@frontdesk/protocol';
import { Desk } from '../src/desk/Desk.js';
import type { DeskCall, DeskFact, Profile, Queue } from '../src/desk/ports.js';
import type { Seat } from '../src/desk/seat.js';
import { VirtualClock } from './VirtualClock.js';

/** How long an assigned call rings, in ms. */
export const RING_MS = 20_000;

/** A queue that anybody of the group `first` serves. */
export function queueOf(queueId: string, more: Partial<Queue> = {}): Queue {
  return {
    queueId,
    name: queueId,
    strategy: 'longestIdle',
    skills: {},
    tiers: [{ afterMs: 0, groups: ['first'], easeBy: 0 }],
    priority: 0,
    lastAgentMs: 0,
    hours: null,
    maxLength: null,
    mayWaitForNobody: true,
    wrapUpMs: 30_000,
    maxWaitMs: 600_000,
    form: [],
    consent: null,
    ...more,
  };
}

/** What is the same of every call that a test makes up. */
const NEW_CALL: Omit<DeskCall, 'callId' | 'caller' | 'requestedAt'> = {
  state: 'deciding',
  queueId: null,
  callee: null,
  targets: [],
  startedAt: null,
  isAway: false,
  room: null,
  visit: null,
};

/** The calls as the server would carry them, and the desk beside them. */
export class Hall {
  readonly clock = new VirtualClock(0);
  readonly seats = new Map<string, Seat>();
  readonly places = new Map<string, number>();
  readonly waits = new Map<string, unknown>();
  readonly calls = new Map<string, DeskCall>();
  readonly facts: DeskFact[] = [];
  /** How calls ended that the desk ended: code and words. */
  readonly ended = new Map<string, string>();
  readonly desk: Desk;
  /** The stop of the clock of each ringing call. */
  readonly ringing = new Map<string, () => void>();
  readonly queues: Queue[];
  lastAgent: string | null = null;
  /** Whether an assignment takes a turn, as in the server. */
  isSlow = false;
  /** How long the last calls took, in ms. */
  handled: readonly number[] = [];
  /** The same of each queue, where that differs. */
  handledOf: (queueId: string) => readonly number[] = () => this.handled;
  /** Hears all that the desk tells who waits. */
  onTold: (callId: string, place: number, wait: Wait | null) => void = () => undefined;
  #number = 0;

  constructor(queues: readonly Queue[], profiles: readonly Partial<Profile>[] = []) {
    this.queues = [...queues];
    const agents = profiles.map((each, rank) => ({
      agentId: `a${rank}`,
      groups: ['first'],
      skills: {},
      rank,
      ...each,
    }));
    this.desk = new Desk({
      plan: {
        queue: (queueId) => this.queues.find((each) => each.queueId === queueId) ?? null,
        profile: (agentId) => agents.find((each) => each.agentId === agentId) ?? null,
      },
      acts: {
        assign: async (callId, to) => {
          if (this.isSlow) await Promise.resolve();
          return this.assign(callId, to);
        },
        update: async (callId, { param, wait }) => {
          this.places.set(callId, param);
          this.waits.set(callId, wait);
          this.onTold(callId, param, wait);
          return true;
        },
        finish: async (callId, code, text) => {
          this.ended.set(callId, `${code} ${text}`.trim());
          this.end(callId);
          return true;
        },
      },
      history: { lastAgentOf: () => this.lastAgent, handledOf: (queueId) => this.handledOf(queueId) },
      clock: this.clock,
      random: () => 0.5,
      onSeat: (seat) => this.seats.set(seat.agentId, seat),
      onFact: (fact) => this.facts.push(fact),
    });
    for (const { agentId } of agents) this.work(agentId);
  }

  work(agentId: string): void {
    this.desk.sit(agentId);
    this.desk.reach(agentId, null);
    this.desk.choose(agentId, 'available', null);
  }

  /** Someone calls a queue; the call's id if it waits, else what it ended with. */
  call(queueId: string, more: Partial<DeskCall> = {}, visit: Visit | null = null): string {
    const call = this.#newCall({ queueId, visit, ...more });
    const decision = this.desk.decide(call);
    if (!('hold' in decision)) return 'text' in decision ? decision.text : '';
    this.#set({ ...call, state: 'waiting' });
    return call.callId;
  }

  /** Somebody calls a person, whom it rings. */
  dial(from: string, to: string, more: Partial<DeskCall> = {}): string {
    const call = this.#newCall({ caller: { userId: from, name: from }, state: 'ringing', targets: [to], ...more });
    this.#set(call);
    return call.callId;
  }

  accept(callId: string, agentId: string): void {
    const call = this.calls.get(callId);
    if (!call?.targets.includes(agentId)) return;
    this.#quiet(callId);
    const callee = { userId: agentId, name: agentId };
    this.#set({ ...call, state: 'started', callee, targets: [], startedAt: this.clock.now() });
  }

  /** One refuses: it rings on at the others, if there are any. */
  decline(callId: string, agentId: string | null = null): void {
    const call = this.calls.get(callId);
    if (call?.state !== 'ringing') return;
    const targets = agentId === null ? [] : call.targets.filter((each) => each !== agentId);
    if (targets.length === 0) this.#quiet(callId);
    if (targets.length > 0) this.#set({ ...call, targets });
    else if (call.queueId === null) this.end(callId);
    else this.#set({ ...call, state: 'waiting', targets: [] });
  }

  /** In a started call another takes the place of one. */
  handOver(callId: string, from: string, to: string): void {
    const call = this.calls.get(callId);
    if (!call) return;
    const newcomer = { userId: to, name: to };
    this.#set({ ...call, ...(call.caller.userId === from ? { caller: newcomer } : { callee: newcomer }) });
  }

  /** The caller's page goes, or is there again. */
  goesAway(callId: string, isAway = true): void {
    const call = this.calls.get(callId);
    if (call) this.#set({ ...call, isAway });
  }

  end(callId: string): void {
    const call = this.calls.get(callId);
    if (!call) return;
    this.#quiet(callId);
    this.calls.delete(callId);
    this.places.delete(callId);
    this.desk.happened({ ...call, state: 'finished', targets: [] });
  }

  statusOf(agentId: string): string {
    return this.seats.get(agentId)?.status ?? '';
  }

  rings(callId: string): string {
    const call = this.calls.get(callId);
    return call?.state === 'ringing' ? call.targets.join('+') : '';
  }

  /** Rings these for a call that waits; an operator's program may do so too. */
  assign(callId: string, to: readonly string[]): 'rings' | 'gone' | 'nobody' {
    const call = this.calls.get(callId);
    if (call?.state !== 'waiting') return 'gone';
    const inOthers = [...this.calls.values()].filter((each) => each.callId !== callId);
    const busy = inOthers.flatMap(({ caller, callee, targets }) => [caller.userId, callee?.userId, ...targets]);
    const targets = to.filter((each) => !busy.includes(each));
    if (targets.length === 0) return 'nobody';
    this.ringing.set(
      callId,
      this.clock.at(this.clock.now() + RING_MS, () => this.decline(callId)),
    );
    this.#set({ ...call, state: 'ringing', targets });
    return 'rings';
  }

  #newCall(more: Partial<DeskCall>): DeskCall {
    this.#number += 1;
    const caller = { userId: `u${this.#number}`, name: `Customer ${this.#number}` };
    return { ...NEW_CALL, callId: `c${this.#number}`, caller, requestedAt: this.clock.now(), ...more };
  }

  #quiet(callId: string): void {
    this.ringing.get(callId)?.();
    this.ringing.delete(callId);
  }

  #set(call: DeskCall): void {
    this.calls.set(call.callId, call);
    this.desk.happened(call);
  }
}
