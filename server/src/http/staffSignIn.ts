import type { StaffMember } from '@frontdesk/protocol';
import {
  acceptSchema,
  firstAdminSchema,
  linkViewSchema,
  lookSchema,
  staffDoorSchema,
} from '@frontdesk/protocol/schemas/staff';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { ACCOUNT_TOKEN_MS } from '../auth/RevokedAccounts.js';
import type { Keys } from '../auth/secret.js';
import type { Followed } from '../auth/staff/Staff.js';
import type { ApiEnv } from './access.js';
import { checkPassword, keep, knowDevice } from './authRoutes.js';
import { MinuteLimit } from './MinuteLimit.js';
import { ownPagesOnly } from './ownPages.js';
import { denied, tooMany } from './problem.js';
import { answers, body, problems } from './routeParts.js';
import { type StaffParts, visitorOf } from './StaffParts.js';
import { makeSession, sessionAnswerSchema } from './sessions.js';

export interface StaffSignInParts extends StaffParts {
  readonly keys: Keys;
  readonly addressOf: (c: Context) => string;
  /** 0: no limits. */
  readonly rateCommands: number;
}

/** Links looked at and followed from one address: their secrets can't be guessed, but each costs us a look. */
const LINKS_PER_MINUTE = 60;

const tags = ['Staff'];
const PASSWORD = 'correct horse battery';
const SECRET = 'k3yW…';
const session = {
  token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJuYW1lIjoi…',
  user: { userId: 'staff-k7m-29q-xw4', name: 'Ines Ortega', role: 'agent' as const },
  expiresAt: 1_795_000_600_000,
};
const signedIn = answers(
  'Signed in: the token, and a cookie that is good for the next one',
  sessionAnswerSchema,
  session,
);

const doorRoute = createRoute({
  tags,
  method: 'get',
  path: '/staff/door',
  operationId: 'seeStaffDoor',
  summary: 'How staff can sign in',
  responses: {
    200: answers('The ways', staffDoorSchema, {
      needsFirstAdmin: false,
      passwords: true,
      oidc: { name: 'Example Ltd' },
    }),
  },
});

function tokenRoute(door: MiddlewareHandler) {
  return createRoute({
    tags,
    method: 'post',
    path: '/staff/token',
    operationId: 'makeStaffToken',
    summary: 'Get a token for who is signed in',
    description:
      'For pages of this server: it goes by the cookie that signing in left, and `Origin` must be one of the server’s. The token lives for 10 minutes; ask again before that. It is not renewed by `renewSession`. 403 also for an account that is disabled.',
    middleware: door,
    responses: { 201: answers('The token', sessionAnswerSchema, session), ...problems(401, 403) },
  });
}

function firstAdminRoute(door: MiddlewareHandler[]) {
  return createRoute({
    tags,
    method: 'post',
    path: '/staff/first-admin',
    operationId: 'becomeFirstAdmin',
    summary: 'Become the first admin',
    description: 'With the secret of the link that the server prints at each start while it has no admin. Good once.',
    middleware: door,
    request: {
      body: body(firstAdminSchema, true, {
        secret: SECRET,
        name: 'Ines Ortega',
        email: 'ines@example.com',
        password: PASSWORD,
      }),
    },
    responses: { 201: signedIn, ...problems(400, 403, 409, 410, 413, 415, 422, 429) },
  });
}

function lookRoute(door: MiddlewareHandler[]) {
  return createRoute({
    tags,
    method: 'post',
    path: '/staff/links',
    operationId: 'lookAtLink',
    summary: 'See what a one-time link is for',
    description: 'Uses nothing up.',
    middleware: door,
    request: { body: body(lookSchema, true, { secret: SECRET }) },
    responses: {
      200: answers('What it is for', linkViewSchema, {
        kind: 'invitation',
        name: 'Ines Ortega',
        email: 'ines@example.com',
        expiresAt: 1_795_604_800_000,
      }),
      ...problems(400, 403, 410, 413, 415, 429),
    },
  });
}

function acceptRoute(door: MiddlewareHandler[]) {
  return createRoute({
    tags,
    method: 'post',
    path: '/staff/invitations/accept',
    operationId: 'acceptInvitation',
    summary: 'Follow an invitation, or a link to a new password',
    description:
      'Good once. A new password signs out wherever else one is signed in. 409: the address has got an account meanwhile.',
    middleware: door,
    request: { body: body(acceptSchema, true, { secret: SECRET, password: PASSWORD }) },
    responses: { 201: signedIn, ...problems(400, 403, 409, 410, 413, 415, 422, 429) },
  });
}

/** How staff come in: what there is, one-time links, and the token for who is signed in. */
export function staffSignInRoutes(parts: StaffSignInParts): OpenAPIHono<ApiEnv> {
  const { staff, signIn, device, origins, keys } = parts;
  const routes = new OpenAPIHono<ApiEnv>();
  const own = ownPagesOnly(origins);
  const doors = [own, limited(parts)];
  const tokenOf = ({ userId, name, role }: StaffMember) =>
    makeSession(keys, { userId, name, role }, ACCOUNT_TOKEN_MS, true);
  const enter = async (c: Context<ApiEnv>, followed: Followed, password: string) => {
    if (!followed.ok) throw refused(c, followed.why);
    const visitor = visitorOf(c, origins());
    const entered = await signIn.byPassword(visitor, followed.email, password);
    const member = await staff.accounts.find({ userId: followed.userId });
    if (!entered.ok || !member) throw denied(c, 403, 'This account is disabled');
    knowDevice(c, device.mark(followed.email), visitor.origin);
    return keep(c, entered.cookies).json(await tokenOf(member), 201);
  };
  routes.openapi(doorRoute, async (c) => {
    const name = signIn.providerName;
    const oidc = name === null ? null : { name };
    return c.json({ needsFirstAdmin: await staff.needsFirstAdmin(), passwords: true, oidc }, 200);
  });
  routes.openapi(tokenRoute(own), async (c) => {
    const who = await signIn.whoIs(visitorOf(c, origins()));
    if (!who) throw denied(c, 401, 'Not signed in');
    if (who.member.isDisabled) throw denied(c, 403, 'This account is disabled');
    return keep(c, who.cookies).json(await tokenOf(who.member), 201);
  });
  routes.openapi(firstAdminRoute(doors), async (c) => {
    const { secret, password, name, email } = c.req.valid('json');
    checkPassword(c, password);
    return enter(c, await staff.becomeFirstAdmin(secret, { name, email }, password), password);
  });
  routes.openapi(lookRoute(doors), async (c) => {
    const link = await staff.look(c.req.valid('json').secret);
    if (!link) throw refused(c, 'link');
    return c.json(link, 200);
  });
  routes.openapi(acceptRoute(doors), async (c) => {
    const { secret, password } = c.req.valid('json');
    checkPassword(c, password);
    return enter(c, await staff.accept(secret, password), password);
  });
  return routes;
}

/** One answer for what was used, has expired, or never was a link: who tries out secrets learns nothing. */
function refused(c: Context, why: 'link' | 'email') {
  if (why === 'email') return denied(c, 409, 'That email address has an account already');
  return denied(c, 410, 'The link was used, or has expired');
}

function limited({ addressOf, rateCommands }: StaffSignInParts): MiddlewareHandler {
  const limit = new MinuteLimit(LINKS_PER_MINUTE);
  return async (c, next) => {
    const waitMs = rateCommands > 0 ? limit.take(addressOf(c), Date.now()) : 0;
    return waitMs > 0 ? tooMany(c, waitMs, 'Too many tries, wait a minute') : next();
  };
}
