import type { User } from '@frontdesk/protocol';
import type { WayBack } from './WayBack.js';

/** A call that somebody at this browser may return to. */
export interface WayBackOffer {
  readonly endpointId: string;
  /** Who was in it here. */
  readonly self: User;
  readonly other: { readonly userId: string; readonly name: string };
}

/** What the server says of a call: it goes on, it has ended, or it does not know it (any more). */
export type CallAnswer = 'goes_on' | 'over' | 'missing';

/** How often a page without locks says that it lives, in ms. */
export const BEAT_MS = 3_000;
/** A page that has not said so for this long is lost, in ms; a hidden one that sends sound may be a second late. */
export const SILENT_MS = 10_000;

/**
 * Whether the page of this way is gone. `living` are the endpoints of pages that live; null where the browser can't
 * tell, and the page's own word counts.
 */
export function isLost(way: WayBack, living: ReadonlySet<string> | null, now: number): boolean {
  return living ? !living.has(way.endpointId) : now - way.keptAt > SILENT_MS;
}

/** What the server said of calls, by call id; of one that it was not asked about, or gave no answer, nothing. */
export type Answers = ReadonlyMap<string, CallAnswer>;

/** Which lost ways are offered, the newest first. */
export function offersOf(lost: readonly WayBack[], answers: Answers): readonly WayBackOffer[] {
  return lost
    .filter(({ callId }) => answers.get(callId) === 'goes_on')
    .sort((one, two) => two.keptAt - one.keptAt)
    .map(({ endpointId, session, other }) => ({ endpointId, self: session.user, other }));
}

/**
 * Which lost ways lead nowhere any more.
 *
 * A call that the server does not know may be one that it has forgotten and that the other page is about to have taken
 * up (C20): it has to be missing twice.
 */
export function spentOf(lost: readonly WayBack[], answers: Answers, before: Answers): readonly WayBack[] {
  return lost.filter(({ callId }) => {
    const answer = answers.get(callId);
    return answer === 'over' || (answer === 'missing' && before.get(callId) === 'missing');
  });
}
