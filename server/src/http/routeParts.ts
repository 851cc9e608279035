import type { CallSnapshot, Role } from '@frontdesk/protocol';
import type { z } from 'zod';
import { problemSchema } from './problem.js';

/** For the document: a call as examples show it. */
export const CALL_EXAMPLE: CallSnapshot = {
  callId: '0b6f8a52-3d0e-4c7e-9f57-2f8f3c1f9a10',
  version: 2,
  state: 'waiting',
  caller: { userId: 'k7m-29q-xw4', name: 'Zoë', role: 'caller', endpointId: '6f1c1f0e-7a3c-4b8e-9d37-5f0f0a7f4c11' },
  callee: { userId: 'support', name: 'support', role: null, endpointId: null },
  flags: 3,
  param: 0,
  text: '',
  roomId: null,
  room: null,
  code: null,
  endedBy: null,
  requestedAt: 1_795_000_000_000,
  ringingAt: null,
  startedAt: null,
  finishedAt: null,
  expiresAt: 1_795_003_600_000,
};

/** The same when a program has ended it. */
export const ENDED_EXAMPLE: CallSnapshot = {
  ...CALL_EXAMPLE,
  version: 3,
  state: 'finished',
  code: 0,
  endedBy: 'business',
  finishedAt: 1_795_000_090_000,
  expiresAt: null,
};

/** For the document: an answer in JSON. */
export function answers<S extends z.ZodType>(description: string, schema: S, example: z.input<S>) {
  return { description, content: { 'application/json': { schema, example } } };
}

/** For the document: a body in JSON. `example` is what a program would send. */
export function body<S extends z.ZodType, R extends boolean>(schema: S, required: R, example: z.input<S>) {
  return { required, content: { 'application/json': { schema, example } } };
}

const MEANINGS = {
  400: 'The request is not of its form: `errors` says what is wrong where (21)',
  401: 'No token, or one that is forged or expired (20)',
  403: 'The token’s role, or the page’s origin, may not do this (20)',
  404: 'There is no such call, or it is over (100107)',
  409: 'The call’s rules refuse it now, or those named are offline (100102) or busy (100103)',
  413: 'The body is too large (21)',
  410: 'The link was used, has expired, or never was one (20)',
  415: 'The body is not sent as `application/json` (21)',
  422: 'The password is not one to be chosen (21)',
  429: 'Too many requests (100905): come again after `Retry-After` seconds',
  507: 'There is no room for files just now (20)',
} as const;

const HEADERS: { readonly [S in keyof typeof MEANINGS]?: ProblemAnswer['headers'] } = {
  401: { 'WWW-Authenticate': { description: 'Always `Bearer`', schema: { type: 'string' } } },
  429: { 'Retry-After': { description: 'How long to wait, in seconds', schema: { type: 'integer' } } },
};

/** For the document: the problems that a route may answer. */
export function problems<S extends keyof typeof MEANINGS>(...statuses: readonly S[]): Record<S, ProblemAnswer> {
  const content = { 'application/problem+json': { schema: problemSchema } };
  const entries = statuses.map((status): [S, ProblemAnswer] => {
    const headers = HEADERS[status];
    return [status, { description: MEANINGS[status], content, ...(headers ? { headers } : {}) }];
  });
  return Object.fromEntries(entries) as Record<S, ProblemAnswer>;
}

interface ProblemAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { description: string; schema: { type: 'string' | 'integer' } }>>;
  readonly content: { readonly 'application/problem+json': { readonly schema: typeof problemSchema } };
}

/** For the document: a token of one of these roles is needed. */
export function needs(roles: readonly Role[]) {
  return [{ token: [...roles] }];
}
