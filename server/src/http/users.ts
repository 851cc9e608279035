import { CODES, type PresentUser } from '@frontdesk/protocol';
import { roleSchema, userIdSchema } from '@frontdesk/protocol/schemas';
import { callSnapshotSchema, presentUserSchema, statusSchema } from '@frontdesk/protocol/schemas/snapshots';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { finishBody } from './calls.js';
import { carriedOut, type Dispatching } from './dispatching.js';
import { nextSchema, pageOf, pageQuery } from './paging.js';
import { answers, body, ENDED_EXAMPLE, needs, problems } from './routeParts.js';

export interface UserParts {
  readonly dispatcher: Pick<Dispatching, 'finishUser'>;
  /** Everybody whom the server knows now, whoever may see them. */
  readonly users: () => Promise<readonly PresentUser[]>;
}

const listQuery = pageQuery.extend({
  status: statusSchema.optional().describe('Only people of this status'),
  role: roleSchema.optional().describe('Only people of this role'),
});
const peopleSchema = z.object({ users: z.array(presentUserSchema).readonly(), next: nextSchema }).meta({ id: 'Users' });
const params = z.object({ userId: userIdSchema.describe('The user').meta({ example: 'k7m-29q-xw4' }) });

const tags = ['Users'];

function listRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.read),
    method: 'get',
    path: '/users',
    operationId: 'listUsers',
    summary: 'Who is there',
    description: 'Everybody who has a page open, by user id.',
    middleware: doors.read,
    request: { query: listQuery },
    responses: {
      200: answers('The people', peopleSchema, {
        users: [{ userId: 'ines', name: 'Ines Ortega', role: 'agent', status: 'available' }],
        next: null,
      }),
      ...problems(400, 401, 403),
    },
  });
}

function finishRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.act),
    method: 'post',
    path: '/users/{userId}/finish',
    operationId: 'finishUser',
    summary: 'End the call that someone is in',
    description: 'As `finishCall`, for whatever call this user is in, as caller or callee.',
    middleware: [...doors.act],
    request: { params, body: body(finishBody, false, { code: 0, text: 'We close now.' }) },
    responses: {
      200: answers('The call, ended', callSnapshotSchema, ENDED_EXAMPLE),
      ...problems(400, 401, 403, 404, 413, 415, 429),
    },
  });
}

/** People: who is there, and the end of the call that one of them is in. */
export function userRoutes({ dispatcher, users }: UserParts, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  routes.openapi(listRoute(doors), async (c) => {
    const { status, role, ...asked } = c.req.valid('query');
    const wanted = (await users()).filter(
      (user) => (status === undefined || user.status === status) && (role === undefined || user.role === role),
    );
    const { page, next } = pageOf(wanted, ({ userId }) => userId, asked);
    return c.json({ users: page, next }, 200);
  });
  routes.openapi(finishRoute(doors), async (c) => {
    const { userId } = c.req.valid('param');
    const { code = CODES.ok, text = '' } = c.req.valid('json');
    return c.json(await carriedOut(c, (answer) => dispatcher.finishUser(userId, code, text, answer)), 200);
  });
  return routes;
}
