import { type CallRecord, type CallSnapshot, CODES, callNumber, type RecordRow, type User } from '@frontdesk/protocol';
import { callRecordSchema, recordQuerySchema, recordRowSchema } from '@frontdesk/protocol/schemas/records';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { RecordReader, Viewer } from '../records/RecordReader.js';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { nextSchema, pageQuery } from './paging.js';
import { problem } from './problem.js';
import { answers, CALL_EXAMPLE, needs, problems } from './routeParts.js';

export interface RecordParts {
  readonly records: { readonly reader: Pick<RecordReader, 'search' | 'record'> };
  /** The calls that live. */
  readonly calls: () => Promise<readonly CallSnapshot[]>;
}

const listQuery = pageQuery.extend({
  ...recordQuerySchema.shape,
  after: z
    .string()
    .regex(/^\d{1,15}\.[\w-]{1,64}$/, 'must be the `next` of a page')
    .optional()
    .describe('The `next` of the page before'),
});
const listSchema = z.object({ records: z.array(recordRowSchema).readonly(), next: nextSchema }).meta({ id: 'Records' });
const params = z.object({
  callId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .meta({ example: CALL_EXAMPLE.callId }),
});

const ROW: RecordRow = {
  callId: CALL_EXAMPLE.callId,
  number: callNumber(CALL_EXAMPLE.callId),
  state: 'finished',
  caller: { userId: 'k7m-29q-xw4', name: 'Zoë', role: 'caller' },
  callee: { userId: 'ines', name: 'Ines Ortega', role: 'agent' },
  agent: { userId: 'ines', name: 'Ines Ortega', role: 'agent' },
  queueId: 'support',
  room: null,
  requestedAt: 1_795_000_000_000,
  startedAt: 1_795_000_042_000,
  finishedAt: 1_795_000_342_000,
  code: 0,
  endedBy: 'caller',
  waitMs: 42_000,
  ringMs: 6_000,
  talkMs: 300_000,
  holdMs: 20_000,
  wrapUpMs: 31_000,
  stars: 5,
  disposition: 'Solved',
  hasChat: false,
};
const RECORD: CallRecord = {
  ...ROW,
  form: { name: 'Zoë', topic: 'My card' },
  notes: 'A new card is on its way.',
  rating: { stars: 5, comment: 'Quick and kind' },
  quality: { caller: null, callee: null },
  messages: [],
  events: [
    {
      at: 1_795_000_000_000,
      kind: 'requested',
      by: { userId: 'k7m-29q-xw4', name: 'Zoë' },
      to: { userId: 'queue.support', name: 'queue.support' },
    },
    { at: 1_795_000_342_000, kind: 'finished', code: 0, endedBy: 'caller', text: '' },
  ],
};

const tags = ['Records'];
const WHOSE =
  'An agent finds the calls that they took part in, and those of the customer whom they are in a call with now; the other roles find all.';

function listRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.readRecords),
    method: 'get',
    path: '/records',
    operationId: 'listRecords',
    summary: 'Calls on record',
    description: `The newest first, those that live among them. ${WHOSE}`,
    middleware: doors.readRecords,
    request: { query: listQuery },
    responses: { 200: answers('The calls', listSchema, { records: [ROW], next: null }), ...problems(400, 401, 403) },
  });
}

function oneRoute(doors: Doors) {
  return createRoute({
    tags,
    security: needs(ROLES.readRecords),
    method: 'get',
    path: '/records/{callId}',
    operationId: 'getRecord',
    summary: 'All that is kept of a call',
    description: `With its timeline and what was written. ${WHOSE}`,
    middleware: doors.readRecords,
    request: { params },
    responses: { 200: answers('The record', callRecordSchema, RECORD), ...problems(400, 401, 403, 404) },
  });
}

/** What became of calls. */
export function recordRoutes({ records: { reader }, calls }: RecordParts, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  const viewerOf = async ({ userId, role }: User): Promise<Viewer> =>
    role === 'agent' ? [userId, ...customersOf(await calls(), userId)] : null;
  routes.openapi(listRoute(doors), async (c) => {
    const { limit, after, ...query } = c.req.valid('query');
    const viewer = await viewerOf(c.var.user);
    const rows = await reader.search({ ...query, viewer, after: afterOf(after), limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return c.json({ records: page, next: last ? `${last.requestedAt}.${last.callId}` : null }, 200);
  });
  routes.openapi(oneRoute(doors), async (c) => {
    const record = await reader.record(c.req.valid('param').callId, await viewerOf(c.var.user));
    if (record) return c.json(record, 200);
    throw new HTTPException(404, { res: problem(c, 404, CODES.notInCall, 'There is no such call on record') });
  });
  return routes;
}

/**
 * The customers with whom this user is in a call now, or into whose call they are being brought. Not colleagues: whoever dialed one
 * would read what others have noted of their customers.
 */
function customersOf(calls: readonly CallSnapshot[], userId: string): readonly string[] {
  const own = calls.filter(({ caller, callee }) => caller.userId === userId || callee.userId === userId);
  const shared = new Set(own.flatMap(({ callId, room }) => (room ? [callId, room.callId] : [callId])));
  return calls.flatMap(({ callId, caller, callee }) =>
    shared.has(callId) ? [caller, callee].flatMap((party) => (party.role === 'caller' ? [party.userId] : [])) : [],
  );
}

function afterOf(after: string | undefined): { requestedAt: number; callId: string } | null {
  if (after === undefined) return null;
  const dot = after.indexOf('.');
  return { requestedAt: Number(after.slice(0, dot)), callId: after.slice(dot + 1) };
}
