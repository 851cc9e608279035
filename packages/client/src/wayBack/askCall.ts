import type { CallAnswer } from './offers.js';
import type { WayBack } from './WayBack.js';

/** The longest wait for an answer, in ms. */
const ANSWER_MS = 5_000;

/** What the server says when it does not know a call, or not as this person's (C24). */
const MISSING: ReadonlySet<number> = new Set([401, 403, 404]);

/** Asks the server whether a call goes on, without being there; null if it does not answer. */
export async function askCall({ callId, session }: WayBack): Promise<CallAnswer | null> {
  try {
    const response = await fetch(`/api/v1/calls/${encodeURIComponent(callId)}`, {
      headers: { authorization: `Bearer ${session.token}` },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok) return MISSING.has(response.status) ? 'missing' : null;
    const call = (await response.json()) as { readonly state?: unknown };
    return call.state === 'started' ? 'goes_on' : 'over';
  } catch {
    return null;
  }
}
