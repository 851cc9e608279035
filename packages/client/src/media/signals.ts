import type { SendingKinds } from '../views.js';

/** What two endpoints tell each other to make a link, in simple-peer's own shapes. */
export type LinkSignal =
  | { readonly type: 'offer' | 'answer'; readonly sdp: string }
  | { readonly type: 'candidate'; readonly candidate: Candidate };

export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}

/** The answering side has no link (its page was reloaded) and asks for a new one. simple-peer's own shape too. */
export const ASK = { type: 'renegotiate', renegotiate: true } as const;

/** The answering side's link is in trouble: it asks for another path. */
export const ASK_RESTART = { ...ASK, restart: true } as const;

/** What came from the other side, once it has been looked at. */
export type Heard =
  | { readonly type: 'link'; readonly signals: readonly LinkSignal[] }
  | { readonly type: 'media'; readonly media: SendingKinds }
  | { readonly type: 'ask'; readonly isRestart: boolean };

/** More signals in one message than a browser gathers candidates. */
const MOST_SIGNALS = 100;

/**
 * Reads a signal's `data`; null for anything that is not of the contract.
 *
 * simple-peer destroys itself on a malformed signal, so nothing reaches it unread. An array is read whole or not at
 * all. `transceiverRequest` is dropped: a link has its senders from the start.
 */
export function readSignal(data: unknown): Heard | null {
  if (Array.isArray(data)) {
    if (data.length === 0 || data.length > MOST_SIGNALS) return null;
    const signals = data.map(readLinkSignal);
    return signals.every((signal) => signal !== null) ? { type: 'link', signals } : null;
  }
  if (!isRecord(data)) return null;
  if ('media' in data) {
    const media = readMedia(data['media']);
    return media && { type: 'media', media };
  }
  if (data['renegotiate'] === true) return { type: 'ask', isRestart: data['restart'] === true };
  const signal = readLinkSignal(data);
  return signal && { type: 'link', signals: [signal] };
}

function readLinkSignal(data: unknown): LinkSignal | null {
  if (!isRecord(data)) return null;
  const { type, sdp, candidate } = data;
  if (type === 'offer' || type === 'answer') {
    return typeof sdp === 'string' && sdp.startsWith('v=0') && candidate === undefined ? { type, sdp } : null;
  }
  if ((type !== undefined && type !== 'candidate') || sdp !== undefined) return null;
  const read = readCandidate(candidate);
  return read && { type: 'candidate', candidate: read };
}

function readCandidate(value: unknown): Candidate | null {
  if (!isRecord(value) || typeof value['candidate'] !== 'string') return null;
  const sdpMid = typeof value['sdpMid'] === 'string' ? value['sdpMid'] : null;
  const index = value['sdpMLineIndex'];
  const sdpMLineIndex = typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : null;
  // A browser throws on a candidate that belongs to no part of the offer.
  if (sdpMid === null && sdpMLineIndex === null) return null;
  return { candidate: value['candidate'], sdpMid, sdpMLineIndex };
}

/** A client that knows of no screens does not say so. */
function readMedia(value: unknown): SendingKinds | null {
  if (!isRecord(value)) return null;
  const { audio, video, screen = false } = value;
  if (typeof audio !== 'boolean' || typeof video !== 'boolean' || typeof screen !== 'boolean') return null;
  return { audio, video, screen };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
