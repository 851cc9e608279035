import { nameSchema, roleSchema, userIdSchema } from '@frontdesk/protocol/schemas';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Keys } from '../auth/secret.js';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { answers, body, needs, problems } from './routeParts.js';
import { makeSession, sessionAnswerSchema } from './sessions.js';

const HOUR_MS = 3_600_000;
/** A month: long enough that nobody is called at night, short enough that renewing it stays a habit. */
const HOURS = 30 * 24;
/** A year. Longer than that, a token is a password that nobody remembers having given out. */
const MOST_HOURS = 366 * 24;

const tokenBody = z
  .object({
    userId: userIdSchema.describe('Who it is for: the name that logs show'),
    name: nameSchema.describe('What others see'),
    // A stolen admin's token must not make itself successors.
    role: roleSchema.exclude(['admin']).default('business').describe('What it is good for; never `admin`'),
    hours: z.number().positive().max(MOST_HOURS).default(HOURS).describe('How long it is good'),
  })
  .meta({ id: 'TokenRequest' });

function makeRoute(doors: Doors) {
  return createRoute({
    tags: ['Tokens'],
    security: needs(ROLES.makeTokens),
    method: 'post',
    path: '/tokens',
    operationId: 'makeToken',
    summary: 'Make a token for a program or for staff',
    description:
      'A token can’t be taken back: it is good until it expires, or until `AUTH_SECRET` is changed. The first one, of role `admin`, comes from `npm run token`.',
    middleware: [...doors.makeTokens],
    request: { body: body(tokenBody, true, { userId: 'router', name: 'Call router', role: 'business', hours: 720 }) },
    responses: {
      201: answers('The token', sessionAnswerSchema, {
        token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJuYW1lIjoi…',
        user: { userId: 'router', name: 'Call router', role: 'business' },
        expiresAt: 1_797_592_000_000,
      }),
      ...problems(400, 401, 403, 413, 415, 429),
    },
  });
}

/** Tokens for an operator's own programs. */
export function tokenRoutes({ keys, log }: { keys: Keys; log: Logger }, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  routes.openapi(makeRoute(doors), async (c) => {
    const { hours, ...user } = c.req.valid('json');
    const made = await makeSession(keys, user, hours * HOUR_MS);
    log.info(
      { by: c.var.user.userId, userId: user.userId, role: user.role, until: made.expiresAt },
      'a token was made',
    );
    return c.json(made, 201);
  });
  return routes;
}
