import { type Callback, CODES } from '@frontdesk/protocol';
import { callbackSchema } from '@frontdesk/protocol/schemas/desk';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { CallbackStore } from '../reception/ports.js';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { nextSchema, pageQuery } from './paging.js';
import { thrown } from './problem.js';
import { answers, body, needs, problems } from './routeParts.js';

export interface CallbackParts {
  readonly callbacks: Pick<CallbackStore, 'list' | 'mark'>;
}

const tags = ['Desk'];
const state = callbackSchema.unwrap().shape.state;
const listQuery = pageQuery.extend({ state: state.optional().describe('Only these') });
const listSchema = z
  .object({ callbacks: z.array(callbackSchema).readonly(), next: nextSchema })
  .meta({ id: 'Callbacks' });
const params = z.object({ id: z.uuid().describe('The wish') });
const markBody = z.object({ state }).meta({ id: 'CallbackMark' });

const EXAMPLE: Callback = {
  id: '0a7f4c11-7a3c-4b8e-9d37-5f0fa3f921c7',
  number: 'A3F9-21C7',
  queueId: 'support',
  userId: 'k7m-29q-xw4',
  name: 'Zoë',
  contact: '+49 30 901820',
  note: 'After six, please',
  form: [{ label: 'topic', value: 'My bill' }],
  at: 1_795_000_000_000,
  state: 'open',
  doneBy: null,
  doneAt: null,
};

function listRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.staff),
    method: 'get',
    path: '/callbacks',
    operationId: 'listCallbacks',
    summary: 'Who would be called back',
    description: 'The newest first.',
    middleware: doors.staff,
    request: { query: listQuery },
    responses: {
      200: answers('The wishes', listSchema, { callbacks: [EXAMPLE], next: null }),
      ...problems(400, 401, 403),
    },
  });
}

function markRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.staff),
    method: 'patch',
    path: '/callbacks/{id}',
    operationId: 'markCallback',
    summary: 'Say that somebody has been called back, or has not',
    middleware: [...doors.work],
    request: { params, body: body(markBody, true, { state: 'done' }) },
    responses: {
      200: answers('The wish', callbackSchema, {
        ...EXAMPLE,
        state: 'done',
        doneBy: 'Ines Ortega',
        doneAt: 1_795_003_600_000,
      }),
      ...problems(400, 401, 403, 404, 413, 415, 429),
    },
  });
}

/** The wishes to be called back, for the staff. */
export function callbackRoutes({ callbacks }: CallbackParts, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  routes.openapi(listRoute(doors), async (c) => {
    const { state: wanted, after, limit } = c.req.valid('query');
    const [, at = '', id = ''] = /^(\d{1,15})\.(.+)$/.exec(after ?? '') ?? [];
    const behind = id === '' ? null : { at: Number(at), id };
    const found = await callbacks.list({ state: wanted ?? null, after: behind, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return c.json({ callbacks: page, next: last ? `${last.at}.${last.id}` : null }, 200);
  });
  routes.openapi(markRoute(doors), async (c) => {
    const { user } = c.var;
    const marked = await callbacks.mark(c.req.valid('param').id, c.req.valid('json').state, user.name, Date.now());
    if (!marked) throw thrown(c, 404, CODES.badArgument, 'There is no such wish');
    return c.json(marked, 200);
  });
  return routes;
}
