import { CODES, type User } from '@frontdesk/protocol';
import { byeSchema, sessionSchema } from '@frontdesk/protocol/schemas';
import { userSchema } from '@frontdesk/protocol/schemas/snapshots';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { guestId, isGuestId } from '../auth/guestId.js';
import type { Keys } from '../auth/secret.js';
import { RENEW_MS, readToken, signToken } from '../auth/tokens.js';
import { type ApiEnv, bearer } from './access.js';
import { MinuteLimit } from './MinuteLimit.js';
import { problem, tooMany } from './problem.js';
import { answers, body, problems } from './routeParts.js';

export interface SessionParts {
  readonly keys: Keys;
  readonly guests: boolean;
  readonly sessionMs: number;
  /** 0: no limits. */
  readonly rateCommands: number;
  readonly addressOf: (c: Context) => string;
  /** A page said that it closes. */
  readonly onBye: (userId: string, endpointId: string, socketId: string | undefined) => void;
}

const BODY_BYTES = 16 * 1024;
/** New guests from one address (section 3). */
const GUESTS_PER_MINUTE = 60;
/** How long after a guest's token has run out they are known again by it, in ms. */
const FORMER_MS = 90 * 24 * 3_600_000;

/** A token, whose it is, and until when. */
export const sessionAnswerSchema = z
  .object({
    token: z.string().describe('To be sent as `Authorization: Bearer …`, or in a handshake'),
    user: userSchema,
    expiresAt: z.int().describe('Until when the token is good, epoch ms'),
  })
  .meta({ id: 'Session' });

/** `POST /sessions`, `/sessions/renew` and `/bye`: who a guest is, for how long, and goodbye. */
export function sessionRoutes(parts: SessionParts): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  describeSessions(routes);
  const limit = new MinuteLimit(GUESTS_PER_MINUTE);
  const small = bodyLimit({
    maxSize: BODY_BYTES,
    onError: (c) => problem(c, 413, CODES.badArgument, 'The body is too large'),
  });
  routes.post('/sessions', small, async (c) => {
    if (!parts.guests) return problem(c, 403, CODES.notAllowed, 'Guests are turned off');
    const asked = sessionSchema.safeParse(await json(c));
    if (!asked.success) return problem(c, 400, CODES.badArgument, 'A name of 1 to 80 characters is needed');
    const waitMs = parts.rateCommands > 0 ? limit.take(parts.addressOf(c), Date.now()) : 0;
    if (waitMs > 0) return tooMany(c, waitMs, 'Too many new guests from this address, wait a minute');
    const { name, former } = asked.data;
    const guest: User = { userId: (await formerGuest(parts.keys, former)) ?? guestId(), name, role: 'caller' };
    return c.json(await makeSession(parts.keys, guest, parts.sessionMs), 201);
  });
  routes.post('/sessions/renew', small, async (c) => {
    const claims = await bearer(parts.keys, c);
    // Of an account, one is signed in or not: a token must not make itself a successor when that has ended.
    const isOfWhom = claims && !claims.isOfAccount && claims.user.role !== 'business';
    if (!isOfWhom || claims.expiresAt <= Date.now() - RENEW_MS) {
      return problem(c, 401, CODES.notAllowed, 'A token that is good, or expired within a day, is needed');
    }
    return c.json(await makeSession(parts.keys, claims.user, parts.sessionMs), 201);
  });
  routes.post('/bye', small, async (c) => {
    const said = byeSchema.safeParse(await json(c));
    if (!said.success) return problem(c, 400, CODES.badArgument, 'A token and an endpoint id are needed');
    const claims = await readToken(parts.keys, said.data.token);
    if (!claims || claims.expiresAt < Date.now() - RENEW_MS) return problem(c, 401, CODES.notAllowed, 'Not our token');
    parts.onBye(claims.user.userId, said.data.endpointId, said.data.socketId);
    return c.body(null, 204);
  });
  return routes;
}

/**
 * Whom a guest was before, so that earlier calls are known; null for a token that we gave no guest, or too long ago. A token that an
 * operator's program had us make for one of its own people names no guest, and dies when it says so.
 */
async function formerGuest(keys: Keys, token: string | undefined): Promise<string | null> {
  const claims = token === undefined ? null : await readToken(keys, token);
  if (!claims || claims.expiresAt < Date.now() - FORMER_MS) return null;
  const { userId, role } = claims.user;
  return role === 'caller' && isGuestId(userId) ? userId : null;
}

/** A token for someone, good for `lifeMs`, with what it says beside it. */
export async function makeSession(
  keys: Keys,
  user: User,
  lifeMs: number,
  isOfAccount = false,
): Promise<{ token: string; user: User; expiresAt: number }> {
  // A token counts in whole seconds; say no more than it does.
  const expiresAt = Math.floor((Date.now() + lifeMs) / 1000) * 1000;
  return { token: await signToken(keys, user, expiresAt, isOfAccount), user, expiresAt };
}

/** The body as JSON whatever its content type says: a beacon can't set one everywhere. */
async function json(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return undefined;
  }
}

/** For the document alone: these bodies come with any content type, which the library would not let in. */
function describeSessions({ openAPIRegistry: registry }: OpenAPIHono<ApiEnv>): void {
  const tags = ['Sessions'];
  const session = {
    token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJuYW1lIjoi…',
    user: { userId: 'k7m-29q-xw4', name: 'Zoë', role: 'caller' as const },
    expiresAt: 1_795_043_200_000,
  };
  registry.registerPath({
    tags,
    method: 'post',
    path: '/sessions',
    operationId: 'makeGuest',
    summary: 'Join as a guest',
    description:
      'Makes a user of role `caller`. With `former`, a token that the same guest had before, up to 90 days after it ran out, they keep their user id. At most 60 a minute from one address. 403 where guests are turned off.',
    request: { body: body(sessionSchema, true, { name: 'Zoë' }) },
    responses: { 201: answers('The guest', sessionAnswerSchema, session), ...problems(400, 403, 413, 429) },
  });
  registry.registerPath({
    tags,
    security: [{ token: [] }],
    method: 'post',
    path: '/sessions/renew',
    operationId: 'renewSession',
    summary: 'Get a new token for the same person',
    description:
      'With a token that is good, or expired less than 24 h ago. A program’s token (`business`) is not renewed, nor that of an account: see `makeStaffToken`.',
    responses: { 201: answers('The new token', sessionAnswerSchema, session), ...problems(401, 403, 413) },
  });
  registry.registerPath({
    tags,
    method: 'post',
    path: '/bye',
    operationId: 'sayBye',
    summary: 'Say that a page closes',
    description:
      'What `navigator.sendBeacon` sends; any content type is taken. With `socketId`, a goodbye that arrives after the page has come back ends nothing.',
    request: {
      body: body(byeSchema, true, { token: session.token, endpointId: '6f1c1f0e-7a3c-4b8e-9d37-5f0f0a7f4c11' }),
    },
    responses: { 204: { description: 'Understood' }, ...problems(400, 401, 403, 413) },
  });
}
