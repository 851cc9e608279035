import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CODES, type User } from '@frontdesk/protocol';
import { OpenAPIHono } from '@hono/zod-openapi';
import { FileStore } from '@tus/file-store';
import { Server as TusServer } from '@tus/server';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Keys } from '../auth/secret.js';
import { RENEW_MS } from '../auth/tokens.js';
import type { FileShelf } from '../chat/FileShelf.js';
import type { Parties } from '../chat/ports.js';
import { RateWindows } from '../gateway/RateWindow.js';
import { bearer, ROLES } from './access.js';
import { describeFiles } from './fileDocs.js';
import { problem } from './problem.js';

export interface FileParts {
  readonly keys: Keys;
  readonly shelf: Pick<FileShelf, 'maxBytes' | 'admit' | 'release' | 'hasRoom' | 'isSender' | 'whole'>;
  readonly parties: Pick<Parties, 'ofUser' | 'isKnown'>;
  /** Where files are kept, below. */
  readonly folder: string;
  /** Requests that begin or end a file, or fetch one, by user in 10 s; 0: no limit. */
  readonly rateCommands: number;
}

interface FileEnv {
  Variables: { user: User; isOpen: boolean };
}

const ALL = '/calls/:callId/files';
const ONE = '/calls/:callId/files/:fileId';

/** What is wrong, by the status that tus or the shelf has found. */
const TITLES: Readonly<Record<number, readonly [code: number, title: string]>> = {
  400: [CODES.badArgument, 'The request is not of its form'],
  403: [CODES.notAllowed, 'The call holds no more files'],
  404: [CODES.notInCall, 'There is no such file, or its call is over'],
  409: [CODES.badArgument, 'The file goes on at another place'],
  410: [CODES.notInCall, 'There is no such file, or its call is over'],
  412: [CODES.badArgument, 'Tus-Resumable is needed'],
  413: [CODES.badArgument, 'The file is too large'],
  507: [CODES.notAllowed, 'There is no room for files just now'],
};

const STATUS_OF = { too_large: 413, full: 403, no_space: 507 } as const;

/** Files that the two of a call send each other, by the tus protocol (1.0.0): what a broken line has cut off goes on. */
export function fileRoutes(parts: FileParts): OpenAPIHono<FileEnv> {
  const routes = new OpenAPIHono<FileEnv>();
  describeFiles(routes);
  const tus = receiver(parts);
  const enter = admits(parts);
  const take = async (c: Context<FileEnv>) => answerOf(c, parts, await tus(c));
  routes.post(ALL, enter, (c) => (c.var.isOpen ? take(c) : refused(c, 404)));
  // Hono asks GET's handler for HEAD too.
  routes.get(ONE, enter, (c) => (c.req.method === 'HEAD' ? take(c) : give(c, parts)));
  routes.patch(ONE, enter, (c) => (c.var.isOpen ? take(c) : refused(c, 404)));
  routes.delete(ONE, enter, async (c) => {
    const answer = await take(c);
    if (answer.ok) await parts.shelf.release(c.req.param('callId'), c.req.param('fileId'));
    return answer;
  });
  return routes;
}

