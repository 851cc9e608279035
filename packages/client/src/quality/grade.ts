import type { Sample } from './Sample.js';

export const STEPS = ['good', 'fair', 'poor'] as const;
export type QualityStep = (typeof STEPS)[number];

/** What is wrong, the one thing that weighs most; `other` is the other side's own trouble, as it says itself. */
export type QualityReason = 'loss' | 'roundTrip' | 'bandwidth' | 'cpu' | 'other';

/** How good the call is, and why not better: null with `good` alone. */
export interface Grade {
  readonly step: QualityStep;
  readonly reason: QualityReason | null;
}

/**
 * From where on something is fair, and poor. Opus hides 2 % of loss unnoticed and 8 % audibly; over a quarter of a
 * second of round trip people begin to talk at the same time (ITU-T G.114 gives 150 ms one way), at half a second they
 * take turns.
 */
const LOSS = [0.02, 0.08] as const;
const ROUND_TRIP_MS = [250, 500] as const;
const JITTER_MS = [60, 150] as const;
/** Below these many bits a second a picture is small, and then there is none. */
const AVAILABLE = [400_000, 120_000] as const;

/** How many of the last samples must be worse until it is said: one bad second is nothing. */
const WORSE_OF = { count: 3, of: 5 };
/** How many in a row must be better until that is said. */
const BETTER_COUNT = 8;

export const GOOD: Grade = { step: 'good', reason: null };

/** The grade of one second. `hasPicture`: whether this side sends one now, so that bandwidth and CPU matter. */
export function gradeOf(sample: Sample, hasPicture: boolean): Grade {
  const loss = Math.max(sample.sent.loss ?? 0, sample.received.loss ?? 0);
  const jitter = Math.max(sample.sent.jitterMs ?? 0, sample.received.jitterMs ?? 0);
  const trip = Math.max(rank(sample.roundTripMs ?? 0, ROUND_TRIP_MS), rank(jitter, JITTER_MS));
  // A browser's estimate is low while little is sent: it counts only where it holds the encoder back.
  const isTight = hasPicture && sample.limitedBy === 'bandwidth' && sample.availableBitrate !== null;
  const bandwidth = isTight ? rank(-(sample.availableBitrate ?? 0), [-AVAILABLE[0], -AVAILABLE[1]]) : 0;
  const cpu = hasPicture && sample.limitedBy === 'cpu' ? 1 : 0;
  const ranks = [
    ['loss', rank(loss, LOSS)],
    ['bandwidth', bandwidth],
    ['roundTrip', trip],
    ['cpu', cpu],
  ] as const;
  const worst = Math.max(...ranks.map(([, each]) => each));
  const [reason] = ranks.find(([, each]) => each === worst) ?? ['loss'];
  return { step: STEPS[worst] ?? 'poor', reason: worst === 0 ? null : reason };
}

function rank(value: number, [fair, poor]: readonly [number, number]): number {
  return value >= poor ? 2 : value >= fair ? 1 : 0;
}

/** What is said, and the grades that it comes from; the newest last. */
export interface Judgment {
  readonly said: Grade;
  readonly recent: readonly Grade[];
}

export const UNJUDGED: Judgment = { said: GOOD, recent: [] };

/** The next judgment: quick to get worse, slow to get better, so that it does not flicker. */
export function judge({ said, recent }: Judgment, grade: Grade): Judgment {
  const grades = [...recent, grade].slice(-BETTER_COUNT);
  return { said: worse(said, grades) ?? better(said, grades) ?? sameStep(said, grades), recent: grades };
}

function worse(said: Grade, grades: readonly Grade[]): Grade | null {
  const last = grades.slice(-WORSE_OF.of).filter((each) => isWorse(each, said));
  if (last.length < WORSE_OF.count) return null;
  // The step that all of the worst `count` reach.
  const [least] = [...last].sort((one, two) => rankOf(two) - rankOf(one)).slice(WORSE_OF.count - 1);
  const step = least?.step ?? said.step;
  return { step, reason: reasonAmong(last.filter((each) => each.step === step)) };
}

function better(said: Grade, grades: readonly Grade[]): Grade | null {
  if (grades.length < BETTER_COUNT || !grades.every((each) => isWorse(said, each))) return null;
  const [worst] = [...grades].sort((one, two) => rankOf(two) - rankOf(one));
  return worst ?? null;
}

/** The step stays; why may change, once most of what was seen lately says so. */
function sameStep(said: Grade, grades: readonly Grade[]): Grade {
  if (said.step === 'good') return GOOD;
  const same = grades.slice(-WORSE_OF.of).filter(({ step }) => step === said.step);
  const reason = same.length >= WORSE_OF.count ? reasonAmong(same) : said.reason;
  return reason === said.reason ? said : { step: said.step, reason };
}

/** The reason that most of them have. */
function reasonAmong(grades: readonly Grade[]): QualityReason | null {
  const counts = new Map<QualityReason | null, number>();
  for (const { reason } of grades) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, one], [, two]) => two - one)[0]?.[0] ?? null;
}

function rankOf({ step }: Grade): number {
  return STEPS.indexOf(step);
}

export function isWorse(one: Grade, two: Grade): boolean {
  return rankOf(one) > rankOf(two);
}
