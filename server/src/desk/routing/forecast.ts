import type { Ground } from './estimate.js';
import { claimOf, type QueueRules, type Rank } from './rules.js';

/** Agents at work, free or not, who serve the same queues. */
export interface Crew {
  readonly queueIds: ReadonlySet<string>;
  readonly agents: number;
}

/** What a queue's calls take an agent, as far as that is known. */
export interface Pace {
  /** Talk and wrap-up together, in ms. */
  readonly meanMs: number;
  /** How long the calls take that its agents are in now, each as its own queue's do, in ms. */
  readonly turnMs: number;
  /** How many calls the mean is of. */
  readonly calls: number;
}

/** All that a forecast looks at. */
export interface Outlook {
  readonly ranks: Iterable<Rank>;
  readonly crews: readonly Crew[];
  /** Null for a queue that is not there any more: nobody serves its customers. */
  readonly rules: (queueId: string) => QueueRules | null;
  /** Null where too few calls are known. */
  readonly paceOf: (queueId: string) => Pace | null;
  /** The queues for which is said, too, what somebody would find who came now. */
  readonly doors: readonly string[];
  /** Epoch ms. */
  readonly now: number;
}

/** What estimates stand on, by queue. */
export interface Forecast {
  /** By place in line, from 0; null where there is no ground. */
  readonly waiting: ReadonlyMap<string, readonly (Ground | null)[]>;
  /** For who would come now. */
  readonly doors: ReadonlyMap<string, Ground>;
}

/** A crew, and how much each of it has to do first, in ms: what those who go before will take, evenly. */
interface Vessel {
  readonly agents: number;
  level: number;
}

/** Where one is in a rank; at a door, in none. */
interface Cursor {
  readonly queue: QueueRules;
  readonly basin: Basin;
  readonly pace: Pace | null;
  /** Of those before, in any rank of the queue. */
  readonly grounds: (Ground | null)[];
  readonly rank: Rank | null;
  at: number;
  claim: number;
}

/**
 * Plays the line through once: in the order of claims over all queues, each customer's call, as long as its queue's calls are on average,
 * is laid on those agents who may serve it and have the least to do, as water would find its level; who comes to a level waits that
 * long, and for one turn of these agents more.
 *
 * So an agent counts in each queue for as much as those with better claims leave of them, in whatever queue these stand. It is the fluid
 * limit of a line served in order (Whitt, "Predicting queueing delays", Management Science 45, 1999, has the one with one queue).
 * Whoever comes later and goes before all the same, by priority, is not foreseen, nor that agents of a later tier wait for their time.
 */
export function forecast(outlook: Outlook): Forecast {
  const found = { waiting: new Map<string, readonly (Ground | null)[]>(), doors: new Map<string, Ground>() };
  const cursors = cursorsOf(outlook);
  for (let cursor = firstOf(cursors); cursor; cursor = firstOf(cursors)) {
    const { queue, basin, pace, grounds, rank } = cursor;
    const ground = pace && basin.groundOf(pace);
    if (rank) {
      grounds.push(ground);
      // Of whom is not known how long they take, those behind cannot know either.
      basin.pour(pace?.meanMs ?? Number.POSITIVE_INFINITY);
    } else if (ground) found.doors.set(queue.queueId, ground);
    advance(cursor);
  }
  for (const { queue, grounds } of cursors) found.waiting.set(queue.queueId, grounds);
  return found;
}

/** One for each rank and each door, the doors at the end: who came at the same time was there before. Queues that nobody serves have none. */
function cursorsOf({ ranks, crews, rules, paceOf, doors, now }: Outlook): readonly Cursor[] {
  const vessels = crews.map(({ agents }) => ({ agents, level: 0 }));
  const places = new Map<string, Pick<Cursor, 'queue' | 'basin' | 'pace' | 'grounds'> | null>();
  const placeOf = (queueId: string) => {
    const known = places.get(queueId);
    if (known !== undefined) return known;
    const queue = rules(queueId);
    const own = vessels.filter((_, index) => crews[index]?.queueIds.has(queueId));
    const place = queue && own.length > 0 ? { queue, basin: new Basin(own), pace: paceOf(queueId), grounds: [] } : null;
    places.set(queueId, place);
    return place;
  };
  const cursors: Cursor[] = [];
  for (const rank of ranks) {
    const [first] = rank;
    const place = first && placeOf(first.queueId);
    if (place) cursors.push({ ...place, rank, at: 0, claim: claimOf(first, place.queue) });
  }
  for (const queueId of doors) {
    const place = placeOf(queueId);
    if (!place) continue;
    cursors.push({ ...place, rank: null, at: 0, claim: claimOf({ enteredAt: now, priority: 0 }, place.queue) });
  }
  return cursors;
}

function firstOf(cursors: readonly Cursor[]): Cursor | undefined {
  let first: Cursor | undefined;
  let claim = Number.POSITIVE_INFINITY;
  for (const cursor of cursors) {
    if (cursor.claim >= claim) continue;
    first = cursor;
    claim = cursor.claim;
  }
  return first;
}

function advance(cursor: Cursor): void {
  cursor.at += 1;
  const customer = cursor.rank?.[cursor.at];
  cursor.claim = customer ? claimOf(customer, cursor.queue) : Number.POSITIVE_INFINITY;
}

/** The agents of one queue. */
class Basin {
  readonly #vessels: Vessel[];

  constructor(vessels: Vessel[]) {
    this.#vessels = vessels;
  }

  groundOf({ turnMs, calls }: Pace): Ground | null {
    const expectedMs = this.#levelWith(turnMs);
    // Of some of them nobody knows when they are done.
    if (!Number.isFinite(this.#vessels.at(-1)?.level)) return null;
    let agents = 0;
    for (const vessel of this.#vessels) {
      if (vessel.level >= expectedMs) break;
      agents += vessel.agents;
    }
    // So many calls these end until then.
    return { expectedMs, ends: Math.max(1, (expectedMs * agents) / turnMs), calls };
  }

  pour(ms: number): void {
    const level = this.#levelWith(ms);
    for (const vessel of this.#vessels) {
      if (vessel.level >= level) break;
      vessel.level = level;
    }
  }

  /** The level to which so much more would come. The vessels are in the order of theirs afterwards. */
  #levelWith(ms: number): number {
    const all = this.#vessels;
    let [agents, sum, level, highest] = [0, ms, Number.POSITIVE_INFINITY, 0];
    for (let at = 0; at < all.length; at += 1) {
      const vessel = all[at];
      if (!vessel) break;
      if (vessel.level < highest) {
        this.#sort();
        return this.#levelWith(ms);
      }
      highest = vessel.level;
      if (highest >= level) continue;
      agents += vessel.agents;
      sum += vessel.agents * highest;
      level = sum / agents;
    }
    return level;
  }

  #sort(): void {
    this.#vessels.sort((one, other) => (one.level < other.level ? -1 : Number(one.level > other.level)));
  }
}
