import type { History } from '../desk/ports.js';
import type { EarlierCalls, RecordedCall, RecordsReader } from './ports.js';

/** How far back the records are read at the start, in ms, and how many calls of that at most: the newest. */
const BACK_MS = 90 * 24 * 3_600_000;
const MOST_READ = 20_000;
const PAGE = 500;
/** Customers whose agent of last time is known; of more, those who have been away longest are forgotten. */
const CUSTOMERS = 100_000;
/** Calls of each queue that an estimate stands on. */
const HANDLED = 50;
/** Calls on a customer's card, and those of them whose notes are looked up. */
const EARLIER = 20;
const WITH_NOTES = 5;

/** What was before, at hand: no decision waits for the records. Read from them in the background at the start, then heard of. */
export class Past implements History {
  readonly #agents = new Map<string, string>();
  /** The newest first, since they are read that way. */
  readonly #handled = new Map<string, number[]>();

  lastAgentOf(userId: string): string | null {
    return this.#agents.get(userId) ?? null;
  }

  /** The newest last. */
  handledOf(queueId: string): readonly number[] {
    return this.#handled.get(queueId)?.toReversed() ?? [];
  }

  /** A customer talks with this agent. */
  talks(userId: string, agentId: string): void {
    this.#agents.delete(userId);
    this.#agents.set(userId, agentId);
    if (this.#agents.size <= CUSTOMERS) return;
    for (const oldest of this.#agents.keys()) {
      this.#agents.delete(oldest);
      break;
    }
  }

  /** Reads what the records hold, the newest first. Rejects with their error; what was read by then counts. */
  async read(reader: Pick<RecordsReader, 'search'>, now: number): Promise<void> {
    let after: { readonly requestedAt: number; readonly callId: string } | null = null;
    for (let read = 0; read < MOST_READ; read += PAGE) {
      const calls: readonly RecordedCall[] = await reader.search({
        viewer: null,
        from: now - BACK_MS,
        after,
        limit: PAGE,
      });
      for (const call of calls) this.#learn(call);
      const last = calls.at(-1);
      if (!last || calls.length < PAGE) return;
      after = { requestedAt: last.requestedAt, callId: last.callId };
    }
  }

  /** Of two, the one that is known already is the newer one. */
  #learn({ caller, agent, queueId, talkMs, wrapUpMs }: RecordedCall): void {
    if (!agent || queueId === null || talkMs === null) return;
    if (!this.#agents.has(caller.userId) && this.#agents.size < CUSTOMERS)
      this.#agents.set(caller.userId, agent.userId);
    const handled = this.#handled.get(queueId) ?? [];
    this.#handled.set(queueId, handled);
    if (handled.length < HANDLED) handled.push(talkMs + (wrapUpMs ?? 0));
  }
}

/** A customer's earlier calls as their card shows them. `nameOf`: a queue's name by its id. */
export function earlierCalls(reader: RecordsReader, nameOf: (queueId: string) => string | null): EarlierCalls {
  return {
    async of(userId) {
      const found = await reader.search({ userId, viewer: null, after: null, limit: EARLIER });
      const calls = found.filter(({ finishedAt }) => finishedAt !== null);
      const notes = await Promise.all(calls.slice(0, WITH_NOTES).map(({ callId }) => reader.record(callId, null)));
      return calls.map(({ callId, number, requestedAt, queueId, agent, talkMs, disposition, stars }, index) => ({
        callId,
        number,
        at: requestedAt,
        queue: queueId === null ? null : (nameOf(queueId) ?? queueId),
        agent: agent?.name ?? null,
        talkMs: talkMs ?? 0,
        disposition,
        notes: notes[index]?.notes ?? '',
        stars,
      }));
    },
  };
}
