import { type CallSnapshot, CODES } from '@frontdesk/protocol';

/** What someone, a page or the business servers, has been told of a call so far. */
export interface Fact {
  /** `left`: told that it is over here, though it may go on, or come again. */
  readonly phase: 'none' | 'ringing' | 'started' | 'left' | 'over';
  readonly version: number;
  readonly hasStarted: boolean;
}

export const NOTHING: Fact = { phase: 'none', version: 0, hasStarted: false };

/** News as it is looked at: a whole call, or only a call's id. */
export interface Heard {
  readonly name: string;
  readonly call: CallSnapshot | null;
  readonly code: number;
  /** It waited for the snapshot of its connection, and may be older than that (section 3). */
  readonly isHeld: boolean;
  /** A signal: the page that sent it. */
  readonly from: string | null;
  /** Told to the business servers: they hear of each who refuses, and of the call's end. */
  readonly isBusiness: boolean;
}

export interface Verdict {
  readonly fact: Fact;
  readonly faults: readonly string[];
}

const SEEN = new Map<string, Fact>();

/** Facts are few: the same one for the same values. */
export function fact(phase: Fact['phase'], version: number, hasStarted: boolean): Fact {
  const key = `${phase}${version}${hasStarted}`;
  const seen = SEEN.get(key);
  if (seen) return seen;
  const made: Fact = { phase, version, hasStarted };
  SEEN.set(key, made);
  return made;
}

/** Whether this may be told after what was told before, and what is known then. */
export function hear(before: Fact, heard: Heard): Verdict {
  const { name, call, code, isHeld, isBusiness } = heard;
  const faults: string[] = [];
  const isAfterEnd = before.phase === 'over' || (before.phase === 'left' && name !== 'call:request');
  if (isAfterEnd) faults.push(`[silent] ${name} after the end`);
  if (!call) return { fact: before, faults };
  if (!isHeld && call.version < before.version) {
    faults.push(`[forward] ${name} of version ${call.version} after version ${before.version}`);
  }
  const version = Math.max(before.version, call.version);
  if (name === 'call:request') return { fact: fact('ringing', version, before.hasStarted), faults };
  if (name === 'call:start') {
    if (before.hasStarted) faults.push('[one-start] START a second time');
    return { fact: fact('started', version, true), faults };
  }
  if (!isEnd(name, code) || (isBusiness && call.state !== 'finished'))
    return { fact: fact(before.phase, version, before.hasStarted), faults };
  return {
    fact: fact(call.state === 'finished' ? 'over' : 'left', version, before.hasStarted),
    faults: [...faults, ...endFaults(heard, call)],
  };
}

/** What a connection's snapshot shows a page counts as told: a ring, or a talk whose START has come while it was away. */
export function showTo(before: Fact, { state, version, caller }: CallSnapshot, userId: string): Verdict {
  const faults = version < before.version ? [`[forward] a snapshot of version ${version} after ${before.version}`] : [];
  const isRung = state === 'ringing' && caller.userId !== userId;
  const phase = isRung ? 'ringing' : state === 'started' && before.phase === 'none' ? 'started' : before.phase;
  return { fact: fact(phase, version, before.hasStarted), faults };
}

export function isEnd(name: string, code: number): boolean {
  return name === 'call:finish' || (name === 'call:reply' && code !== CODES.ok);
}

/** An end is told by the right word and with the one code that the call ended with (C10, C12). */
function endFaults({ name, code }: Heard, call: CallSnapshot): string[] {
  const faults: string[] = [];
  if (code === CODES.answeredElsewhere) {
    if (name !== 'call:reply') faults.push(`[right-word] "elsewhere" by ${name}`);
    return faults;
  }
  if (call.state === 'finished' && code !== call.code) {
    faults.push(`[same-code] ${name} with ${code} of a call that ended with ${call.code}`);
  }
  const word = call.startedAt !== null || isForced(name, call) ? 'call:finish' : 'call:reply';
  if (name !== word) faults.push(`[right-word] an end by ${name} instead of ${word}`);
  return faults;
}

/** A business server ends by FINISH in every state, but denies by REPLY. */
function isForced(name: string, call: CallSnapshot): boolean {
  return call.state === 'finished' && call.endedBy === 'business' && name === 'call:finish';
}
