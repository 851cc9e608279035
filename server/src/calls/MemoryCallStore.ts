import { REMEMBER_MS } from '@frontdesk/protocol';
import { type Call, type Finished, isLive, type LiveCall, partiesIn } from './call.js';
import type { CallStore, Clock } from './ports.js';

/** Ended calls that are remembered of one user; older ones are forgotten before their 60 s, so that nobody can fill the memory. */
const ENDED_PER_USER = 50;

/** Forgetting is done in one go this often, in ms, not by a timer per call. */
const SWEEP_MS = 5_000;

/** A call by its id, until it is forgotten (epoch ms). */
interface Remembered {
  readonly callId: string;
  readonly forgetAt: number;
}

/** Everything that the store holds. The indexes are derived from the calls; nothing else is kept. */
export interface CallTables {
  readonly calls: Map<string, Call>;
  /** The live call of each user who is in one (C2). */
  readonly live: Map<string, string>;
  readonly rooms: Map<number, string>;
  readonly requests: Map<string, Remembered>;
  readonly ended: Map<string, Remembered[]>;
  /** When each ended call is forgotten, oldest first: insertion order is the order of their ends. */
  readonly endedAt: Map<string, number>;
}

export function emptyTables(): CallTables {
  return {
    calls: new Map(),
    live: new Map(),
    rooms: new Map(),
    requests: new Map(),
    ended: new Map(),
    endedAt: new Map(),
  };
}

/** The calls of one process, in memory. */
export class MemoryCallStore implements CallStore {
  readonly #clock: Clock;
  readonly #tables: CallTables;
  #isSweeping = false;

  constructor(clock: Clock, tables: CallTables = emptyTables()) {
    this.#clock = clock;
    this.#tables = tables;
  }

  async create(call: Call, requestId: string | null): Promise<'created' | 'conflict'> {
    const request = requestId === null ? null : requestKey(call.asked.caller.userId, requestId);
    if (request !== null && this.#known(request)) return 'conflict';
    if (this.#tables.calls.has(call.asked.callId) || this.#isCrossed(call) || !this.#hasRoomFor(call))
      return 'conflict';
    if (request !== null) {
      const forgetAt = this.#clock.now() + REMEMBER_MS;
      this.#requestMeans(request, { callId: call.asked.callId, forgetAt });
    }
    this.#put(call, undefined);
    return 'created';
  }

  async link(userId: string, requestId: string, call: Call): Promise<void> {
    const forgetAt = this.#clock.now() + REMEMBER_MS;
    this.#requestMeans(requestKey(userId, requestId), { callId: call.asked.callId, forgetAt });
  }

  async unlink(userId: string, requestId: string): Promise<void> {
    this.#tables.requests.delete(requestKey(userId, requestId));
  }

  async find(callId: string): Promise<Call | undefined> {
    return this.#tables.calls.get(callId);
  }

  async findRequest(userId: string, requestId: string): Promise<Call | undefined> {
    const callId = this.#known(requestKey(userId, requestId));
    return callId === undefined ? undefined : this.#tables.calls.get(callId);
  }

  async liveCallOf(userId: string): Promise<LiveCall | undefined> {
    const callId = this.#tables.live.get(userId);
    const call = callId === undefined ? undefined : this.#tables.calls.get(callId);
    return call && isLive(call) ? call : undefined;
  }

  async live(): Promise<readonly LiveCall[]> {
    return [...this.#tables.calls.values()].filter(isLive);
  }

  async save(call: Call, previousVersion: number): Promise<'saved' | 'stale' | 'conflict'> {
    const before = this.#tables.calls.get(call.asked.callId);
    if (before?.version !== previousVersion) return 'stale';
    if (!this.#hasRoomFor(call)) return 'conflict';
    this.#put(call, before);
    return 'saved';
  }

  async endedOf(userId: string): Promise<readonly Call[]> {
    const now = this.#clock.now();
    const ended: Call[] = [];
    for (const { callId, forgetAt } of this.#tables.ended.get(userId) ?? []) {
      const call = this.#tables.calls.get(callId);
      if (call && forgetAt > now) ended.push(call);
    }
    return ended;
  }

  /** How much is held, for the test that nothing is left behind. */
  get size(): Readonly<Record<'calls' | 'live' | 'requests' | 'rooms' | 'ended', number>> {
    return {
      calls: this.#tables.calls.size,
      live: this.#tables.live.size,
      requests: this.#tables.requests.size,
      rooms: this.#tables.rooms.size,
      ended: this.#tables.ended.size,
    };
  }

  /** Always the youngest: the sweep forgets from the oldest on, and stops at the first that is remembered. */
  #requestMeans(request: string, call: Remembered): void {
    this.#tables.requests.delete(request);
    this.#tables.requests.set(request, call);
  }

  #known(request: string): string | undefined {
    const known = this.#tables.requests.get(request);
    return known && known.forgetAt > this.#clock.now() && this.#tables.calls.has(known.callId)
      ? known.callId
      : undefined;
  }

  /** Whether the dialed have dialed the caller, and a business server thinks about that: then there is one call (C16). */
  #isCrossed({ state, asked }: Call): boolean {
    if (state !== 'deciding') return false;
    const theirs = this.#tables.calls.get(this.#tables.live.get(asked.dialed.userId) ?? '');
    return theirs?.state === 'deciding' && theirs.asked.dialed.userId === asked.caller.userId;
  }

  /** Whether all who are in this call are in no other, and its room is its own (C2). */
  #hasRoomFor(call: Call): boolean {
    if (!isLive(call)) return true;
    const { callId } = call.asked;
    const { live, rooms } = this.#tables;
    if (call.state === 'started' && (rooms.get(call.roomId) ?? callId) !== callId) return false;
    return partiesIn(call).every((userId) => (live.get(userId) ?? callId) === callId);
  }

