/** Levels by the name of a skill, 1 (some) to 10 (best); a skill that is not named is not there, or not asked for. */
export type Skills = Readonly<Record<string, number>>;

/**
 * How a queue chooses among those who may take a customer: the terms of the field (Asterisk's `strategy`, FreeSWITCH's
 * `mod_callcenter`), in words.
 */
export const STRATEGIES = [
  'longestIdle',
  'roundRobin',
  'fewestCalls',
  'leastTalk',
  'topDown',
  'random',
  'ringAll',
] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** Who may take a customer who has waited so long. Later ones come on top of those before. */
export interface Tier {
  /** From when on, in ms of waiting; the first tier's is 0. */
  readonly afterMs: number;
  /** Whoever is in one of these groups. */
  readonly groups: readonly string[];
  /** By how many levels less than asked for will do. */
  readonly easeBy: number;
}

/** How a queue is routed. */
export interface QueueRules {
  readonly queueId: string;
  readonly strategy: Strategy;
  /** What an agent must know to serve this queue, and how well at least. */
  readonly skills: Skills;
  /** At least one, by `afterMs`. */
  readonly tiers: readonly Tier[];
  /** 0 is usual; see {@link claimOf}. */
  readonly priority: number;
  /** How long a customer waits for the agent of last time alone, in ms; 0: not at all. */
  readonly lastAgentMs: number;
}

/** Someone in line. */
export interface Customer {
  readonly callId: string;
  readonly queueId: string;
  /** Epoch ms; kept when an offer is not taken, and over a lost connection. */
  readonly enteredAt: number;
  /** When this call came into line, epoch ms: later than `enteredAt` of one whom an agent has handed over. */
  readonly cameAt: number;
  /** On top of the queue's; 0 is usual. */
  readonly priority: number;
  /** On top of the queue's: a language, say. */
  readonly skills: Skills;
  /** Who served this customer last. */
  readonly lastAgentId: string | null;
  /** Who was offered this call and did not take it. */
  readonly passedBy: ReadonlySet<string>;
}

/** Customers of one queue who ask for the same with the same priority, the longest waiting first; at least one. */
export type Rank = readonly Customer[];

/** Someone who serves, and could be offered a call now. */
export interface FreeAgent {
  readonly agentId: string;
  readonly groups: readonly string[];
  readonly skills: Skills;
  /** The place in a list from the top down. */
  readonly rank: number;
  /** Since when nothing is to do, epoch ms. */
  readonly idleSince: number;
  /** When a call was offered last, epoch ms; 0 if never. */
  readonly offeredAt: number;
  /** How many calls were taken today. */
  readonly calls: number;
  /** How long was talked today, in ms. */
  readonly talkMs: number;
}

/** What one step of priority is worth, in ms of waiting: higher ones go first, and lower ones get their turn all the same. */
const PRIORITY_MS = 60_000;

/**
 * What stands in line is ordered by: the time of entry, as if each step of priority had waited a minute longer. Who waits
 * ages at the same pace as everybody, so the order of two never changes while both wait.
 */
export function claimOf(customer: Pick<Customer, 'enteredAt' | 'priority'>, rules: QueueRules): number {
  return customer.enteredAt - (customer.priority + rules.priority) * PRIORITY_MS;
}
