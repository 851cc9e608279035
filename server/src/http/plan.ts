import { type AgentSettings, CODES, type QueueSettings } from '@frontdesk/protocol';
import { agentSettingsSchema, queueIdSchema, queueSettingsSchema } from '@frontdesk/protocol/schemas/desk';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { PlanBook } from '../reception/PlanBook.js';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { problem, thrown } from './problem.js';
import { answers, body, needs, problems } from './routeParts.js';

export interface PlanParts {
  readonly plan: Pick<
    PlanBook,
    'queues' | 'agents' | 'settingsOf' | 'putQueue' | 'deleteQueue' | 'putAgent' | 'deleteAgent'
  >;
}

/** A queue with every text as long as it may be, half of them characters that JSON escapes. */
const BODY_BYTES = 512 * 1024;

const tags = ['Desk'];
const QUEUE: QueueSettings = queueSettingsSchema.parse({ queueId: 'billing', name: 'Billing', maxLength: 50 });
const AGENT: AgentSettings = agentSettingsSchema.parse({ login: 'ines@example.com', groups: ['everyone', 'billing'] });

const queueParams = z.object({ queueId: queueIdSchema.describe('The queue').meta({ example: 'billing' }) });
const agentParams = z.object({
  login: agentSettingsSchema.shape.login.describe('An email address or a user id').meta({ example: AGENT.login }),
});
const queuesSchema = z.object({ queues: z.array(queueSettingsSchema).readonly() }).meta({ id: 'Queues' });
const agentsSchema = z.object({ agents: z.array(agentSettingsSchema).readonly() }).meta({ id: 'Agents' });
const gone = { 204: { description: 'It is gone' } };

function readRoutes(doors: Doors) {
  const common = { tags, security: needs(ROLES.read), method: 'get', middleware: doors.read } as const;
  return {
    queues: createRoute({
      ...common,
      path: '/queues',
      operationId: 'listQueues',
      summary: 'All queues',
      description: 'As they are set up, by their ids.',
      responses: { 200: answers('The queues', queuesSchema, { queues: [QUEUE] }), ...problems(401, 403) },
    }),
    queue: createRoute({
      ...common,
      path: '/queues/{queueId}',
      operationId: 'getQueue',
      summary: 'One queue',
      request: { params: queueParams },
      responses: { 200: answers('The queue', queueSettingsSchema, QUEUE), ...problems(400, 401, 403, 404) },
    }),
    agents: createRoute({
      ...common,
      path: '/agents',
      operationId: 'listAgents',
      summary: 'All agents who are set up',
      description: 'Whoever is not among them serves the group `everyone`, without skills.',
      responses: { 200: answers('The agents', agentsSchema, { agents: [AGENT] }), ...problems(401, 403) },
    }),
  };
}

function queueRoutes(doors: Doors) {
  const common = { tags, security: needs(ROLES.act), path: '/queues/{queueId}' } as const;
  return {
    put: createRoute({
      ...common,
      method: 'put',
      middleware: [...doors.act],
      operationId: 'putQueue',
      summary: 'Set up a queue',
      description:
        'A new one, or all of an existing one anew: what is left out is as by default. It holds at once, for those who wait too.',
      request: { params: queueParams, body: body(queueSettingsSchema, true, { queueId: 'billing', name: 'Billing' }) },
      responses: {
        200: answers('The queue', queueSettingsSchema, QUEUE),
        ...problems(400, 401, 403, 413, 415, 429),
      },
    }),
    remove: createRoute({
      ...common,
      method: 'delete',
      middleware: [...doors.act],
      operationId: 'deleteQueue',
      summary: 'Close a queue for good',
      description: 'Whoever waits in it is told 100904 `closed`; who is being served is served on.',
      request: { params: queueParams },
      responses: { ...gone, ...problems(400, 401, 403, 404, 429) },
    }),
  };
}

function agentRoutes(doors: Doors) {
  const common = { tags, security: needs(ROLES.act), path: '/agents/{login}' } as const;
  return {
    put: createRoute({
      ...common,
      method: 'put',
      middleware: [...doors.act],
      operationId: 'putAgent',
      summary: 'Set up an agent',
      description: 'Groups and skills, at once. It makes no account.',
      request: { params: agentParams, body: body(agentSettingsSchema, true, AGENT) },
      responses: {
        200: answers('The agent', agentSettingsSchema, AGENT),
        ...problems(400, 401, 403, 413, 415, 429),
      },
    }),
    remove: createRoute({
      ...common,
      method: 'delete',
      middleware: [...doors.act],
      operationId: 'deleteAgent',
      summary: 'Forget what is set up for an agent',
      description: 'They serve as everyone does from then on.',
      request: { params: agentParams },
      responses: { ...gone, ...problems(400, 401, 403, 404, 429) },
    }),
  };
}

/** What an operator sets up: queues and agents. */
export function planRoutes({ plan }: PlanParts, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  const limit = bodyLimit({
    maxSize: BODY_BYTES,
    onError: (c) => problem(c, 413, CODES.badArgument, 'The body is too large'),
  });
  routes.use('/queues/:queueId', limit);
  routes.use('/agents/:login', limit);
  const [read, queues, agents] = [readRoutes(doors), queueRoutes(doors), agentRoutes(doors)];
  routes.openapi(read.queues, (c) => c.json({ queues: plan.queues }, 200));
  routes.openapi(read.queue, (c) => {
    const settings = plan.settingsOf(c.req.valid('param').queueId);
    if (!settings) throw missing(c, 'queue');
    return c.json(settings, 200);
  });
  routes.openapi(read.agents, (c) => c.json({ agents: plan.agents }, 200));
  routes.openapi(queues.put, async (c) => {
    const settings = c.req.valid('json');
    if (settings.queueId !== c.req.valid('param').queueId) throw differs(c, 'queueId');
    await plan.putQueue(settings);
    return c.json(settings, 200);
  });
  routes.openapi(queues.remove, async (c) => {
    if (!(await plan.deleteQueue(c.req.valid('param').queueId))) throw missing(c, 'queue');
    return c.body(null, 204);
  });
  routes.openapi(agents.put, async (c) => {
    const agent = c.req.valid('json');
    if (agent.login.toLowerCase() !== c.req.valid('param').login.toLowerCase()) throw differs(c, 'login');
    return c.json(await plan.putAgent(agent), 200);
  });
  routes.openapi(agents.remove, async (c) => {
    if (!(await plan.deleteAgent(c.req.valid('param').login))) throw missing(c, 'agent');
    return c.body(null, 204);
  });
  return routes;
}

function missing(c: Context, what: string): HTTPException {
  return thrown(c, 404, CODES.badArgument, `There is no such ${what}`);
}

function differs(c: Context, key: string): HTTPException {
  const errors = [{ detail: 'must be what the address says', pointer: `/${key}` }];
  return thrown(c, 400, CODES.badArgument, 'The request is not of its form', { errors });
}
