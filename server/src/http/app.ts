import { CODES } from '@frontdesk/protocol';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { bearer } from './access.js';
import { type ApiParts, apiRoutes } from './api.js';
import { authRoutes } from './authRoutes.js';
import { clientAddressOf } from './clientAddress.js';
import { pageRoutes } from './pages.js';
import { problem } from './problem.js';

export interface HttpParts extends Omit<ApiParts, 'addressOf'> {
  readonly trustProxy: readonly string[];
  /** Whether figures may be read without a token from this machine: nobody else can reach it then. */
  readonly isPrivate: boolean;
  readonly records: ApiParts['records'] & { readonly health: () => { readonly isFailing: boolean } };
  readonly metrics: { text(): Promise<string>; readonly contentType: string };
  /** The folder of the built pages. */
  readonly pages: string;
}

/** Everything that is asked over plain HTTP. */
export function createApp(parts: HttpParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const addressOf = clientAddressOf(parts.trustProxy);
  const address = (c: Context) => addressOf(remoteOf(c), c.req.header('x-forwarded-for'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) {
      return error.res ?? problem(c, error.status as ContentfulStatusCode, CODES.badArgument, error.message);
    }
    parts.log.error({ err: error, path: c.req.path }, 'a request failed');
    return problem(c, 500, CODES.notAllowed, 'Internal error');
  });
  app.get('/healthz', (c) =>
    // Calls go on without a database, so it is no reason to end the server.
    c.json({ status: 'ok', ...(parts.records.health().isFailing ? { records: 'behind' } : {}) }),
  );
  app.get('/metrics', async (c) => {
    const claims = await bearer(parts.keys, c);
    const isAdmin = claims !== null && !claims.isExpired && claims.user.role === 'admin';
    if (!isAdmin && !(parts.isPrivate && isLocal(c))) {
      return problem(c, 401, CODES.notAllowed, 'A token of role admin is needed');
    }
    return c.body(await parts.metrics.text(), 200, { 'content-type': parts.metrics.contentType });
  });
  app.use('/api/*', async (c, next) => {
    await next();
    // Tokens are in there: for whoever asked, and for no cache.
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
  });
  app.route('/api/v1', apiRoutes({ ...parts, addressOf: address }));
  app.route('/api/auth', authRoutes({ ...parts, addressOf: address }));
  app.all('/api/*', (c) => problem(c, 404, CODES.badArgument, 'No such resource'));
  app.route('/', pageRoutes(parts.pages));
  return app;
}

function remoteOf(c: Context<{ Bindings: HttpBindings }>): string {
  return c.env.incoming?.socket.remoteAddress ?? '';
}

/** From this machine itself, and not through a proxy that stands on it. */
function isLocal(c: Context): boolean {
  const isForwarded = Object.keys(c.req.header()).some((name) =>
    /^(forwarded|via|x-real-ip|x-forwarded-.+)$/.test(name),
  );
  // A stranger's page can have its own name resolve to this machine; the browser then says that name.
  const isOwnName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(c.req.header('host') ?? '');
  return !isForwarded && isOwnName && /^(::ffff:)?127\.|^::1$/.test(remoteOf(c));
}
