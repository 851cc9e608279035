import type { Unreachable } from '@frontdesk/protocol';
import type { DeviceProblem } from '../views.js';

/** What an agent must have before a call may be offered, each proved and not believed (P1). */
export type ReachCheck = 'sound' | 'microphone' | 'line' | 'page';
export const REACH_CHECKS: readonly ReachCheck[] = ['sound', 'microphone', 'line', 'page'];

/** Whether the browser lets the page ring. `none`: it has nothing to sound with. */
export type SoundState = 'unknown' | 'running' | 'blocked' | 'none';

/** What came of opening the microphone. `silenced`: it is open, and the system lets nothing through. */
export type MicrophoneFinding = 'alive' | 'silenced' | DeviceProblem;

/** A way to the server and back that takes longer, in ms, is no line to ring on: half of it is lost before one hears. */
const SLOW_LINE_MS = 1_000;
/** A page that gave no sign of life for so long, in ms, was frozen; a worker makes one each second, hidden or not. */
const FROZEN_MS = 5_000;
/** So many signs of life in time, and a page that was frozen is awake for good. */
const STEADY_BEATS = 3;
/** The line is judged by the median of so many of the last round trips. */
const ROUND_TRIPS = 3;

/** A page's pulse. `late`: how many beats it still owes, after it was frozen. */
export interface Pulse {
  readonly at: number | null;
  readonly late: number;
}

export interface ReachFacts {
  readonly sound: SoundState;
  /** Null: nobody has looked yet. */
  readonly microphone: MicrophoneFinding | null;
  /** In ms, the newest last; of one that was not answered, Infinity. */
  readonly roundTripsMs: readonly number[];
  readonly pulse: Pulse;
}

export const NO_FACTS: ReachFacts = {
  sound: 'unknown',
  microphone: null,
  roundTripsMs: [],
  pulse: { at: null, late: 0 },
};

export type CheckState = 'unknown' | 'ok' | 'failed';

/** One more sign of life. */
export function beat({ at, late }: Pulse, now: number): Pulse {
  if (at !== null && now - at > FROZEN_MS) return { at: now, late: STEADY_BEATS };
  return { at: now, late: Math.max(0, late - 1) };
}

/** The page is told that it is about to be frozen. */
export function frozen(pulse: Pulse): Pulse {
  return { ...pulse, late: STEADY_BEATS };
}

export function withRoundTrip(facts: ReachFacts, ms: number): ReachFacts {
  return { ...facts, roundTripsMs: [...facts.roundTripsMs, ms].slice(-ROUND_TRIPS) };
}

/** The middle one; of two the better. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, two) => one - two);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

export function checksOf({ sound, microphone, roundTripsMs, pulse }: ReachFacts): Record<ReachCheck, CheckState> {
  const trip = median(roundTripsMs);
  return {
    sound: sound === 'unknown' ? 'unknown' : okIf(sound === 'running'),
    microphone: microphone === null ? 'unknown' : okIf(microphone === 'alive'),
    line: trip === null ? 'unknown' : okIf(trip < SLOW_LINE_MS),
    page: pulse.at === null && pulse.late === 0 ? 'unknown' : okIf(pulse.late === 0),
  };
}

const REASONS = {
  page: 'pageFrozen',
  sound: 'soundBlocked',
  microphone: 'microphoneDead',
  line: 'lineSlow',
} as const satisfies Record<ReachCheck, Unreachable>;

/** Why a call could not be offered, the worst first; null while nothing speaks against it. */
export function unreachableOf(facts: ReachFacts): Exclude<Unreachable, 'noPage'> | null {
  const checks = checksOf(facts);
  const failed = (Object.keys(REASONS) as ReachCheck[]).find((check) => checks[check] === 'failed');
  return failed === undefined ? null : REASONS[failed];
}

/** Whether each thing was looked at, and is good. */
export function isProved(facts: ReachFacts): boolean {
  return Object.values(checksOf(facts)).every((state) => state === 'ok');
}

function okIf(isGood: boolean): CheckState {
  return isGood ? 'ok' : 'failed';
}
