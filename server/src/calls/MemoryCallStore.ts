import { REMEMBER_MS } from '@frontdesk/protocol';
import { type CallTables, emptyTables, type Remembered } from './CallTables.js';
import { type Call, type Finished, isLive, type LiveCall, partiesIn, type Started } from './call.js';
import type { CallStore, Clock, RoomCalls } from './ports.js';
import { fits } from './storeRules.js';

/** Ended calls that are remembered of one user; older ones are forgotten before their 60 s, so that nobody can fill the memory. */
const ENDED_PER_USER = 50;

/** Forgetting is done in one go this often, in ms, not by a timer per call. */
const SWEEP_MS = 5_000;

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
    if (this.#tables.calls.has(call.asked.callId) || this.#isCrossed(call) || !fits(this.#tables, call, undefined))
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
    const { live, aside } = this.#tables;
    return this.#live(live.get(userId) ?? aside.get(userId));
  }

  async liveCallsOf(userId: string): Promise<readonly LiveCall[]> {
    const { live, aside } = this.#tables;
    const calls = [this.#live(live.get(userId)), this.#live(aside.get(userId))];
    return calls.filter((call) => call !== undefined);
  }

  async room(callId: string): Promise<RoomCalls> {
    const { calls, sideOf } = this.#tables;
    return { host: calls.get(callId), side: this.#live(sideOf.get(callId)) };
  }

  async live(): Promise<readonly LiveCall[]> {
    return [...this.#tables.calls.values()].filter(isLive);
  }

  async save(call: Call, previousVersion: number): Promise<'saved' | 'stale' | 'conflict'> {
    const before = this.#tables.calls.get(call.asked.callId);
    if (before?.version !== previousVersion) return 'stale';
    if (!fits(this.#tables, call, before)) return 'conflict';
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
      live: this.#tables.live.size + this.#tables.aside.size,
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
    if (state !== 'deciding' || asked.room !== null) return false;
    const theirs = this.#tables.calls.get(this.#tables.live.get(asked.dialed.userId) ?? '');
    return theirs?.state === 'deciding' && theirs.asked.dialed.userId === asked.caller.userId;
  }

  #live(callId: string | undefined): LiveCall | undefined {
    const call = callId === undefined ? undefined : this.#tables.calls.get(callId);
    return call && isLive(call) ? call : undefined;
  }

  #put(call: Call, before: Call | undefined): void {
    const { calls, live, aside } = this.#tables;
    const { callId, room } = call.asked;
    calls.set(callId, call);
    const busy = room === null ? live : aside;
    const parties = isLive(call) ? partiesIn(call) : [];
    if (before && isLive(before)) {
      for (const userId of partiesIn(before)) if (!parties.includes(userId)) busy.delete(userId);
    }
    for (const userId of parties) busy.set(userId, callId);
    this.#putRoom(call);
    if (call.state === 'finished') this.#remember(call);
    else if (call.state === 'started' && before?.state === 'started') this.#rememberLeft(call, before);
  }

  /** A room is its host's, and after that the side call's that is still in it. */
  #putRoom(call: Call): void {
    const { rooms, sideOf } = this.#tables;
    const { callId, room } = call.asked;
    if (isLive(call)) {
      if (room) sideOf.set(room.callId, callId);
      if (call.state === 'started' && !(room && rooms.get(call.roomId) === room.callId)) rooms.set(call.roomId, callId);
      return;
    }
    if (room && sideOf.get(room.callId) === callId) sideOf.delete(room.callId);
    if (call.roomId === null || rooms.get(call.roomId) !== callId) return;
    rooms.delete(call.roomId);
    const side = this.#live(sideOf.get(callId));
    if (side?.state === 'started') rooms.set(side.roomId, side.asked.callId);
  }

  /** For whoever has handed a place over the call is over, though it goes on. */
  #rememberLeft({ asked, left }: Started, before: Started): void {
    const departure = left.at(-1);
    if (!departure || departure === before.left.at(-1)) return;
    this.#rememberFor(departure.page.userId, { callId: asked.callId, forgetAt: this.#clock.now() + REMEMBER_MS });
  }

  #remember(call: Finished): void {
    const { callId } = call.asked;
    const forgetAt = this.#clock.now() + REMEMBER_MS;
    this.#tables.endedAt.set(callId, forgetAt);
    for (const userId of usersOf(call)) this.#rememberFor(userId, { callId, forgetAt });
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    this.#clock.at(this.#clock.now() + SWEEP_MS, () => this.#sweep());
  }

  #rememberFor(userId: string, call: Remembered): void {
    const { ended } = this.#tables;
    const list = ended.get(userId);
    if (!list) ended.set(userId, [call]);
    else if (list.push(call) > ENDED_PER_USER) this.#forgetHopeless(list.shift()?.callId ?? '');
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
function usersOf({ asked, rang, left }: Finished): ReadonlySet<string> {
  const userIds = new Set([asked.caller.userId]);
  for (const { userId } of rang) userIds.add(userId);
  for (const { page } of left) userIds.add(page.userId);
  return userIds;
}

function requestKey(userId: string, requestId: string): string {
  return `${userId} ${requestId}`;
}