  #put(call: Call, before: Call | undefined): void {
    const { calls, live, rooms } = this.#tables;
    const { callId } = call.asked;
    calls.set(callId, call);
    const parties = isLive(call) ? partiesIn(call) : [];
    if (before && isLive(before)) {
      for (const userId of partiesIn(before)) if (!parties.includes(userId)) live.delete(userId);
    }
    for (const userId of parties) live.set(userId, callId);
    if (call.state === 'started') rooms.set(call.roomId, callId);
    if (call.state !== 'finished') return;
    if (call.roomId !== null) rooms.delete(call.roomId);
    this.#remember(call);
  }

  #remember(call: Finished): void {
    const { ended, endedAt } = this.#tables;
    const { callId } = call.asked;
    const forgetAt = this.#clock.now() + REMEMBER_MS;
    endedAt.set(callId, forgetAt);
    for (const userId of usersOf(call)) {
      const list = ended.get(userId);
      if (list) {
        list.push({ callId, forgetAt });
        if (list.length > ENDED_PER_USER) this.#forgetHopeless(list.shift()?.callId ?? '');
      } else ended.set(userId, [{ callId, forgetAt }]);
    }
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    this.#clock.at(this.#clock.now() + SWEEP_MS, () => this.#sweep());
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [callId, forgetAt] of this.#tables.endedAt) {
      if (forgetAt > now) break;
      this.#tables.endedAt.delete(callId);
      const call = this.#tables.calls.get(callId);
      this.#tables.calls.delete(callId);
      if (call?.state === 'finished') this.#forgetEnded(call, now);
    }
    for (const [request, { forgetAt }] of this.#tables.requests) {
      if (forgetAt > now) break;
      this.#tables.requests.delete(request);
    }
    this.#isSweeping = this.#tables.endedAt.size > 0 || this.#tables.requests.size > 0;
    if (this.#isSweeping) this.#clock.at(now + SWEEP_MS, () => this.#sweep());
  }

  /** A call that concerned nobody but its caller, who has made many since. What rang at others is theirs too. */
  #forgetHopeless(callId: string): void {
    const call = this.#tables.calls.get(callId);
    if (call?.state !== 'finished' || call.rang.length > 0) return;
    this.#tables.calls.delete(callId);
    this.#tables.endedAt.delete(callId);
  }

  #forgetEnded(call: Finished, now: number): void {
    for (const userId of usersOf(call)) {
      const left = this.#tables.ended.get(userId)?.filter(({ forgetAt }) => forgetAt > now) ?? [];
      if (left.length === 0) this.#tables.ended.delete(userId);
      else this.#tables.ended.set(userId, left);
    }
  }
}

/** Everybody who has something to remember of it: whoever was dialed and never rung has not. */
function usersOf({ asked, rang }: Finished): ReadonlySet<string> {
  const userIds = new Set([asked.caller.userId]);
  for (const { userId } of rang) userIds.add(userId);
  return userIds;
}

function requestKey(userId: string, requestId: string): string {
  return `${userId} ${requestId}`;
}
