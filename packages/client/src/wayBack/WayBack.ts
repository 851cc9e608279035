import { asSession, type Session } from '../identity/sessions.js';

/** The call of a page as that page keeps it, so that a page loaded anew finds it. */
export interface KeptCall {
  readonly callId: string;
  readonly other: { readonly userId: string; readonly name: string };
  /** What the tab's storage holds of it, by key. */
  readonly stored: Readonly<Record<string, unknown>>;
}

/** All that a new tab needs to be the page that was lost in its call: its person, its endpoint, its call. */
export interface WayBack extends KeptCall {
  readonly session: Session;
  readonly endpointId: string;
  /** When its page kept it last, epoch ms. */
  readonly keptAt: number;
}

/** A way back out of anything that an older page may have left. */
export function asWayBack(value: unknown): WayBack | null {
  if (!isRecord(value)) return null;
  const { callId, other, stored, endpointId, keptAt } = value;
  const session = asSession(value['session']);
  if (!session || typeof callId !== 'string' || typeof endpointId !== 'string' || typeof keptAt !== 'number')
    return null;
  if (!isRecord(other) || typeof other['userId'] !== 'string' || typeof other['name'] !== 'string') return null;
  if (!isRecord(stored)) return null;
  return { session, callId, endpointId, keptAt, stored, other: { userId: other['userId'], name: other['name'] } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
