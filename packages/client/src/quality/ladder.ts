import type { SlotLimit } from '../media/slots.js';
import type { Sample } from './Sample.js';

/** What a picture may cost on one step of the ladder. */
export interface Rung {
  /** The picture's shorter side, in pixels; null is "as the camera gives it". */
  readonly shortSide: number | null;
  readonly framesPerSecond: number | null;
  /** Bits a second; null leaves it to the browser. */
  readonly maxBitrate: number | null;
  /** Bits a second that the way must carry, sound and all, for this step to be worth it. */
  readonly needs: number;
}

/** From the full picture down to none. Sound stands beside the ladder: it is never touched. */
export const RUNGS: readonly Rung[] = [
  { shortSide: null, framesPerSecond: null, maxBitrate: null, needs: 640_000 },
  { shortSide: 540, framesPerSecond: 24, maxBitrate: 900_000, needs: 390_000 },
  { shortSide: 360, framesPerSecond: 20, maxBitrate: 450_000, needs: 220_000 },
  { shortSide: 180, framesPerSecond: 12, maxBitrate: 150_000, needs: 120_000 },
  { shortSide: 180, framesPerSecond: 12, maxBitrate: 150_000, needs: 0 },
];

/** Here the picture pauses. */
export const PAUSED = RUNGS.length - 1;
/** A slow computer gets no slower by a picture of this size: for its sake alone it goes no lower. */
const LOWEST_FOR_CPU = 2;

/** What weighs on the link in one second. */
export interface Load {
  /** Epoch ms. */
  readonly at: number;
  /** Of what this side sends, 0..1. */
  readonly loss: number | null;
  readonly roundTripMs: number | null;
  /** All that this side sends, in bits a second. */
  readonly bitrate: number;
  readonly availableBitrate: number | null;
  readonly isCpuLimited: boolean;
  /** The other side's reports stay away though its media come: what is sent drowns them, or itself. */
  readonly isUnheard: boolean;
}

export function loadOf(sample: Sample): Load {
  const { at, sent, received, roundTripMs, reportAgeMs, availableBitrate, limitedBy } = sample;
  const isUnheard = reportAgeMs !== null && reportAgeMs > UNHEARD_MS && received.bitrate > 0;
  return {
    isUnheard,
    at,
    loss: sent.loss,
    bitrate: sent.bitrate,
    roundTripMs,
    availableBitrate,
    isCpuLimited: limitedBy === 'cpu',
  };
}

export interface Ladder {
  /** Index into {@link RUNGS}; 0 is the full picture. */
  readonly level: number;
  /** Why it is not 0. */
  readonly because: 'network' | 'cpu' | null;
  /** Since when (epoch ms) each of these has held without a break; null while it does not. */
  readonly severeSince: number | null;
  readonly tightSince: number | null;
  readonly calmSince: number | null;
  /** How long it must be calm before the next step up, in ms. Grows with each step up that did not hold. */
  readonly patienceMs: number;
  readonly climbedAt: number | null;
  readonly loweredAt: number | null;
  /** The round trip of this way when it is at ease, in ms. */
  readonly easyTripMs: number | null;
  readonly beganAt: number | null;
}

/** A picture is reported on about each second; without one for so long, in ms, reports are lost. */
const UNHEARD_MS = 3_500;
const FIRST_PATIENCE_MS = 8_000;
/** The least of it where there is no picture, in ms: to try one costs the voice, if it fails. */
const PAUSED_PATIENCE_MS = 15_000;
const MOST_PATIENCE_MS = 90_000;
/** A step up that holds this long, in ms, was right. */
const HELD_MS = 20_000;
/** How long it must be severe, tight, or the CPU's, before a step down, in ms. */
const SEVERE_MS = 1_500;
const TIGHT_MS = 4_000;
/** The same soon after a step up, which was wrong then. */
const TIGHT_AFTER_CLIMB_MS = 1_500;
const CPU_MS = 8_000;
/** What a step down does shows after this time, in ms: until then there is no other. */
const EFFECT_MS = 3_000;
/** The browser's estimate begins low, and after a step up too: it is not believed for this long, in ms. */
const RAMP_MS = 8_000;
const RAMP_AFTER_CLIMB_MS = 4_000;
/**
 * The browser's estimate is a bound only where so much of it is used: of a way on which little is sent it knows no more
 * than half as much again.
 */
