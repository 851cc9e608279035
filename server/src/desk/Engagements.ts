import type { DeskCall } from './ports.js';

/** What somebody does in a call. */
export type Part = 'dials' | 'rings' | 'talks';

/** An agent's part in a live call. */
export interface Engagement {
  readonly part: Part;
  /** The queue that was served by it; null of a call between persons. */
  readonly queueId: string | null;
  /** Since when, epoch ms. */
  readonly since: number;
  /** Since when the agent had nothing to do before, epoch ms. */
  readonly idleSince: number;
}

/** Who of the desk takes part in which calls: an agent may be in two, a customer's and one that was made into its room. */
export class Engagements {
  readonly #byAgent = new Map<string, Map<string, Engagement>>();
  readonly #byCall = new Map<string, Set<string>>();

  get(agentId: string, callId: string): Engagement | undefined {
    return this.#byAgent.get(agentId)?.get(callId);
  }

  /** This agent's calls. */
  of(agentId: string): ReadonlyMap<string, Engagement> {
    return this.#byAgent.get(agentId) ?? new Map();
  }

  /** The agents of this call. */
  in(callId: string): readonly string[] {
    return [...(this.#byCall.get(callId) ?? [])];
  }

  set(agentId: string, callId: string, engagement: Engagement): void {
    const calls = this.#byAgent.get(agentId) ?? new Map<string, Engagement>();
    this.#byAgent.set(agentId, calls.set(callId, engagement));
    this.#byCall.set(callId, (this.#byCall.get(callId) ?? new Set()).add(agentId));
  }

  delete(agentId: string, callId: string): void {
    const calls = this.#byAgent.get(agentId);
    calls?.delete(callId);
    if (calls?.size === 0) this.#byAgent.delete(agentId);
    const agents = this.#byCall.get(callId);
    agents?.delete(agentId);
    if (agents?.size === 0) this.#byCall.delete(callId);
  }
}

/** Who takes part in a call, as it is now. */
export function partsIn({ state, caller, callee, targets }: DeskCall): ReadonlyMap<string, Part> {
  if (state === 'finished') return new Map();
  if (state === 'started') {
    return new Map([caller.userId, ...(callee ? [callee.userId] : [])].map((userId) => [userId, 'talks']));
  }
  return new Map<string, Part>([[caller.userId, 'dials'], ...targets.map((userId) => [userId, 'rings'] as const)]);
}
