import type { StaffDoor as DoorView, LinkView } from '@frontdesk/protocol';
import { asSession, type Session } from '../identity/sessions.js';

/** `unreachable` is everything that is no answer of ours: no network, a proxy's error page. */
export type SignInProblem = 'wrong' | 'tooMany' | 'disabled' | 'unreachable';
/**
 * `gone`: the link was used, or has run out. `taken`: that address has an account. `refused`: something in what was typed is
 * not taken.
 */
export type WelcomeProblem = 'gone' | 'taken' | 'refused' | 'weakPassword' | 'tooMany' | 'unreachable';

export type Done<P> = { readonly ok: true } | { readonly ok: false; readonly reason: P };
export type StaffToken =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly reason: 'signedOut' | 'disabled' | 'unreachable' };

/** The server's door for staff. Who one is stands in a cookie; with it one gets the token that the line needs. */
export interface StaffDoor {
  look(): Promise<DoorView | null>;
  signIn(email: string, password: string): Promise<Done<SignInProblem>>;
  /** Where the company's own sign-in begins; null if it can't be had now. */
  oidcAddress(): Promise<string | null>;
  signOut(): Promise<void>;
  token(): Promise<StaffToken>;
  /** Whose link it is; null if it was used, or has run out. */
  lookAtLink(secret: string): Promise<StaffLinkView | null>;
  firstAdmin(who: FirstAdmin): Promise<Done<WelcomeProblem>>;
  /** An invitation, or the link to a new password. */
  accept(secret: string, password: string): Promise<Done<WelcomeProblem>>;
}

/** What a link is for; without an answer of the server nothing more is known. */
export type StaffLinkView = Pick<LinkView, 'kind' | 'name' | 'email'>;

export interface FirstAdmin {
  readonly secret: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** The longest wait for an answer, in ms: a person looks at a spinner all that time. */
const ANSWER_MS = 10_000;

const SIGN_IN: Readonly<Record<number, SignInProblem>> = {
  400: 'wrong',
  401: 'wrong',
  403: 'disabled',
  422: 'wrong',
  429: 'tooMany',
};
const WELCOME: Readonly<Record<number, WelcomeProblem>> = {
  400: 'refused',
  404: 'gone',
  409: 'taken',
  410: 'gone',
  422: 'weakPassword',
  429: 'tooMany',
};

/** The door over HTTP. `base` is where the server is; empty means the page's own origin. */
export function httpStaffDoor(base = ''): StaffDoor {
  const api = `${base}/api/v1/staff`;
  const auth = `${base}/api/auth`;
  const welcome = async (url: string, body: object): Promise<Done<WelcomeProblem>> => {
    const answer = await ask(url, body);
    return answer?.isGood ? { ok: true } : { ok: false, reason: WELCOME[answer?.status ?? 0] ?? 'unreachable' };
  };
  return {
    look: async () => asDoor((await ask(`${api}/door`))?.body),
    signIn: async (email, password) => {
      const answer = await ask(`${auth}/sign-in/email`, { email, password });
      return answer?.isGood ? { ok: true } : { ok: false, reason: SIGN_IN[answer?.status ?? 0] ?? 'unreachable' };
    },
    oidcAddress: async () => {
      const answer = await ask(`${auth}/sign-in/oauth2`, { callbackURL: '/console/' });
      const url = isRecord(answer?.body) ? answer.body['url'] : null;
      return answer?.isGood && typeof url === 'string' ? url : null;
    },
    signOut: async () => {
      await ask(`${auth}/sign-out`, {});
    },
    token: async () => {
      const answer = await ask(`${api}/token`, {});
      const session = answer?.isGood ? asSession({ ...Object(answer.body), receivedAt: Date.now() }) : null;
      if (session) return { ok: true, session };
      if (answer?.status === 401) return { ok: false, reason: 'signedOut' };
      return { ok: false, reason: answer?.status === 403 ? 'disabled' : 'unreachable' };
    },
    lookAtLink: async (secret) => {
      const answer = await ask(`${api}/links`, { secret });
      if (answer?.isGood) return asLink(answer.body);
      return answer && GONE.has(answer.status) ? null : UNKNOWN_LINK;
    },
    firstAdmin: (who) => welcome(`${api}/first-admin`, who),
    accept: (secret, password) => welcome(`${api}/invitations/accept`, { secret, password }),
  };
}

const GONE: ReadonlySet<number> = new Set([404, 410]);
const UNKNOWN_LINK: StaffLinkView = { kind: 'invitation', name: null, email: null };

function asLink(body: unknown): StaffLinkView {
  if (!isRecord(body)) return UNKNOWN_LINK;
  const { kind, name, email } = body;
  return {
    kind: kind === 'firstAdmin' || kind === 'reset' ? kind : 'invitation',
    name: typeof name === 'string' ? name : null,
    email: typeof email === 'string' ? email : null,
  };
}

interface HttpAnswer {
  readonly isGood: boolean;
  readonly status: number;
  /** Null where it is not JSON. */
  readonly body: unknown;
}

/** Asks by POST if there is a body, else by GET; null if nobody answered. */
async function ask(url: string, body?: object): Promise<HttpAnswer | null> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), ANSWER_MS);
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  try {
    const response = await fetch(url, { ...(body && post), signal: waiting.signal });
    const answer: unknown = await response.json().catch(() => null);
    return { isGood: response.ok, status: response.status, body: answer };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function asDoor(body: unknown): DoorView | null {
  if (!isRecord(body) || typeof body['needsFirstAdmin'] !== 'boolean') return null;
  const oidc = body['oidc'];
  return {
    needsFirstAdmin: body['needsFirstAdmin'],
    passwords: body['passwords'] !== false,
    oidc: isRecord(oidc) && typeof oidc['name'] === 'string' ? { name: oidc['name'] } : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