const FILLED = 0.75;
/** How much more than it needs a step up must find, where the browser says what there is. */
const MARGIN = 1.1;

export const TOP: Ladder = {
  level: 0,
  because: null,
  severeSince: null,
  tightSince: null,
  calmSince: null,
  patienceMs: FIRST_PATIENCE_MS,
  climbedAt: null,
  loweredAt: null,
  easyTripMs: null,
  beganAt: null,
};

/**
 * The next state after one second of load, while this side wants to send a picture.
 *
 * Down: soon, at most once in {@link EFFECT_MS}, and where it is severe at once to what the way carries. Up: one step after a calm that must last the longer, the more steps
 * up have failed.
 */
export function stepLadder(before: Ladder, load: Load): Ladder {
  const ladder = weigh(before, load);
  const lower = lowered(ladder, load);
  if (lower) return lower;
  return climbed(ladder, load) ?? ladder;
}

/** The link is new: what was measured of the old one is void, the level stays. */
export function overNewLink(ladder: Ladder): Ladder {
  const { level, because, patienceMs } = ladder;
  return { ...TOP, level, because, patienceMs };
}

/** Keeps the clocks of how heavy the load is. */
function weigh(before: Ladder, load: Load): Ladder {
  const easyTripMs = easier(before.easyTripMs, load.roundTripMs);
  const ladder = { ...before, easyTripMs, beganAt: before.beganAt ?? load.at };
  const { severity } = severityOf(ladder, load);
  const since = (was: number | null, holds: boolean): number | null => (holds ? (was ?? load.at) : null);
  const held = ladder.climbedAt !== null && load.at - ladder.climbedAt >= HELD_MS;
  return {
    ...ladder,
    severeSince: since(before.severeSince, severity === 'severe'),
    tightSince: since(before.tightSince, severity === 'severe' || severity === 'tight'),
    calmSince: since(before.calmSince, severity === 'calm'),
    ...(held ? { climbedAt: null, patienceMs: Math.max(FIRST_PATIENCE_MS, ladder.patienceMs / 2) } : {}),
  };
}

/** The least round trip, which slowly forgets: the way may have become a longer one for good. */
function easier(easy: number | null, trip: number | null): number | null {
  if (trip === null) return easy;
  return easy === null || trip < easy ? trip : easy + (trip - easy) * 0.01;
}

type Severity = 'severe' | 'tight' | 'between' | 'calm';

function severityOf(ladder: Ladder, load: Load): { severity: Severity; isCpu: boolean } {
  const loss = load.loss ?? 0;
  const delay = (load.roundTripMs ?? 0) - (ladder.easyTripMs ?? load.roundTripMs ?? 0);
  const available = isRamping(ladder, load.at) ? Number.POSITIVE_INFINITY : boundOf(load);
  const share = available / (RUNGS[ladder.level]?.needs || 1);
  // Sound alone is reported on every 5 s only, and of a picture just begun there is no report yet.
  const isDrowned = load.isUnheard && ladder.level < PAUSED && !isRamping(ladder, load.at);
  if (loss >= 0.15 || delay >= 800 || share < 0.5 || isDrowned) return { severity: 'severe', isCpu: false };
  if (loss >= 0.06 || delay >= 300 || share < 1) return { severity: 'tight', isCpu: false };
  if (load.isCpuLimited) return { severity: 'tight', isCpu: true };
  const isCalm = loss < 0.03 && delay < 150;
  return { severity: isCalm ? 'calm' : 'between', isCpu: false };
}

