import { decisionSchema } from '@frontdesk/protocol/schemas';
import { callSnapshotSchema } from '@frontdesk/protocol/schemas/snapshots';
import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { ApiEnv } from './access.js';
import { docsHeaders, docsPage } from './docsPage.js';
import { answers, body, CALL_EXAMPLE } from './routeParts.js';

/** An OpenAPI 3.1 document. */
export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

const ABOUT = `What an operator's own program may do with Frontdesk over plain HTTP: see who is there and which calls live, end them, hand waiting ones to people, and tell those who wait.

Send a token with each request, as \`Authorization: Bearer TOKEN\`. \`npm run token\` makes one where Frontdesk runs; \`POST /tokens\` makes one from afar. Each operation says which roles it takes. Without a good token the answer is 401; with one of another role, 403.

Signing in and out has addresses of its own beside these, \`/api/auth/sign-in/email\` and so on, for pages alone: they are in \`docs/protocol.md\`.

Every error is a problem document (RFC 9457, \`application/problem+json\`). Its \`code\` is the number that Frontdesk gives for the same reason everywhere, and \`name\` is that number's name. A method that a path does not take is 405, with \`Allow\`.

An act that was answered with 200 was carried out, and the call in the answer is the call after it. Sending it again does no harm: a call that is over is 404.

Acts are limited for each token's user to three times \`RATE_COMMANDS\` in 10 s (600 unless set otherwise); past it the answer is 429 with \`Retry-After\`. Times are epoch milliseconds. Lists come in pages: send \`next\` as \`after\` for the one behind.`;

const TAGS = [
  { name: 'Calls', description: 'The negotiation between a caller and a callee, from request to finish.' },
  { name: 'Records', description: 'What became of calls, kept for as long as the operator says.' },
  { name: 'Files', description: 'What the two of a call send each other.' },
  { name: 'Users', description: 'People with a page open.' },
  { name: 'Desk', description: 'Queues and agents as they are set up, and who would be called back.' },
  { name: 'Customers', description: 'What a customer finds at a queue’s door, and leaves there.' },
  { name: 'Staff', description: 'Who works here: accounts, invitations, signing in.' },
  { name: 'Tokens', description: 'Who a program is.' },
  { name: 'Sessions', description: 'What pages use: guests, new tokens, the way to others, goodbye.' },
  { name: 'Documents', description: 'This description.' },
];

/** The document of all that `api` has, and a page to read it. Both are public: they say nothing that the source does not. */
export function documentRoutes(api: OpenAPIHono<ApiEnv>, version: string): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  describeDocuments(routes);
  describeDecision(api);
  routes.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token signed with the installation’s secret. The names beside it are roles: one of them is needed.',
  });
  let document: ApiDocument | undefined;
  const made = (): ApiDocument => {
    document ??= api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Frontdesk',
        version,
        description: ABOUT,
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      servers: [{ url: '/api/v1' }],
      tags: TAGS,
    });
    return document;
  };
  routes.get('/openapi.json', (c) => c.json(made()));
  let page: ReturnType<typeof docsPage> | undefined;
  routes.get('/docs', (c) => {
    page ??= docsPage(made());
    return c.html(page, 200, docsHeaders());
  });
  return routes;
}

function describeDocuments({ openAPIRegistry: registry }: OpenAPIHono<ApiEnv>): void {
  const tags = ['Documents'];
  registry.registerPath({
    tags,
    method: 'get',
    path: '/openapi.json',
    operationId: 'getDocument',
    summary: 'This API as an OpenAPI 3.1 document',
    responses: {
      200: {
        description: 'The document',
        content: { 'application/json': { schema: z.looseObject({}), example: { openapi: '3.1.0' } } },
      },
    },
  });
  registry.registerPath({
    tags,
    method: 'get',
    path: '/docs',
    operationId: 'readDocument',
    summary: 'This API as a page to read',
    responses: { 200: { description: 'The page', content: { 'text/html': { schema: z.string() } } } },
  });
}

/** The other way round: what we ask a program that is a web service itself. */
function describeDecision({ openAPIRegistry: registry }: OpenAPIHono<ApiEnv>): void {
  const [word, route, hold] = decisionSchema.options;
  const question = z
    .object({
      type: z.literal('call.decide'),
      timestamp: z.iso.datetime().describe('When it was asked'),
      data: z.object({ call: callSnapshotSchema }),
    })
    .meta({ id: 'DecideQuestion' });
  const decision = z
    .union([word.pick({ code: true, text: true }), route.pick({ route: true }), hold.pick({ hold: true })])
    .meta({
      id: 'Decision',
      description:
        'Code 0 lets the call ring; any other ends it, with words for the caller. `route` rings someone else. `hold` lets it wait until it is assigned. Anything else counts as no answer.',
    });
  registry.registerWebhook({
    tags: ['Calls'],
    method: 'post',
    path: 'call.decide',
    operationId: 'decideCall',
    summary: 'Frontdesk asks your program about a new call',
    description:
      'Sent to `DECIDE_URL` if that is set, signed as Standard Webhooks has it (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`) with `DECIDE_SECRET`. Answer within `DECIDE_MS`.',
    request: {
      body: body(question, true, {
        type: 'call.decide',
        timestamp: '2026-11-18T16:26:40.000Z',
        data: { call: { ...CALL_EXAMPLE, version: 1, state: 'deciding', expiresAt: null } },
      }),
    },
    responses: { 200: answers('Your decision', decision, { hold: true }) },
  });
}
