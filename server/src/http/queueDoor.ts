import { CODES } from '@frontdesk/protocol';
import { callbackWishSchema, queueDoorSchema, queueIdSchema, ratingSchema } from '@frontdesk/protocol/schemas/desk';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Doors as QueueDoors } from '../reception/Doors.js';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { MinuteLimit } from './MinuteLimit.js';
import { thrown, tooMany } from './problem.js';
import { answers, body, CALL_EXAMPLE, needs, problems } from './routeParts.js';

export interface QueueDoorParts {
  readonly queueDoors: Pick<QueueDoors, 'door' | 'leaveWish' | 'rate'>;
  /** 0: no limits. */
  readonly rateCommands: number;
  readonly addressOf: (c: Context) => string;
}

/** A page asks every few seconds, and an office may be behind one address. */
const LOOKS_PER_MINUTE = 300;
const HOUR_MS = 3_600_000;
/** Wishes from one address. */
const WISHES_PER_HOUR = 20;
/** Ratings of one user. */
const RATINGS_PER_MINUTE = 30;

const tags = ['Customers'];
const params = z.object({ queueId: queueIdSchema.describe('The queue').meta({ example: 'support' }) });
const callParams = z.object({
  callId: z.string().min(1).max(64).describe('The call').meta({ example: CALL_EXAMPLE.callId }),
});
const wishAnswer = z.object({ number: z.string().describe('For people to write down') }).meta({ id: 'CallbackNumber' });

const DOOR = {
  queueId: 'support',
  name: 'Support',
  welcome: '',
  state: 'open' as const,
  hours: null,
  opensAt: null,
  waiting: 3,
  wait: { fromMs: 60_000, toMs: 210_000 },
  form: [{ key: 'name', kind: 'text' as const, isRequired: true }],
  consent: null,
  callbacks: true,
  video: true,
  placeKeptMs: 60_000,
  serverTime: 1_795_000_000_000,
};

function doorRoute(limit: MiddlewareHandler) {
  return createRoute({
    tags,
    method: 'get',
    path: '/queues/{queueId}/door',
    operationId: 'lookAtQueue',
    summary: 'What a customer sees before the call',
    description: 'Needs no token. At most 300 a minute from one address.',
    middleware: limit,
    request: { params },
    responses: { 200: answers('The queue', queueDoorSchema, DOOR), ...problems(400, 404, 429) },
  });
}

function wishRoute(doors: Doors, limit: MiddlewareHandler) {
  return createRoute({
    tags,
    security: needs(ROLES.join),
    method: 'post',
    path: '/queues/{queueId}/callbacks',
    operationId: 'wishForCallback',
    summary: 'Wish to be called back',
    description:
      'At most 20 an hour from one address, and three of one user that nobody has dealt with. 403 where the queue takes none.',
    middleware: [doors.join, limit],
    request: { params, body: body(callbackWishSchema, true, { contact: '+49 30 901820', note: 'After six, please' }) },
    responses: {
      201: answers('It is kept', wishAnswer, { number: 'A3F9-21C7' }),
      ...problems(400, 401, 403, 404, 409, 413, 415, 429),
    },
  });
}

function ratingRoute(doors: Doors, limit: MiddlewareHandler) {
  return createRoute({
    tags,
    security: needs(ROLES.join),
    method: 'post',
    path: '/calls/{callId}/rating',
    operationId: 'rateCall',
    summary: 'Say how a call was',
    description: 'By its caller, for 24 hours after its end; said again, the last counts. For any other call 404.',
    middleware: [doors.join, limit],
    request: { params: callParams, body: body(ratingSchema, true, { stars: 5, comment: 'Very helpful' }) },
    responses: { 204: { description: 'It is kept' }, ...problems(400, 401, 403, 404, 413, 415, 429) },
  });
}

const REFUSED = {
  unknown: [404, 'There is no such queue'],
  off: [403, 'This queue takes no wishes to be called back'],
  tooMany: [409, 'There are three open wishes of yours already'],
  full: [409, 'This queue takes no more wishes just now'],
} as const;

/** What customers find at a queue's door, and leave there. */
export function queueDoorRoutes(parts: QueueDoorParts, doors: Doors): OpenAPIHono<ApiEnv> {
  const { queueDoors, addressOf } = parts;
  const routes = new OpenAPIHono<ApiEnv>();
  const byUser = (c: Context<ApiEnv>) => c.var.user.userId;
  const looks = limited(parts, new MinuteLimit(LOOKS_PER_MINUTE), addressOf);
  const wishes = limited(parts, new MinuteLimit(WISHES_PER_HOUR, HOUR_MS), addressOf);
  const ratings = limited(parts, new MinuteLimit(RATINGS_PER_MINUTE), byUser);
  routes.openapi(doorRoute(looks), (c) => {
    const door = queueDoors.door(c.req.valid('param').queueId);
    if (!door) throw thrown(c, 404, CODES.badArgument, REFUSED.unknown[1]);
    return c.json(door, 200);
  });
  routes.openapi(wishRoute(doors, wishes), async (c) => {
    const wish = await queueDoors.leaveWish(c.req.valid('param').queueId, c.var.user, c.req.valid('json'));
    if (typeof wish !== 'string') return c.json({ number: wish.number }, 201);
    const [status, title] = REFUSED[wish];
    throw thrown(c, status, wish === 'unknown' ? CODES.badArgument : CODES.notAllowed, title);
  });
  routes.openapi(ratingRoute(doors, ratings), async (c) => {
    const isTaken = await queueDoors.rate(c.req.valid('param').callId, c.var.user, c.req.valid('json'));
    if (!isTaken) throw thrown(c, 404, CODES.notInCall, 'No such call of yours');
    return c.body(null, 204);
  });
  return routes;
}

function limited<E extends object>(
  { rateCommands }: QueueDoorParts,
  limit: MinuteLimit,
  keyOf: (c: Context<E>) => string,
): MiddlewareHandler<E> {
  return async (c, next) => {
    const waitMs = rateCommands > 0 ? limit.take(keyOf(c), Date.now()) : 0;
    return waitMs > 0 ? tooMany(c, waitMs, 'Too many requests, wait a little') : next();
  };
}
