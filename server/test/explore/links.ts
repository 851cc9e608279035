import type { CallSettings } from '../../src/calls/CallPorts.js';
import type { Asked, Call } from '../../src/calls/call.js';
import type { PageSpec } from './state.js';
import { type Fact, fact } from './told.js';

/**
 * The pages to which a link may be made while it rings, by what they have said and were answered: what the server keeps of
 * it is not looked at. Kept as facts, so that they can be a part of what was told.
 */
export type Links = Map<string, Fact>;

const MARK = fact('none', 0, false);

/** A page has alerted, and was answered ok: a link may be made to it, if the operator wants it of this page's role. */
export function markLink(
  links: Links,
  { endpointId, user }: PageSpec,
  callId: string,
  { preconnect }: Pick<CallSettings, 'preconnect'>,
): void {
  const isAllowed = preconnect !== 'off' && (preconnect !== 'desk' || user.role !== 'caller');
  if (isAllowed) links.set(`link:${endpointId} ${callId}`, MARK);
}

/** It rings anew at a page, or the page has connected anew, or it is over there: what it has alerted is void. */
export function unmarkLinks(links: Links, endpointId: string, callId = ''): void {
  for (const key of [...links.keys()]) if (key.startsWith(`link:${endpointId} ${callId}`)) links.delete(key);
}

/** A signal that a page is told, and what the page was told of its call before. */
interface ToldSignal {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly phase: Fact['phase'];
  readonly isHeld: boolean;
  /** They are not the two of one call, but both in its room. */
  readonly isOfRoom: boolean;
}

/** A signal passes between bound pages that know of the start, and along links that are made while it rings (C6, C22). */
export function signalFaults(
  links: Links,
  call: Call | undefined,
  { callId, from, to, phase, isHeld, isOfRoom }: ToldSignal,
): string[] {
  if (call?.state !== 'started') {
    // What was under way to a page that connects anew may still be for the link that it had.
    const isFine = call?.state === 'ringing' && (isHeld || isLinked(links, call.asked, from, to));
    return isFine ? [] : [`[links] a signal of ${callId} from ${from} to ${to}, where no link may be made`];
  }
  const faults = phase === 'started' ? [] : [`[start-first] a signal of ${callId} before START, told to ${to}`];
  const ends = [call.asked.callerEndpoint, call.calleeEndpoint];
  if (isOfRoom || (ends.includes(from) && ends.includes(to))) return faults;
  return [...faults, `[links] a signal of ${callId} from ${from} to ${to}, which are not bound`];
}

function isLinked(links: Links, { callId, callerEndpoint, preconnect }: Asked, a: string, b: string): boolean {
  if (!preconnect || (a !== callerEndpoint && b !== callerEndpoint)) return false;
  return links.has(`link:${a === callerEndpoint ? b : a} ${callId}`);
}
