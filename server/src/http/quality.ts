import { CODES } from '@frontdesk/protocol';
import { lastQualitySchema } from '@frontdesk/protocol/schemas';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Keys } from '../auth/secret.js';
import { RENEW_MS, readToken } from '../auth/tokens.js';
import type { Qualities } from '../calls/Qualities.js';
import type { ApiEnv } from './access.js';
import { problem } from './problem.js';
import { body, problems } from './routeParts.js';

export interface QualityParts {
  readonly keys: Keys;
  readonly qualities: Pick<Qualities, 'take'>;
}

/** `POST /quality`: what a page that closes in its call says of its quality, by `navigator.sendBeacon`. */
export function qualityRoutes({ keys, qualities }: QualityParts): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  describe(routes);
  routes.post('/quality', async (c) => {
    const said = lastQualitySchema.safeParse(await c.req.json().catch(() => undefined));
    if (!said.success) return problem(c, 400, CODES.badArgument, 'A token, a page, a call and its quality are needed');
    const { token, endpointId, ...payload } = said.data;
    const claims = await readToken(keys, token);
    if (!claims || claims.expiresAt < Date.now() - RENEW_MS) return problem(c, 401, CODES.notAllowed, 'Not our token');
    let isTaken = false;
    await qualities.take({ userId: claims.user.userId, endpointId }, payload, ({ ok }) => {
      isTaken = ok;
    });
    return isTaken ? c.body(null, 204) : problem(c, 404, CODES.notInCall, 'No such call of this page');
  });
  return routes;
}

/** For the document alone: the body comes with any content type. */
function describe({ openAPIRegistry: registry }: OpenAPIHono<ApiEnv>): void {
  const spread = { median: 0, worst: 0.02 };
  const direction = {
    loss: spread,
    jitterMs: { median: 4, worst: 31 },
    bitrate: { median: 1_200_000, worst: 180_000 },
  };
  registry.registerPath({
    tags: ['Sessions'],
    method: 'post',
    path: '/quality',
    operationId: 'sayQuality',
    summary: 'Say how good the call of a page that closes was',
    description: 'As the command `call:quality`, by `navigator.sendBeacon`; any content type is taken.',
    request: {
      body: body(lastQualitySchema, true, {
        token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJuYW1lIjoi…',
        endpointId: '6f1c1f0e-7a3c-4b8e-9d37-5f0f0a7f4c11',
        callId: '0b6f8a52-3d0e-4c7e-9f57-2f8f3c1f9a10',
        quality: {
          seconds: 61,
          sent: direction,
          received: direction,
          roundTripMs: { median: 42, worst: 180 },
          route: { relayed: false, protocol: 'udp' },
          freezes: { count: 0, ms: 0 },
          reconnects: 0,
          ladder: { steps: 0, lowest: 0, pausedMs: 0 },
          browser: 'Firefox 140',
        },
      }),
    },
    responses: { 204: { description: 'Understood' }, ...problems(400, 401, 403, 404, 413) },
  });
}
