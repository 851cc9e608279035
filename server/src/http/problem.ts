import { CODES, type CommandError, codeName } from '@frontdesk/protocol';
import { commandErrorSchema } from '@frontdesk/protocol/schemas/values';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';

/** What is wrong with one part of a request: `pointer` into the body (RFC 6901), or the name of a parameter. */
interface Fault {
  readonly detail: string;
  readonly pointer?: string;
  readonly parameter?: string;
}

/** The body of every error of the API; for its document, since the server does not check what it says. */
export const problemSchema = z
  .object({
    type: z.string().describe('Always `about:blank`: `code` says what happened'),
    title: z.string().describe('What is wrong, for developers'),
    status: z.int().describe('The HTTP status again'),
    detail: z.string().optional().describe('More about this one case'),
    code: z.int().min(1).describe('Why, as everywhere in Frontdesk'),
    name: commandErrorSchema.unwrap().shape.name.describe('The code’s name'),
    errors: z
      .array(
        z.object({
          detail: z.string(),
          pointer: z.string().optional().describe('Where in the body, a JSON pointer (RFC 6901)'),
          parameter: z.string().optional().describe('The parameter of the path or the query'),
        }),
      )
      .optional()
      .describe('What is wrong with a request that its schema refuses, field by field'),
  })
  .meta({ id: 'Problem', description: 'An error as RFC 9457 writes it, with a code of Frontdesk.' });

type ProblemWords = [code: number, title: string, more?: Parameters<typeof problem>[4]];

/** An error as RFC 9457 writes it, with our code beside it. */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  code: number,
  title: string,
  more: { readonly detail?: string; readonly errors?: readonly Fault[] } = {},
): Response {
  // Required of every 401 (RFC 9110); there is one way to say who one is.
  if (status === 401) c.header('www-authenticate', 'Bearer realm="Frontdesk"');
  const body = { type: 'about:blank', title, status, ...more, code, name: codeName(code) };
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

/** Asked more often than allowed. */
export function tooMany(c: Context, waitMs: number, title: string): Response {
  c.header('retry-after', String(Math.ceil(waitMs / 1000)));
  return problem(c, 429, CODES.rateLimited, title);
}

/** A request that its schema refuses. `where` is the part of it that was looked at, as Hono names it. */
export function malformed(c: Context, where: string, issues: readonly z.core.$ZodIssue[]): Response {
  const errors = issues.map(({ path, message }) =>
    where === 'json'
      ? { detail: message, pointer: path.map((key) => `/${escaped(String(key))}`).join('') }
      : { detail: message, parameter: path.join('.') },
  );
  return problem(c, 400, CODES.badArgument, 'The request is not of its form', { errors });
}

/** The two characters that mean something in a JSON pointer. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** How a refusal of the call's own rules reads over HTTP; a code that is not here does not allow what was asked: 409. */
const REFUSALS: Readonly<Record<number, { readonly status: ContentfulStatusCode; readonly title: string }>> = {
  [CODES.notInCall]: { status: 404, title: 'There is no such call, or it is over' },
  [CODES.badArgument]: { status: 400, title: 'The request is not of its form' },
  [CODES.offline]: { status: 409, title: 'They are not there: the call waits on' },
  [CODES.busy]: { status: 409, title: 'They are in another call: the call waits on' },
};

/** To be thrown: a problem in the middle of a handler whose answer is typed. */
export function thrown(c: Context, status: ContentfulStatusCode, ...[code, title, more]: ProblemWords): HTTPException {
  return new HTTPException(status, { res: problem(c, status, code, title, more) });
}

/** To be thrown: what was asked is well-formed, and the call's own rules refuse it. */
export function refusal(c: Context, { code, message }: CommandError): HTTPException {
  const { status, title } = REFUSALS[code] ?? { status: 409, title: 'The call does not allow that now' };
  return new HTTPException(status, { res: problem(c, status, code, title, { detail: message }) });
}

/** To be thrown: a problem from inside a handler that is typed by its route. */
export function denied(
  c: Context,
  status: ContentfulStatusCode,
  title: string,
  more: { readonly code?: number; readonly errors?: readonly Fault[] } = {},
): HTTPException {
  const { code = CODES.notAllowed, errors } = more;
  return new HTTPException(status, { res: problem(c, status, code, title, errors ? { errors } : {}) });
}
