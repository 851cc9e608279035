import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import { Desk } from '../src/desk/Desk.js';
import type { Profile, Queue } from '../src/desk/ports.js';
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
    ...more,
  };
}

/** The calls as the server would carry them, and the desk beside them. */
export class Hall {
  readonly clock = new VirtualClock(0);
  readonly seats = new Map<string, Seat>();
  readonly places = new Map<string, number>();
  readonly calls = new Map<string, CallSnapshot>();
  readonly desk: Desk;
  /** Whom each ringing call rings, and the stop of its clock. */
  readonly ringing = new Map<string, { readonly to: readonly string[]; readonly stop: () => void }>();
  lastAgent: string | null = null;
  #number = 0;

  constructor(queues: readonly Queue[], profiles: readonly Partial<Profile>[] = []) {
    const agents = profiles.map((each, rank) => ({
      agentId: `a${rank}`,
      groups: ['first'],
      skills: {},
      rank,
      ...each,
    }));
    this.desk = new Desk({
      plan: {
        queue: (queueId) => queues.find((each) => each.queueId === queueId) ?? null,
        profile: (agentId) => agents.find((each) => each.agentId === agentId) ?? null,
      },
      acts: {
        assign: async (callId, to) => this.#assign(callId, to),
        update: async (callId, { param }) => {
          this.places.set(callId, param);
          return true;
        },
        finish: async (callId, code) => {
          this.end(callId, code);
          return true;
        },
      },
      history: { lastAgentOf: () => this.lastAgent },
      clock: this.clock,
      random: () => 0.5,
      onSeat: (seat) => this.seats.set(seat.agentId, seat),
    });
    for (const { agentId } of agents) this.work(agentId);
  }

  work(agentId: string): void {
    this.desk.sit(agentId);
    this.desk.reach(agentId, null);
    this.desk.choose(agentId, 'available', null);
  }

  /** Someone calls a queue; the call's id if it waits, else what it ended with. */
  call(queueId: string): string {
    this.#number += 1;
    const callId = `c${this.#number}`;
    const party = { name: '', role: 'caller', endpointId: null } as const;
    const call = {
      callId,
      state: 'deciding',
      caller: { ...party, userId: `u${this.#number}` },
      callee: { ...party, userId: `queue.${queueId}` },
      requestedAt: this.clock.now(),
    } as CallSnapshot;
    const decision = this.desk.decide(call);
    if (!('hold' in decision)) return 'text' in decision ? decision.text : '';
    this.#set(callId, { ...call, state: 'waiting' });
    this.desk.waits(this.calls.get(callId) as CallSnapshot);
    return callId;
  }

  accept(callId: string, agentId: string): void {
    const call = this.calls.get(callId);
    if (!call || !this.ringing.get(callId)?.to.includes(agentId)) return;
    this.#quiet(callId);
    this.#set(callId, { ...call, state: 'started', callee: { ...call.callee, userId: agentId } });
    this.desk.started(this.calls.get(callId) as CallSnapshot);
  }

  decline(callId: string): void {
    const call = this.calls.get(callId);
    if (!call || !this.ringing.has(callId)) return;
    this.#quiet(callId);
    this.#set(callId, { ...call, state: 'waiting' });
    this.desk.waits(this.calls.get(callId) as CallSnapshot);
  }

  end(callId: string, code: number = CODES.ok): void {
    const call = this.calls.get(callId);
    if (!call) return;
    this.#quiet(callId);
    this.calls.delete(callId);
    this.places.delete(callId);
    this.desk.ended({ ...call, state: 'finished', code });
  }

  statusOf(agentId: string): string {
    return this.seats.get(agentId)?.status ?? '';
  }

  rings(callId: string): string {
    return this.ringing.get(callId)?.to.join('+') ?? '';
  }

  #assign(callId: string, to: readonly string[]): boolean {
    const call = this.calls.get(callId);
    if (call?.state !== 'waiting') return false;
    this.#set(callId, { ...call, state: 'ringing' });
    this.ringing.set(callId, { to, stop: this.clock.at(this.clock.now() + RING_MS, () => this.decline(callId)) });
    return true;
  }

  #quiet(callId: string): void {
    this.ringing.get(callId)?.stop();
    this.ringing.delete(callId);
  }

  #set(callId: string, call: CallSnapshot): void {
    this.calls.set(callId, call);
  }
}
