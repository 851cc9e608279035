import { REMEMBER_MS } from '@frontdesk/protocol';
import { type Call, isLive, type LiveCall } from './call.js';
import type { CallStore, Clock } from './ports.js';

/** Ended calls that are remembered of one user; older ones are forgotten before their 60 s, so that nobody can fill the memory. */
const ENDED_PER_USER = 50;

/** Forgetting is done in one go this often, in ms, not by a timer per call. */
const SWEEP_MS = 5_000;

/** The calls of one process, in memory. All indexes are derived from the calls; nothing else is kept. */
export class MemoryCallStore implements CallStore {
  readonly #clock: Clock;
  readonly #calls = new Map<string, Call>();
  readonly #live = new Map<string, string>();
  readonly #rooms = new Map<number, string>();
  readonly #requests = new Map<string, { readonly callId: string; readonly forgetAt: number }>();
  readonly #ended = new Map<string, { readonly callId: string; readonly forgetAt: number }[]>();
  /** Ended calls, oldest first: insertion order is the order of their ends. */
  readonly #endedAt = new Map<string, number>();
  #isSweeping = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async create(call: Call, requestId: string): Promise<'created' | 'conflict'> {
    const request = requestKey(call.caller.userId, requestId);
    if (this.#known(request)) return 'conflict';
    if (isLive(call) && (this.#live.has(call.caller.userId) || this.#live.has(call.callee.userId))) return 'conflict';
    this.#requests.set(request, { callId: call.callId, forgetAt: this.#clock.now() + REMEMBER_MS });
    this.#put(call);
    return 'created';
  }

  async link(userId: string, requestId: string, call: Call): Promise<void> {
    const forgetAt = this.#clock.now() + REMEMBER_MS;
    this.#requests.set(requestKey(userId, requestId), { callId: call.callId, forgetAt });
  }

  async unlink(userId: string, requestId: string): Promise<void> {
    this.#requests.delete(requestKey(userId, requestId));
  }

  async find(callId: string): Promise<Call | undefined> {
    return this.#calls.get(callId);
  }

  async findRequest(userId: string, requestId: string): Promise<Call | undefined> {
    const callId = this.#known(requestKey(userId, requestId));
    return callId === undefined ? undefined : this.#calls.get(callId);
  }

  async liveCallOf(userId: string): Promise<LiveCall | undefined> {
    const callId = this.#live.get(userId);
    const call = callId === undefined ? undefined : this.#calls.get(callId);
    return call && isLive(call) ? call : undefined;
  }

  async save(call: Call, previousVersion: number): Promise<'saved' | 'stale' | 'room_taken'> {
    if (this.#calls.get(call.callId)?.version !== previousVersion) return 'stale';
    if (call.state === 'started' && (this.#rooms.get(call.roomId) ?? call.callId) !== call.callId) return 'room_taken';
    this.#put(call);
    return 'saved';
  }

  async endedOf(userId: string): Promise<readonly Call[]> {
    const now = this.#clock.now();
    const ended: Call[] = [];
    for (const { callId, forgetAt } of this.#ended.get(userId) ?? []) {
      const call = this.#calls.get(callId);
      if (call && forgetAt > now) ended.push(call);
    }
    return ended;
  }

  /** How much is held, for the test that nothing is left behind. */
  get size(): { readonly calls: number; readonly live: number; readonly requests: number; readonly rooms: number } {
    return {
      calls: this.#calls.size,
      live: this.#live.size,
      requests: this.#requests.size,
      rooms: this.#rooms.size,
    };
  }

  #known(request: string): string | undefined {
    const known = this.#requests.get(request);
    return known && known.forgetAt > this.#clock.now() && this.#calls.has(known.callId) ? known.callId : undefined;
  }

  #put(call: Call): void {
    this.#calls.set(call.callId, call);
    if (isLive(call)) {
      this.#live.set(call.caller.userId, call.callId);
      this.#live.set(call.callee.userId, call.callId);
      if (call.state === 'started') this.#rooms.set(call.roomId, call.callId);
      return;
    }
    for (const { userId } of [call.caller, call.callee]) {
      if (this.#live.get(userId) === call.callId) this.#live.delete(userId);
    }
    if (call.roomId !== null) this.#rooms.delete(call.roomId);
    this.#remember(call);
  }

  #remember(call: Call): void {
    const forgetAt = this.#clock.now() + REMEMBER_MS;
    this.#endedAt.set(call.callId, forgetAt);
    for (const { userId } of [call.caller, call.callee]) {
      const list = this.#ended.get(userId);
      if (list) {
        list.push({ callId: call.callId, forgetAt });
        if (list.length > ENDED_PER_USER) this.#forgetCall(list.shift()?.callId ?? '');
      } else this.#ended.set(userId, [{ callId: call.callId, forgetAt }]);
    }
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    this.#clock.at(this.#clock.now() + SWEEP_MS, () => this.#sweep());
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [callId, forgetAt] of this.#endedAt) {
      if (forgetAt > now) break;
      this.#endedAt.delete(callId);
      const call = this.#calls.get(callId);
      this.#calls.delete(callId);
      if (call) this.#forgetEnded([call.caller.userId, call.callee.userId], now);
    }
    for (const [request, { forgetAt }] of this.#requests) {
      if (forgetAt > now) break;
      this.#requests.delete(request);
    }
    this.#isSweeping = this.#endedAt.size > 0 || this.#requests.size > 0;
    if (this.#isSweeping) this.#clock.at(now + SWEEP_MS, () => this.#sweep());
  }

  #forgetCall(callId: string): void {
    this.#calls.delete(callId);
    this.#endedAt.delete(callId);
  }

  #forgetEnded(userIds: readonly string[], now: number): void {
    for (const userId of userIds) {
      const left = this.#ended.get(userId)?.filter(({ forgetAt }) => forgetAt > now) ?? [];
      if (left.length === 0) this.#ended.delete(userId);
      else this.#ended.set(userId, left);
    }
  }
}

function requestKey(userId: string, requestId: string): string {
  return `${userId} ${requestId}`;
}
