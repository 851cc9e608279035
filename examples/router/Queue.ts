import type { CallSnapshot, PresentUser } from '@frontdesk/business';

/**
 * Who waits, who is free, and who is rung for whom. It knows no network: `main.ts` tells it what is, and does what it says.
 *
 * Frontdesk keeps the calls, so nothing here has to outlive the program. What this adds is whom it rings at the moment:
 * the server refuses to assign a call twice in any case, this only keeps us from trying.
 */
export class Queue {
  readonly #name: string;
  readonly #agents: readonly string[];
  /** All live calls: also those that agents make themselves. */
  readonly #calls = new Map<string, CallSnapshot>();
  /** Who is there and in no call. */
  readonly #available = new Set<string>();
  /** When an agent's last call ended or was missed, in epoch ms. */
  readonly #idleSince = new Map<string, number>();
  readonly #resting = new Set<string>();
  /** The agent who is being rung, by call: from the moment that we ask for it. */
  readonly #offers = new Map<string, string>();
  /** The place that a caller was told last. */
  readonly #told = new Map<string, number>();

  constructor(name: string, agents: readonly string[]) {
    this.#name = name;
    this.#agents = agents;
  }

  /** Starts over with what is. */
  begin(calls: readonly CallSnapshot[], users: readonly PresentUser[]): void {
    for (const each of [this.#calls, this.#available, this.#offers, this.#told]) each.clear();
    for (const call of calls) this.#calls.set(call.callId, call);
    this.seePeople(users);
  }

  seePeople(users: readonly PresentUser[]): void {
    for (const { userId, status } of users) {
      if (status === 'available') this.#available.add(userId);
      else this.#available.delete(userId);
    }
  }

  /** Takes in a call as it is now; the agent who was rung for it in vain, or null. */
  see(call: CallSnapshot): string | null {
    const { callId, state } = call;
    const before = this.#calls.get(callId);
    if (before && before.version >= call.version) return null;
    const agent = this.#offers.get(callId) ?? null;
    const isOfferOver = before?.state === 'ringing' && state !== 'ringing';
    if (isOfferOver) this.#offers.delete(callId);
    if (state === 'finished') {
      this.#forget(callId);
      if (this.#agents.includes(call.callee.userId)) this.#idleSince.set(call.callee.userId, Date.now());
      return null;
    }
    this.#calls.set(callId, call);
    return isOfferOver && state === 'waiting' ? agent : null;
  }

  /** The next calls and the agents to ring for them, the longest wait and the longest idle first. */
  take(): { callId: string; agent: string }[] {
    const agents = this.#freeAgents();
    const pairs = this.#waiting()
      .slice(0, agents.length)
      .map(({ callId }, place) => ({ callId, agent: agents[place] as string }));
    for (const { callId, agent } of pairs) this.#offers.set(callId, agent);
    return pairs;
  }

  /** A call could not be assigned; whether it waits on. */
  giveBack(callId: string): boolean {
    this.#offers.delete(callId);
    return this.#calls.get(callId)?.state === 'waiting';
  }

  rest(agent: string): void {
    this.#resting.add(agent);
    this.#idleSince.set(agent, Date.now());
  }

  wake(agent: string): void {
    this.#resting.delete(agent);
  }

  /** The places in line, from 1, of those who were not told theirs yet. */
  places(): { callId: string; place: number }[] {
    const places = this.#waiting().map(({ callId }, at) => ({ callId, place: at + 1 }));
    const isNew = places.filter(({ callId, place }) => this.#told.get(callId) !== place);
    for (const { callId, place } of isNew) this.#told.set(callId, place);
    return isNew;
  }

  #forget(callId: string): void {
    for (const each of [this.#calls, this.#offers, this.#told]) each.delete(callId);
  }

  /** Those who wait for us and for whom nobody is rung, in the order in which they came. */
  #waiting(): CallSnapshot[] {
    return [...this.#calls.values()]
      .filter(
        ({ callId, state, callee }) => state === 'waiting' && callee.userId === this.#name && !this.#offers.has(callId),
      )
      .sort((a, b) => a.requestedAt - b.requestedAt);
  }

  #freeAgents(): string[] {
    const rung = new Set(this.#offers.values());
    // Presence is told up to a quarter of a second late; calls are told at once.
    const inCall = new Set([...this.#calls.values()].flatMap(({ caller, callee }) => [caller.userId, callee.userId]));
    const idleSince = (agent: string) => this.#idleSince.get(agent) ?? 0;
    return this.#agents
      .filter(
        (agent) => this.#available.has(agent) && !rung.has(agent) && !inCall.has(agent) && !this.#resting.has(agent),
      )
      .sort((a, b) => idleSince(a) - idleSince(b));
  }
}
