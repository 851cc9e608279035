import { iceGrantSchema } from '@frontdesk/protocol/schemas/values';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { type IceSettings, iceWay, TURN_CHECK_MS } from '../auth/turn.js';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { MinuteLimit } from './MinuteLimit.js';
import { tooMany } from './problem.js';
import { answers, needs, problems } from './routeParts.js';

export interface IceParts extends IceSettings {
  /** 0: no limits. */
  readonly rateCommands: number;
  readonly addressOf: (c: Context) => string;
}

/** What credentials are good for can be long, so they are given out slowly: a person who tries again and again gets by. */
const PER_USER = 10;
/** A guest is made for nothing: an office behind one address, and nobody's machine for making relays. */
const PER_ADDRESS = 60;

const answerSchema = iceGrantSchema
  .unwrap()
  .omit({ ticket: true })
  .meta({ id: 'IceWay', description: 'The way that media would take.' });

function iceRoute(doors: Doors, limit: MiddlewareHandler<ApiEnv>) {
  return createRoute({
    tags: ['Sessions'],
    security: needs(ROLES.join),
    method: 'post',
    path: '/ice',
    operationId: 'askWay',
    summary: 'Get the way to others, to try it before a call',
    description: `What a page gives to \`RTCPeerConnection\`. Its credentials open a relay within 5 minutes. A call has its own, from \`call:start\` and \`call:ice\`. At most ${PER_USER} a minute for one user, and ${PER_ADDRESS} from one address.`,
    middleware: [doors.join, limit],
    responses: {
      200: answers('The way', answerSchema, {
        iceServers: [
          {
            urls: ['turn:turn.example.com:3478', 'turns:turn.example.com:443'],
            username: '1795000300:k7m-29q-xw4',
            credential: 'vl6KN1AO3YjwpFWpNXXBJ5ZWcPo=',
          },
        ],
        icePolicy: 'all',
        expiresAt: 1_795_000_300_000,
      }),
      ...problems(401, 403, 429),
    },
  });
}

/** `POST /ice`: what the check before a call needs to know whether media would get through. */
export function iceRoutes(parts: IceParts, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  routes.openapi(iceRoute(doors, limited(parts)), (c) =>
    c.json(iceWay(parts, c.var.user.userId, TURN_CHECK_MS, Date.now()), 200),
  );
  return routes;
}

function limited({ rateCommands, addressOf }: IceParts): MiddlewareHandler<ApiEnv> {
  const ofUser = new MinuteLimit(PER_USER);
  const ofAddress = new MinuteLimit(PER_ADDRESS);
  return async (c, next) => {
    const now = Date.now();
    const waitMs = rateCommands > 0 ? ofUser.take(c.var.user.userId, now) || ofAddress.take(addressOf(c), now) : 0;
    return waitMs > 0 ? tooMany(c, waitMs, 'Too many checks, wait a minute') : next();
  };
}
