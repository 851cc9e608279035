import { CODES } from '@frontdesk/protocol';
import {
  changePasswordSchema,
  newPasswordSchema,
  oidcStartSchema,
  signInSchema,
} from '@frontdesk/protocol/schemas/staff';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { KNOWN_DEVICE_S } from '../auth/staff/KnownDevice.js';
import type { Cookies } from '../auth/staff/SignIn.js';
import { SignInLimit } from '../auth/staff/SignInLimit.js';
import { MinuteLimit } from './MinuteLimit.js';
import { ownPagesOnly } from './ownPages.js';
import { denied, malformed, problem, tooMany } from './problem.js';
import { type StaffParts, visitorOf } from './StaffParts.js';

export interface AuthParts extends StaffParts {
  readonly addressOf: (c: Context) => string;
  /** 0: no limits. */
  readonly rateCommands: number;
  readonly log: Logger;
}

const BODY_BYTES = 16 * 1024;
/** Sign-ins that begin at the provider, from one address: each makes us ask it where it is, at the most. */
const STARTS_PER_MINUTE = 60;
/** Passwords changed from one address, right or wrong: each is the work of two hashes. */
const CHANGES_PER_MINUTE = 10;
const MARK = 'frontdesk.known';

/**
 * `/api/auth`: signing in and out. The addresses are better-auth's, and so is what they do; but only these of its many, with what our
 * console sends and no more, and what they answer holds no session: that is in the cookie alone.
 */
export function authRoutes(parts: AuthParts): Hono {
  const { signIn, origins, addressOf, rateCommands } = parts;
  const routes = new Hono();
  const starts = new MinuteLimit(STARTS_PER_MINUTE);
  const changes = new MinuteLimit(CHANGES_PER_MINUTE);
  const waitMsOf = (limit: MinuteLimit, c: Context) => (rateCommands > 0 ? limit.take(addressOf(c), Date.now()) : 0);
  const asked = (c: Context) => visitorOf(c, origins());
  routes.get('/callback/oidc', async (c) => {
    if (signIn.providerName === null) return problem(c, 404, CODES.notAllowed, 'There is no such sign-in here');
    const { search } = new URL(c.req.url);
    const { to, cookies } = await signIn.fromProvider(asked(c), search);
    return keep(c, cookies).redirect(to);
  });
  routes.use(ownPagesOnly(origins), bodyLimit({ maxSize: BODY_BYTES, onError: tooLarge }));
  routes.post('/sign-in/email', signInByPassword(parts));
  routes.post('/sign-in/oauth2', async (c) => {
    const body = await read(c, oidcStartSchema);
    if (body instanceof Response) return body;
    if (signIn.providerName === null) return problem(c, 404, CODES.notAllowed, 'There is no such sign-in here');
    const waitMs = waitMsOf(starts, c);
    if (waitMs > 0) return tooMany(c, waitMs, 'Too many sign-ins, wait a minute');
    const begun = await signIn.byProvider(asked(c), body.callbackURL);
    if (!begun) return problem(c, 503, CODES.notAllowed, 'The company’s sign-in can’t be reached now');
    return keep(c, begun.cookies).json({ url: begun.url });
  });
  routes.post('/sign-out', async (c) => keep(c, await signIn.signOut(asked(c))).body(null, 204));
  routes.post('/change-password', async (c) => {
    const body = await read(c, changePasswordSchema);
    if (body instanceof Response) return body;
    checkPassword(c, body.newPassword, '/newPassword');
    const waitMs = waitMsOf(changes, c);
    if (waitMs > 0) return tooMany(c, waitMs, 'Too many tries, wait a minute');
    const cookies = await signIn.changePassword(asked(c), body.currentPassword, body.newPassword);
    if (!cookies) return problem(c, 401, CODES.notAllowed, 'Not signed in, or that is not the password');
    return keep(c, cookies).body(null, 204);
  });
  return routes;
}

/** `POST /sign-in/email`: counted before it is looked at. */
function signInByPassword({ signIn, device, origins, addressOf, rateCommands, log }: AuthParts) {
  const limit = new SignInLimit(device);
  return async (c: Context) => {
    const body = await read(c, signInSchema);
    if (body instanceof Response) return body;
    const { email, password } = body;
    const attempt = { address: addressOf(c), email, mark: getCookie(c, MARK) };
    const { waitMs, wasRight } = limit.begin(attempt, Date.now());
    if (rateCommands > 0 && waitMs > 0) {
      log.warn({ address: attempt.address }, 'too many wrong passwords: a sign-in was refused unseen');
      return tooMany(c, waitMs, 'Too many wrong passwords, wait some minutes');
    }
    const visitor = visitorOf(c, origins());
    const signedIn = await signIn.byPassword(visitor, email, password);
    if (!signedIn.ok && signedIn.why === 'wrong') return problem(c, 401, CODES.notAllowed, 'Wrong email or password');
    wasRight();
    if (!signedIn.ok) return problem(c, 403, CODES.notAllowed, 'This account is disabled');
    knowDevice(c, device.mark(email), visitor.origin);
    return keep(c, signedIn.cookies).body(null, 204);
  };
}

/** From now on this browser tries passwords of this account on an account of its own. */
export function knowDevice(c: Context, mark: string, origin: string): void {
  setCookie(c, MARK, mark, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: origin.startsWith('https:'),
    path: '/api/auth',
    maxAge: KNOWN_DEVICE_S,
  });
}

/** Hands cookies on to the browser. */
export function keep<C extends Context>(c: C, cookies: Cookies): C {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c;
}

/** Throws a problem if that can't be chosen as a password. */
export function checkPassword(c: Context, password: string, pointer = '/password'): void {
  const chosen = newPasswordSchema.safeParse(password);
  if (chosen.success) return;
  const errors = chosen.error.issues.map(({ message }) => ({ detail: message, pointer }));
  const title = 'Choose another password: of 10 characters or more';
  throw denied(c, 422, title, { code: CODES.badArgument, errors });
}

async function read<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S> | Response> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    return problem(c, 415, CODES.badArgument, 'The body must be application/json');
  }
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  return parsed.success ? parsed.data : malformed(c, 'json', parsed.error.issues);
}

function tooLarge(c: Context): Response {
  return problem(c, 413, CODES.badArgument, 'The body is too large');
}