function isRamping({ beganAt, climbedAt }: Ladder, at: number): boolean {
  const hasBegun = beganAt !== null && at - beganAt >= RAMP_MS;
  return !hasBegun || (climbedAt !== null && at - climbedAt < RAMP_AFTER_CLIMB_MS);
}

/** What the way carries at most, in bits a second, as far as the browser can know. */
function boundOf({ availableBitrate, bitrate }: Load): number {
  const isKnown = availableBitrate !== null && bitrate >= availableBitrate * FILLED;
  return isKnown ? availableBitrate : Number.POSITIVE_INFINITY;
}

function lowered(ladder: Ladder, load: Load): Ladder | null {
  const { severeSince, tightSince, loweredAt, level } = ladder;
  const { isCpu } = severityOf(ladder, load);
  const lasts = (since: number | null, ms: number): boolean => since !== null && load.at - since >= ms;
  const hasFailed = ladder.climbedAt !== null;
  const tightMs = isCpu ? CPU_MS : hasFailed ? TIGHT_AFTER_CLIMB_MS : TIGHT_MS;
  const isSevere = lasts(severeSince, SEVERE_MS);
  const isDue = isSevere || lasts(tightSince, tightMs);
  const isSettling = loweredAt !== null && load.at - loweredAt < EFFECT_MS;
  const lowest = isCpu ? LOWEST_FOR_CPU : PAUSED;
  if (!isDue || isSettling || level >= lowest) return null;
  return {
    ...ladder,
    level: isSevere ? Math.max(level + 1, fitting(ladder, load)) : level + 1,
    because: isCpu ? 'cpu' : 'network',
    severeSince: null,
    tightSince: null,
    calmSince: null,
    loweredAt: load.at,
    climbedAt: null,
    patienceMs: hasFailed ? Math.min(MOST_PATIENCE_MS, ladder.patienceMs * 2) : ladder.patienceMs,
  };
}

/** The highest level that the way carries, as far as the browser knows: a voice that drowns can't wait for step by step. */
function fitting(ladder: Ladder, load: Load): number {
  const bound = isRamping(ladder, load.at) ? Number.POSITIVE_INFINITY : boundOf(load);
  const found = RUNGS.findIndex(({ needs }) => needs <= bound);
  return found === -1 ? PAUSED : found;
}

function climbed(ladder: Ladder, load: Load): Ladder | null {
  const { level, calmSince, patienceMs, because } = ladder;
  const enoughMs = level === PAUSED ? Math.max(patienceMs, PAUSED_PATIENCE_MS) : patienceMs;
  if (level === 0 || calmSince === null || load.at - calmSince < enoughMs) return null;
  // Sound alone fills no way so that the browser could tell how wide it is: only trying tells.
  if (level < PAUSED && boundOf(load) < (RUNGS[level - 1]?.needs ?? 0) * MARGIN) return null;
  const next = level - 1;
  return { ...ladder, level: next, because: next === 0 ? null : because, calmSince: null, climbedAt: load.at };
}

/** What the picture's sender is told on this level. `shortSide` is the camera's; 0 where it is not known. */
export function limitsOf(level: number, shortSide: number): SlotLimit {
  const rung = RUNGS[level];
  if (!rung || rung.shortSide === null) return {};
  return {
    active: level !== PAUSED,
    scaleResolutionDownBy: Math.max(1, shortSide / rung.shortSide),
    ...(rung.framesPerSecond !== null && { maxFramerate: rung.framesPerSecond }),
    ...(rung.maxBitrate !== null && { maxBitrate: rung.maxBitrate }),
  };
}

/** The same of a shared screen: text must stay sharp, so it gets fewer frames and bits, and keeps its size. */
export function screenLimitsOf(level: number): SlotLimit {
  const { maxBitrate } = RUNGS[level] ?? {};
  if (!maxBitrate) return {};
  return { active: level !== PAUSED, maxFramerate: 5, maxBitrate };
}
