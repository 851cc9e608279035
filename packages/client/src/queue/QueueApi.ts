import type { QueueDoor, Visit } from '@frontdesk/protocol';

/** Why something of a queue could not be had. `enough`: no more are taken. `unreachable` is everything that is no answer of ours. */
export type QueueProblem = 'unknown' | 'rate_limited' | 'refused' | 'enough' | 'unreachable';

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: QueueProblem };

/** How somebody wishes to be called back. */
export interface CallbackWish {
  /** A phone number or an address, at most 200 characters. */
  readonly contact: string;
  readonly note: string;
  readonly form: Visit['form'];
}

export interface Rating {
  /** 1 to 5. */
  readonly stars: number;
  readonly comment: string;
}

/** What a customer's page asks the server beside the call. Never throws. */
export interface QueueApi {
  /** What is shown before anybody is called; nobody has to be known for it. */
  door(queueId: string): Promise<Answer<QueueDoor>>;
  /** Leaves a wish; the value is its number, for people. */
  wish(token: string, queueId: string, wish: CallbackWish): Promise<Answer<string>>;
  /** Says how the call was. */
  rate(token: string, callId: string, rating: Rating): Promise<Answer<null>>;
}

/** The longest wait for an answer, in ms: a person looks at a spinner all that time. */
const ANSWER_MS = 10_000;

const REASONS: Readonly<Record<number, QueueProblem>> = {
  400: 'refused',
  401: 'refused',
  403: 'refused',
  404: 'unknown',
  409: 'enough',
  422: 'refused',
  429: 'rate_limited',
};

/** The queue's API over HTTP. `base` is where the server is; empty means the page's own origin. */
export function httpQueue(base = ''): QueueApi {
  const at = (path: string): string => `${base}/api/v1${path}`;
  return {
    door: (queueId) => ask(at(`/queues/${encodeURIComponent(queueId)}/door`), {}, asDoor),
    wish: (token, queueId, wish) =>
      ask(at(`/queues/${encodeURIComponent(queueId)}/callbacks`), posted(token, wish), asNumber),
    rate: (token, callId, rating) =>
      ask(at(`/calls/${encodeURIComponent(callId)}/rating`), posted(token, rating), () => null),
  };
}

function posted(token: string, body: object): RequestInit {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

/** `read` makes the value of the body, and throws if that is not of ours. */
async function ask<T>(url: string, init: RequestInit, read: (body: unknown) => T): Promise<Answer<T>> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
    if (!response.ok) return { ok: false, reason: REASONS[response.status] ?? 'unreachable' };
    return { ok: true, value: read(response.status === 204 ? null : await response.json()) };
  } catch {
    return { ok: false, reason: 'unreachable' };
  }
}

function asDoor(body: unknown): QueueDoor {
  if (!isRecord(body) || typeof body['name'] !== 'string' || !Array.isArray(body['form'])) throw new Error('no door');
  return body as unknown as QueueDoor;
}

function asNumber(body: unknown): string {
  if (!isRecord(body) || typeof body['number'] !== 'string') throw new Error('no number');
  return body['number'];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