/** Lets the two of a call in, and to a file whose sender this is; programs may fetch. All others are told of no such call. */
function admits({ keys, parties, shelf, rateCommands }: FileParts): MiddlewareHandler<FileEnv> {
  const windows = new RateWindows();
  return async (c, next) => {
    const claims = await bearer(keys, c);
    if (!claims || claims.expiresAt < Date.now() - RENEW_MS)
      return problem(c, 401, CODES.notAllowed, 'A token is needed');
    const { user, isExpired } = claims;
    const { callId = '', fileId } = c.req.param() as { callId?: string; fileId?: string };
    const counts = c.req.method !== 'PATCH' && c.req.method !== 'HEAD' && rateCommands > 0;
    if (counts && windows.count(user.userId, Date.now()) > rateCommands) {
      c.header('retry-after', '10');
      return problem(c, 429, CODES.rateLimited, 'Too many requests, wait 10 s');
    }
    const part = await parties.ofUser(callId, user.userId);
    // As on the wire: a token that ran out is good for the call that its user is in.
    if (isExpired && !part?.isOpen) return problem(c, 401, CODES.notAllowed, 'A token is needed');
    const mayLook = part !== null || (ROLES.read.some((role) => role === user.role) && (await parties.isKnown(callId)));
    const mayFetch = c.req.method === 'GET' && mayLook;
    const isOwn = part !== null && (fileId === undefined || (await shelf.isSender(callId, fileId, user.userId)));
    if (!mayFetch && !isOwn) return refused(c, 404);
    c.set('user', user);
    c.set('isOpen', part?.isOpen ?? false);
    return next();
  };
}

/** The tus server, which knows nothing of calls: who asks, and for which, is looked up by the request. */
function receiver({ shelf, folder }: FileParts): (c: Context<FileEnv>) => Promise<Response> {
  const asked = new WeakMap<object, { readonly callId: string; readonly userId: string }>();
  const server = new TusServer({
    path: '/api/v1/calls',
    datastore: new FileStore({ directory: folder }),
    maxSize: Math.max(1, shelf.maxBytes),
    relativeLocation: true,
    allowedOrigins: () => false,
    disableTerminationForFinishedUploads: true,
    getFileIdFromRequest: ({ url }) => /\/calls\/([\w-]{1,64}\/files\/[\w-]{1,64})(?:\?|$)/.exec(url)?.[1],
    namingFunction: async (request, metadata) => {
      const { callId = '', userId = '' } = asked.get(request) ?? {};
      const size = Number(request.headers.get('upload-length'));
      const about = { name: metadata?.['filename'] ?? '', type: metadata?.['filetype'] ?? '', size };
      const admission = await shelf.admit(callId, userId, about);
      if (!admission.ok) throw { status_code: STATUS_OF[admission.why], body: admission.why };
      return admission.key;
    },
    onUploadCreate: async (request, { metadata }) => ({
      metadata: { ...metadata, userId: asked.get(request)?.userId ?? '' },
    }),
  });
  return async (c) => {
    const isBare = c.req.method === 'POST' && !/^\d{1,15}$/.test(c.req.header('upload-length') ?? '');
    if (isBare) return new Response(null, { status: 400 });
    const request = c.req.raw;
    asked.set(request, { callId: c.req.param('callId') ?? '', userId: c.var.user.userId });
    return server.handleWeb(request);
  };
}

/** What tus has answered, its errors as ours are; and no word to other origins. */
async function answerOf(c: Context<FileEnv>, { shelf }: FileParts, answer: Response): Promise<Response> {
  if (answer.status >= 400) {
    // tus does not say why the disk refused.
    const isFull = answer.status === 500 && !(await shelf.hasRoom(0));
    return refused(c, isFull ? 507 : answer.status);
  }
  const headers = new Headers(answer.headers);
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name);
  return new Response(answer.body, { status: answer.status, headers });
}

/** A file's bytes, which no browser is to open, run or guess about. */
async function give(c: Context<FileEnv>, { shelf }: FileParts): Promise<Response> {
  const found = await shelf.whole(c.req.param('callId') ?? '', c.req.param('fileId') ?? '');
  if (!found) return refused(c, 404);
  const { file, path } = found;
  const bytes = file.size === 0 ? null : (Readable.toWeb(createReadStream(path)) as ReadableStream);
  return new Response(bytes, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(file.size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, percent)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    },
  });
}

/** What `encodeURIComponent` leaves and a header may not hold (RFC 8187). */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function refused(c: Context, status: number): Response {
  const [code, title] = TITLES[status] ?? [CODES.notAllowed, 'The file could not be taken'];
  return problem(c, status as ContentfulStatusCode, code, title);
}
