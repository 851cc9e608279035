import { MAX_CODE, type Wait } from '@frontdesk/protocol';
import type { Handled } from './Handled.js';
import type { Line } from './Line.js';
import type { DeskClock, Queue } from './ports.js';
import { estimateOf, type Ground, LEAST_CALLS } from './routing/estimate.js';
import { type Forecast, forecast, type Pace } from './routing/forecast.js';
import type { Crew, Seats } from './Seats.js';
import type { Work } from './Work.js';

export interface WaitsPorts {
  readonly line: Pick<Line, 'ranks' | 'queueIds'>;
  readonly seats: Pick<Seats, 'get' | 'crews'>;
  readonly work: Pick<Work, 'calls'>;
  readonly handled: Pick<Handled, 'of'>;
  readonly rules: (queueId: string) => Queue | null;
  readonly clock: DeskClock;
}

/** At a door, what was found out is good for so long, in ms: anybody may ask as often as they like. */
const GOOD_MS = 250;

/** How long everybody will wait, by what there is to do for the agents of all queues. */
export class Waits {
  readonly #ports: WaitsPorts;
  #doors: Forecast['doors'] = new Map();
  /** Of which queues the doors were looked at. */
  #asked: ReadonlySet<string> = new Set();
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(ports: WaitsPorts) {
    this.#ports = ports;
  }

  /** At each place of each queue, as the line is now; null where there is no ground. */
  lookAhead(): (queueId: string, place: number) => Wait | null {
    const { waiting } = this.#forecast(this.#ports.line.queueIds);
    return (queueId, place) => waitOf(waiting.get(queueId)?.[place - 1]);
  }

  /** Of who came now. */
  atDoor(queueId: string): Wait | null {
    const isGood = this.#askedAt + GOOD_MS > this.#ports.clock.now() && this.#asked.has(queueId);
    if (!isGood) this.#forecast([...this.#ports.line.queueIds, queueId]);
    return waitOf(this.#doors.get(queueId));
  }

  /** Agents, or the plan, are others than they were. */
  forget(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  #forecast(queueIds: Iterable<string>): Forecast {
    const { line, seats, handled, rules, clock } = this.#ports;
    const now = clock.now();
    const asked = new Set(queueIds);
    const crews = seats.crews([...asked].flatMap((queueId) => rules(queueId) ?? []));
    const means = new Map<string, number | null>();
    const meanOf = (queueId: string): number | null => {
      const known = means.get(queueId);
      if (known !== undefined) return known;
      const mean = meanOfCalls(handled.of(queueId));
      means.set(queueId, mean);
      return mean;
    };
    const paceOf = (queueId: string): Pace | null => {
      const meanMs = meanOf(queueId);
      if (meanMs === null) return null;
      const turnMs = this.#turnOf(queueId, crews, (each) => meanOf(each) ?? meanMs);
      return { meanMs, turnMs, calls: handled.of(queueId).length };
    };
    const sized = crews.map(({ queueIds: served, agentIds }) => ({ queueIds: served, agents: agentIds.length }));
    const found = forecast({ ranks: line.ranks, crews: sized, rules, paceOf, doors: [...asked], now });
    this.#doors = found.doors;
    this.#asked = asked;
    this.#askedAt = now;
    return found;
  }

  /** How long the calls take on average that the agents of this queue are in, in ms; who is in none will be in one of this queue. */
  #turnOf(queueId: string, crews: readonly Crew[], meanOf: (queueId: string) => number): number {
    const { seats, work } = this.#ports;
    let [sum, count] = [0, 0];
    for (const { queueIds, agentIds } of crews) {
      if (!queueIds.has(queueId)) continue;
      for (const agentId of agentIds) {
        const callId = seats.get(agentId)?.callId ?? null;
        sum += meanOf((callId === null ? null : work.calls.get(callId)?.queueId) ?? queueId);
        count += 1;
      }
    }
    return sum / count;
  }
}

function meanOfCalls(handled: readonly number[]): number | null {
  if (handled.length < LEAST_CALLS) return null;
  return handled.reduce((sum, each) => sum + each, 0) / handled.length;
}

function waitOf(ground: Ground | null | undefined): Wait | null {
  if (!ground) return null;
  const { fromMs, toMs } = estimateOf(ground);
  return { fromMs: whole(fromMs), toMs: whole(toMs) };
}

/** As the wire carries it. */
function whole(ms: number): number {
  return Math.min(Math.round(ms), MAX_CODE);
}
