import { CODES } from '@frontdesk/protocol';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { type ApiEnv, doorsOf } from './access.js';
import { type CallbackParts, callbackRoutes } from './callbacks.js';
import { callRoutes } from './calls.js';
import type { Dispatching } from './dispatching.js';
import { documentRoutes } from './document.js';
import { type FileParts, fileRoutes } from './files.js';
import { type IceParts, iceRoutes } from './ice.js';
import { type PlanParts, planRoutes } from './plan.js';
import { malformed, problem } from './problem.js';
import { type QualityParts, qualityRoutes } from './quality.js';
import { type QueueDoorParts, queueDoorRoutes } from './queueDoor.js';
import { type RecordParts, recordRoutes } from './records.js';
import type { StaffParts } from './StaffParts.js';
import { type SessionParts, sessionRoutes } from './sessions.js';
import { staffAccountRoutes } from './staffAccounts.js';
import { staffSignInRoutes } from './staffSignIn.js';
import { tokenRoutes } from './tokens.js';
import { type UserParts, userRoutes } from './users.js';

export interface ApiParts
  extends SessionParts,
    UserParts,
    IceParts,
    QualityParts,
    PlanParts,
    QueueDoorParts,
    CallbackParts,
    StaffParts,
    Pick<RecordParts, 'records'> {
  readonly dispatcher: Dispatching;
  readonly files: Pick<FileParts, 'shelf' | 'parties' | 'folder'>;
  readonly isOriginAllowed: (origin: string) => boolean;
  /** The server program's version, for the document. */
  readonly version: string;
  readonly log: Logger;
}

/** Above the largest body that a schema lets in: a text of 4,096 characters, each of them escaped. */
const BODY_BYTES = 32 * 1024;

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Everything below `/api/v1`, with the document that is made from it. */
export function apiRoutes(parts: ApiParts): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => (result.success ? undefined : malformed(c, result.target, result.error.issues)),
  });
  const doors = doorsOf(parts.keys, parts.files.parties, parts.rateCommands, parts.log);
  const small = bodyLimit({
    maxSize: BODY_BYTES,
    onError: (c) => problem(c, 413, CODES.badArgument, 'The body is too large'),
  });
  api.use(foreignPagesStayOut(parts.isOriginAllowed));
  // Before the limit for bodies: files have their own, and so has what an operator sets up.
  api.route('/', fileRoutes({ ...parts, ...parts.files }));
  api.route('/', planRoutes(parts, doors));
  api.use(small);
  api.route('/', sessionRoutes(parts));
  api.route('/', qualityRoutes(parts));
  api.route('/', callRoutes(parts.dispatcher, doors));
  api.route('/', recordRoutes({ records: parts.records, calls: () => parts.dispatcher.calls() }, doors));
  api.route('/', userRoutes(parts, doors));
  api.route('/', queueDoorRoutes(parts, doors));
  api.route('/', callbackRoutes(parts, doors));
  api.route('/', tokenRoutes(parts, doors));
  api.route('/', iceRoutes(parts, doors));
  api.route('/', staffSignInRoutes(parts));
  api.route('/', staffAccountRoutes(parts, doors));
  api.route('/', documentRoutes(api, parts.version));
  refuseOtherMethods(api);
  return api;
}

/** Whatever changes something is refused to pages of others. */
function foreignPagesStayOut(isOriginAllowed: (origin: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (!SAFE.has(c.req.method) && origin !== undefined && !isOriginAllowed(origin)) {
      return problem(c, 403, CODES.notAllowed, 'Pages of that origin may not ask');
    }
    return next();
  };
}

/** What a path can be asked is known here: anything else is 405, and says what would not be. */
function refuseOtherMethods(api: OpenAPIHono<ApiEnv>): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of api.routes) {
    if (method === 'ALL') continue;
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  for (const [path, taken] of methods) {
    if (taken.has('GET')) taken.add('HEAD');
    const allow = [...taken].join(', ');
    api.all(path, (c) => {
      c.header('allow', allow);
      return problem(c, 405, CODES.badArgument, `Only ${allow} is understood here`);
    });
  }
}
