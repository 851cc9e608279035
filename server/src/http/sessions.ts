import { CODES, type User } from '@frontdesk/protocol';
import { byeSchema, sessionSchema } from '@frontdesk/protocol/schemas';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { guestId } from '../auth/guestId.js';
import type { Keys } from '../auth/secret.js';
import { type Claims, RENEW_MS, readToken, signToken } from '../auth/tokens.js';
import { GuestLimit } from './GuestLimit.js';
import { problem } from './problem.js';

export interface SessionParts {
  readonly keys: Keys;
  readonly guests: boolean;
  readonly sessionMs: number;
  /** Whether limits are on. */
  readonly isLimited: boolean;
  readonly isOriginAllowed: (origin: string) => boolean;
  readonly addressOf: (c: Context) => string;
  /** A page said that it closes. */
  readonly onBye: (userId: string, endpointId: string, socketId: string | undefined) => void;
}

const BODY_BYTES = 16 * 1024;

/** `POST /sessions`, `/sessions/renew` and `/bye`: who a guest is, for how long, and goodbye. */
export function sessionRoutes(parts: SessionParts): Hono {
  const routes = new Hono();
  const limit = new GuestLimit();
  routes.use(
    bodyLimit({ maxSize: BODY_BYTES, onError: (c) => problem(c, 413, CODES.badArgument, 'The body is too large') }),
  );
  routes.use(async (c, next) => {
    const origin = c.req.header('origin');
    if (c.req.method === 'POST' && origin !== undefined && !parts.isOriginAllowed(origin)) {
      return problem(c, 403, CODES.notAllowed, 'Pages of that origin may not ask');
    }
    return next();
  });
  routes.post('/sessions', async (c) => {
    if (!parts.guests) return problem(c, 403, CODES.notAllowed, 'Guests are turned off');
    const body = sessionSchema.safeParse(await json(c));
    if (!body.success) return problem(c, 400, CODES.badArgument, 'A name of 1 to 80 characters is needed');
    const waitMs = parts.isLimited ? limit.take(parts.addressOf(c), Date.now()) : 0;
    if (waitMs > 0) {
      c.header('retry-after', String(Math.ceil(waitMs / 1000)));
      return problem(c, 429, CODES.rateLimited, 'Too many new guests from this address, wait a minute');
    }
    return c.json(await session(parts, { userId: guestId(), name: body.data.name, role: 'caller' }), 201);
  });
  routes.post('/sessions/renew', async (c) => {
    const claims = await bearer(parts.keys, c);
    const isRenewable = claims && claims.user.role !== 'business' && claims.expiresAt > Date.now() - RENEW_MS;
    if (!isRenewable)
      return problem(c, 401, CODES.notAllowed, 'A token that is good, or expired within a day, is needed');
    return c.json(await session(parts, claims.user), 201);
  });
  routes.post('/bye', async (c) => {
    const body = byeSchema.safeParse(await json(c));
    if (!body.success) return problem(c, 400, CODES.badArgument, 'A token and an endpoint id are needed');
    const claims = await readToken(parts.keys, body.data.token);
    if (!claims || claims.expiresAt < Date.now() - RENEW_MS) return problem(c, 401, CODES.notAllowed, 'Not our token');
    parts.onBye(claims.user.userId, body.data.endpointId, body.data.socketId);
    return c.body(null, 204);
  });
  return routes;
}

/** What the `Authorization: Bearer` header says; null if nothing that we signed. */
export async function bearer(keys: Keys, c: Context): Promise<Claims | null> {
  const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  return token === undefined ? null : readToken(keys, token);
}

async function session(parts: SessionParts, user: User): Promise<{ token: string; user: User; expiresAt: number }> {
  // A token counts in whole seconds; say no more than it does.
  const expiresAt = Math.floor((Date.now() + parts.sessionMs) / 1000) * 1000;
  return { token: await signToken(parts.keys, user, expiresAt), user, expiresAt };
}

/** The body as JSON whatever its content type says: a beacon can't set one everywhere. */
async function json(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return undefined;
  }
}
