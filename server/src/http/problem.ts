import { codeName } from '@frontdesk/protocol';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An error as RFC 9457 writes it, with our code beside it. */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  code: number,
  title: string,
  detail?: string,
): Response {
  const body = { type: 'about:blank', title, status, ...(detail ? { detail } : {}), code, name: codeName(code) };
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}
