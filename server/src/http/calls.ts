import { CODES, codeName } from '@frontdesk/protocol';
import { businessCommandSchemas } from '@frontdesk/protocol/schemas';
import { callSnapshotSchema, stateSchema } from '@frontdesk/protocol/schemas/snapshots';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { carriedOut, type Dispatching } from './dispatching.js';
import { nextSchema, pageOf, pageQuery } from './paging.js';
import { refusal } from './problem.js';
import { answers, body, CALL_EXAMPLE, ENDED_EXAMPLE, needs, problems } from './routeParts.js';

const finish = businessCommandSchemas['call:finish'].options[0];
const assign = businessCommandSchemas['call:assign'];
const update = businessCommandSchemas['call:update'];

/** The body of both ways to finish: all of it may be left out, and so may the body. */
export const finishBody = z
  .object({
    code: finish.shape.code.optional().describe('Why; one of your own passes through as it is'),
    text: finish.shape.text.optional().describe('Words for both sides'),
  })
  .meta({ id: 'Finish' });
const assignBody = z
  .object({ to: assign.shape.to.describe('One user, or several: all of them ring, and the first accept binds') })
  .meta({ id: 'Assign' });
const updateBody = z
  .object({
    param: update.shape.param.describe('By convention, above 0 it is the place in line'),
    text: update.shape.text.describe('Words for the caller'),
    wait: update.shape.wait.describe(
      'How long it will take from now on; null where there is no ground for an estimate',
    ),
  })
  .meta({ id: 'Update' });

const params = z.object({ callId: assign.shape.callId.describe('The call').meta({ example: CALL_EXAMPLE.callId }) });

const listQuery = pageQuery.extend({
  state: stateSchema.exclude(['finished']).optional().describe('Only calls in this state'),
  userId: z.string().min(1).optional().describe('Only the call that this user is in, as caller or callee'),
});
const callsSchema = z.object({ calls: z.array(callSnapshotSchema).readonly(), next: nextSchema }).meta({ id: 'Calls' });

const tags = ['Calls'];

function listRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.read),
    method: 'get',
    path: '/calls',
    operationId: 'listCalls',
    summary: 'Live calls',
    description: 'The oldest first.',
    middleware: doors.read,
    request: { query: listQuery },
    responses: {
      200: answers('The calls', callsSchema, { calls: [CALL_EXAMPLE], next: null }),
      ...problems(400, 401, 403),
    },
  });
}

function oneRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.read),
    method: 'get',
    path: '/calls/{callId}',
    operationId: 'getCall',
    summary: 'One call',
    description:
      'One that lives, or ended less than 60 s ago. The two users of a call that has started may ask for it too, say to know whether there is a way back into it.',
    middleware: doors.readCall,
    request: { params },
    responses: { 200: answers('The call', callSnapshotSchema, CALL_EXAMPLE), ...problems(400, 401, 403, 404) },
  });
}

function finishRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.act),
    method: 'post',
    path: '/calls/{callId}/finish',
    operationId: 'finishCall',
    summary: 'End a call',
    description:
      'In any live state: both sides of a started call, or the caller and every page that rings, get `call:finish` with your code and words, `endedBy` being `business`.',
    middleware: [...doors.act],
    request: { params, body: body(finishBody, false, { code: 0, text: 'We close now.' }) },
    responses: {
      200: answers('The call, ended', callSnapshotSchema, ENDED_EXAMPLE),
      ...problems(400, 401, 403, 404, 413, 415, 429),
    },
  });
}

function assignRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.act),
    method: 'post',
    path: '/calls/{callId}/assign',
    operationId: 'assignCall',
    summary: 'Give a waiting call to someone',
    description:
      'They ring. Refused or unanswered, the call waits again. Of several, those who are offline or busy are passed over; if nobody is left the answer is 409 and the call waits on.',
    middleware: [...doors.act],
    request: { params, body: body(assignBody, true, { to: ['ines', 'omar'] }) },
    responses: {
      200: answers('The call, ringing', callSnapshotSchema, {
        ...CALL_EXAMPLE,
        version: 3,
        state: 'ringing',
        ringingAt: 1_795_000_030_000,
        expiresAt: 1_795_000_075_000,
      }),
      ...problems(400, 401, 403, 404, 409, 413, 415, 429),
    },
  });
}

function updateRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.act),
    method: 'post',
    path: '/calls/{callId}/update',
    operationId: 'updateCall',
    summary: 'Tell a waiting caller something',
    description: 'Say, the place in line. Whoever comes back after a reload is told the last one again.',
    middleware: [...doors.act],
    request: { params, body: body(updateBody, true, { param: 2, text: 'About three minutes' }) },
    responses: {
      200: answers('The call, waiting', callSnapshotSchema, CALL_EXAMPLE),
      ...problems(400, 401, 403, 404, 409, 413, 415, 429),
    },
  });
}

/** Calls: which there are, and what a program may do to them. */
export function callRoutes(dispatcher: Dispatching, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  routes.openapi(listRoute(doors), async (c) => {
    const { state, userId, ...asked } = c.req.valid('query');
    const calls = (await dispatcher.calls()).filter(
      (call) =>
        (state === undefined || call.state === state) &&
        (userId === undefined || call.caller.userId === userId || call.callee.userId === userId),
    );
    // Epoch ms has 13 digits until the year 2286, so the keys sort as the times do.
    const { page, next } = pageOf(calls, ({ requestedAt, callId }) => `${requestedAt}.${callId}`, asked);
    return c.json({ calls: page, next }, 200);
  });
  routes.openapi(oneRoute(doors), async (c) => {
    const call = await dispatcher.call(c.req.valid('param').callId);
    if (!call) throw refusal(c, { code: CODES.notInCall, name: codeName(CODES.notInCall), message: 'no such call' });
    return c.json(call, 200);
  });
  routes.openapi(finishRoute(doors), async (c) => {
    const { callId } = c.req.valid('param');
    const { code = CODES.ok, text = '' } = c.req.valid('json');
    return c.json(await carriedOut(c, (answer) => dispatcher.finishCall(callId, code, text, answer)), 200);
  });
  routes.openapi(assignRoute(doors), async (c) => {
    const { callId } = c.req.valid('param');
    const { to } = c.req.valid('json');
    const users = typeof to === 'string' ? [to] : to;
    return c.json(await carriedOut(c, (answer) => dispatcher.assign(callId, users, answer)), 200);
  });
  routes.openapi(updateRoute(doors), async (c) => {
    const { callId } = c.req.valid('param');
    const words = c.req.valid('json');
    return c.json(await carriedOut(c, (answer) => dispatcher.update(callId, words, answer)), 200);
  });
  return routes;
}
