import { CODES } from '@frontdesk/protocol';
import type { MiddlewareHandler } from 'hono';
import { problem } from './problem.js';

/** What takes a cookie is for our own pages alone: not even a program may ask without saying where it is from. */
export function ownPagesOnly(origins: () => ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin !== undefined && origins().has(origin)) return next();
    return problem(c, 403, CODES.notAllowed, 'Only our own pages may ask');
  };
}
