import { CODES, type Role, type User } from '@frontdesk/protocol';
import type { Context, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { Keys } from '../auth/secret.js';
import { type Claims, RENEW_MS, readToken } from '../auth/tokens.js';
import type { Parties } from '../chat/ports.js';
import { RateWindows } from '../gateway/RateWindow.js';
import { problem, tooMany } from './problem.js';

/** What a request knows once it is let in. */
export interface ApiEnv {
  Variables: { user: User };
}

/** Who may look at people and calls, and at records, act on them, make tokens, see and manage staff, and take part in calls. */
export const ROLES = {
  read: ['business', 'admin', 'supervisor'],
  readRecords: ['business', 'admin', 'supervisor', 'agent'],
  act: ['business', 'admin'],
  makeTokens: ['admin'],
  staff: ['business', 'admin', 'supervisor', 'agent'],
  manageStaff: ['admin'],
  join: ['caller', 'agent', 'supervisor', 'admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Acts are counted in windows of this length, in seconds: those of `RateWindows`. */
const WINDOW_S = 10;
/** A program acts for many people at once, so it may send as much as all pages of one user together (section 3). */
const PAGES = 3;

/** The doors of the API. A handler behind one has `c.var.user`. */
export interface Doors {
  readonly read: MiddlewareHandler<ApiEnv>;
  /** To one call, by the `callId` of the path. */
  readonly readCall: MiddlewareHandler<ApiEnv>;
  /** To records of calls; of an agent a handler still asks which. */
  readonly readRecords: MiddlewareHandler<ApiEnv>;
  readonly act: readonly MiddlewareHandler<ApiEnv>[];
  readonly makeTokens: readonly MiddlewareHandler<ApiEnv>[];
  /** To what agents work with; `work` to change it. */
  readonly staff: MiddlewareHandler<ApiEnv>;
  readonly work: readonly MiddlewareHandler<ApiEnv>[];
  readonly seeStaff: MiddlewareHandler<ApiEnv>;
  readonly manageStaff: readonly MiddlewareHandler<ApiEnv>[];
  readonly join: MiddlewareHandler<ApiEnv>;
}

/** The doors, and behind those that change something a limit, a line in the log, and the reading of the body. `rateCommands` as in the settings. */
export function doorsOf(keys: Keys, parties: Pick<Parties, 'ofUser'>, rateCommands: number, log: Logger): Doors {
  const after = [limited(rateCommands), noted(log), noBytesNoBody];
  const read = admits(keys, ROLES.read);
  return {
    read,
    readCall: admitsParties(keys, parties, read),
    act: [admits(keys, ROLES.act), ...after],
    readRecords: admits(keys, ROLES.readRecords),
    makeTokens: [admits(keys, ROLES.makeTokens), ...after],
    staff: admits(keys, ROLES.staff),
    work: [admits(keys, ROLES.staff), ...after],
    seeStaff: admits(keys, ROLES.manageStaff),
    manageStaff: [admits(keys, ROLES.manageStaff), ...after],
    join: admits(keys, ROLES.join),
  };
}

/** What the `Authorization: Bearer` header says; null if nothing that we signed. */
export async function bearer(keys: Keys, c: Context): Promise<Claims | null> {
  const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  return token === undefined ? null : readToken(keys, token);
}

function admits(keys: Keys, roles: readonly Role[]): MiddlewareHandler<ApiEnv> {
  const wanted = `A token of role ${roles.join(' or ')} is needed`;
  return async (c, next) => {
    const claims = await bearer(keys, c);
    if (!claims || claims.isExpired) return problem(c, 401, CODES.notAllowed, wanted);
    if (!roles.includes(claims.user.role)) return problem(c, 403, CODES.notAllowed, wanted);
    c.set('user', claims.user);
    return next();
  };
}

/** Lets the two users of a call that has begun in, to that call; everybody else comes to the other door. As on the wire, a token that ran out is good for the call that its user is in. */
function admitsParties(
  keys: Keys,
  parties: Pick<Parties, 'ofUser'>,
  others: MiddlewareHandler<ApiEnv>,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const claims = await bearer(keys, c);
    const isKnown = claims !== null && claims.expiresAt > Date.now() - RENEW_MS;
    const part = isKnown ? await parties.ofUser(c.req.param('callId') ?? '', claims.user.userId) : null;
    if (!claims || !part || (claims.isExpired && !part.isOpen)) return others(c, next);
    c.set('user', claims.user);
    return next();
  };
}

function limited(rateCommands: number): MiddlewareHandler<ApiEnv> {
  const windows = new RateWindows();
  return async (c, next) => {
    const count = rateCommands > 0 ? windows.count(c.var.user.userId, Date.now()) : 0;
    if (count <= PAGES * rateCommands) return next();
    return tooMany(c, WINDOW_S * 1000, `Too many requests, wait ${WINDOW_S} s`);
  };
}

function noted(log: Logger): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    log.info({ by: c.var.user.userId, path: c.req.path, status: c.res.status }, 'an act over HTTP');
  };
}

/** A body of no bytes is none, whatever type it is said to have: many programs always say one. */
const noBytesNoBody: MiddlewareHandler = async (c, next) => {
  if ((await c.req.text()) === '') c.req.raw.headers.delete('content-type');
  return next();
};
