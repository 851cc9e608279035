import type { User } from '@frontdesk/protocol';
import { LIMITS } from '@frontdesk/protocol';

/** A person's right to be here, as the server gave it. Times are epoch ms: the server's, then this machine's. */
export interface Session {
  readonly token: string;
  readonly user: User;
  readonly expiresAt: number;
  readonly receivedAt: number;
}

/** Why joining did not work. `unreachable` is everything that is no answer of ours: no network, a proxy's error page. */
export type JoinProblem = 'guests_off' | 'rate_limited' | 'bad_name' | 'unreachable';

export type OpenedSession =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly reason: JoinProblem };

export type RenewedSession =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly reason: 'rejected' | 'unreachable' };

/** The server's door for guests. */
export interface SessionDoor {
  /** A guest of this name: a new one, or with `former`, a token of theirs however old, the one that it was given to. */
  open(name: string, former?: string): Promise<OpenedSession>;
  renew(token: string): Promise<RenewedSession>;
}

/** The longest wait for an answer, in ms: a person looks at a spinner all that time. */
const ANSWER_MS = 10_000;

const PROBLEMS: Readonly<Record<number, JoinProblem>> = {
  400: 'bad_name',
  403: 'guests_off',
  422: 'bad_name',
  429: 'rate_limited',
};

/** The door over HTTP. `base` is where the server is; empty means the page's own origin. */
export function httpDoor(base = ''): SessionDoor {
  return {
    open: async (name, former) => {
      const trimmed = name.trim();
      if (trimmed === '' || trimmed.length > LIMITS.nameLength) return { ok: false, reason: 'bad_name' };
      const asked = former === undefined ? { name: trimmed } : { name: trimmed, former };
      const answer = await post(`${base}/api/v1/sessions`, { 'content-type': 'application/json' }, asked);
      if (answer?.session) return { ok: true, session: answer.session };
      return { ok: false, reason: PROBLEMS[answer?.status ?? 0] ?? 'unreachable' };
    },
    renew: async (token) => {
      const answer = await post(`${base}/api/v1/sessions/renew`, { authorization: `Bearer ${token}` }, null);
      if (answer?.session) return { ok: true, session: answer.session };
      return { ok: false, reason: answer?.status === 401 || answer?.status === 403 ? 'rejected' : 'unreachable' };
    },
  };
}

async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object | null,
): Promise<{ readonly status: number; readonly session: Session | null } | null> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), ANSWER_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: body && JSON.stringify(body),
      signal: waiting.signal,
    });
    if (!response.ok) return { status: response.status, session: null };
    return { status: response.status, session: asSession({ ...(await response.json()), receivedAt: Date.now() }) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** A session out of anything: an answer, or what an older page left in the storage. */
export function asSession(value: unknown): Session | null {
  if (!isRecord(value)) return null;
  const { token, user, expiresAt, receivedAt } = value;
  if (typeof token !== 'string' || typeof expiresAt !== 'number' || typeof receivedAt !== 'number') return null;
  if (!isUser(user)) return null;
  return { token, user: { userId: user.userId, name: user.name, role: user.role }, expiresAt, receivedAt };
}

/** Whether less than half of a session's life is left: time to renew it. */
export function isHalfSpent(session: Session, now: number): boolean {
  return now > (session.receivedAt + session.expiresAt) / 2;
}

function isUser(value: unknown): value is User {
  return (
    isRecord(value) &&
    typeof value['userId'] === 'string' &&
    typeof value['name'] === 'string' &&
    typeof value['role'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
