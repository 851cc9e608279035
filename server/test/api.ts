import { tmpdir } from 'node:os';
import type { CallSnapshot, PresentUser, Result, Role } from '@frontdesk/protocol';
import { pino } from 'pino';
import { keysOf } from '../src/auth/secret.js';
import { signToken } from '../src/auth/tokens.js';
import { createApp, type HttpParts } from '../src/http/app.js';
import { CALL_EXAMPLE, ENDED_EXAMPLE } from '../src/http/routeParts.js';
import { DEFAULT_PLAN } from '../src/reception/defaultPlan.js';
import { PlanBook } from '../src/reception/PlanBook.js';
import type { PlanStore } from '../src/reception/ports.js';
import { NO_STAFF } from './noStaff.js';

/** The keys of apps that tests make. */
export const API_KEYS = keysOf('a secret for tests, 32 characters or more', undefined);

/** What programs asked of the dispatcher, in its order. */
export type Asked = readonly unknown[];

export interface TestApi {
  /** Asks below `/api/v1`. `as` is the role of the token, or a token; none: no token. A `body` that is no string is sent as JSON. */
  ask(
    method: string,
    path: string,
    more?: { as?: Role | string; body?: unknown; type?: string | null },
  ): Promise<Response>;
  readonly app: ReturnType<typeof createApp>;
  readonly asked: Asked;
}

export interface TestApiParts extends Partial<Pick<HttpParts, 'rateCommands' | 'users' | 'turn'>> {
  readonly calls?: readonly CallSnapshot[];
  /** What the dispatcher answers to every act; without it, that it was carried out. */
  readonly result?: Result<CallSnapshot>;
  /** What goes wrong with every act. */
  readonly fault?: Error | 'no answer';
}

/** Keeps nothing. */
const NO_STORE: PlanStore = {
  load: async () => null,
  begin: async () => undefined,
  putQueue: async () => undefined,
  deleteQueue: async () => undefined,
  putAgent: async () => undefined,
  deleteAgent: async () => undefined,
};

/** The whole app without a port, in front of a dispatcher that notes what it is asked. */
export function makeApi({
  calls = [],
  result,
  fault,
  rateCommands = 0,
  users,
  turn = null,
}: TestApiParts = {}): TestApi {
  const asked: unknown[] = [];
  const act = async (what: readonly unknown[], value: CallSnapshot, answer: (result: Result<CallSnapshot>) => void) => {
    asked.push(what);
    if (fault instanceof Error) throw fault;
    if (fault === undefined) answer(result ?? { ok: true, value });
  };
  const app = createApp({
    keys: API_KEYS,
    dispatcher: {
      finishCall: (callId, code, text, answer) => act(['finishCall', callId, code, text], ENDED_EXAMPLE, answer),
      finishUser: (userId, code, text, answer) => act(['finishUser', userId, code, text], ENDED_EXAMPLE, answer),
      assign: (callId, to, answer) => act(['assign', callId, to], CALL_EXAMPLE, answer),
      update: (callId, words, answer) => act(['update', callId, words], CALL_EXAMPLE, answer),
      calls: async () => calls,
      call: async (callId) => calls.find((call) => call.callId === callId),
    },
    qualities: { take: async (_by, _payload, answer) => answer({ ok: true, value: null }) },
    records: {
      reader: { search: async () => [], record: async () => null },
      health: () => ({ isFailing: false }),
    },
    users: users ?? (async (): Promise<readonly PresentUser[]> => []),
    files: {
      shelf: {
        maxBytes: 0,
        admit: async () => ({ ok: false, why: 'full' }),
        release: async () => undefined,
        hasRoom: async () => true,
        isSender: async () => false,
        whole: async () => null,
      },
      parties: { ofUser: async () => null, isKnown: async () => false },
      folder: tmpdir(),
    },
    plan: new PlanBook(NO_STORE, DEFAULT_PLAN, true),
    queueDoors: { door: () => null, leaveWish: async () => 'unknown', rate: async () => false },
    callbacks: { list: async () => [], mark: async () => null },
    guests: true,
    sessionMs: 3_600_000,
    turn,
    icePolicy: 'all',
    rateCommands,
    onBye: () => undefined,
    isOriginAllowed: () => false,
    ...NO_STAFF,
    trustProxy: [],
    isPrivate: false,
    metrics: { text: async () => '', contentType: 'text/plain' },
    pages: import.meta.dirname,
    version: 'test',
    log: pino({ level: 'silent' }),
  });
  const ask: TestApi['ask'] = async (method, path, { as, body, type = 'application/json' } = {}) => {
    const token = as === undefined || as.includes('.') ? as : await tokenOf(as as Role);
    const request = {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || type === null ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    return app.request(`/api/v1${path}`, request, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
  };
  return { ask, app, asked };
}

/** A token of that role that such an app believes. */
export function tokenOf(role: Role, userId = `the-${role}`, lifeMs = 3_600_000): Promise<string> {
  return signToken(API_KEYS, { userId, name: userId, role }, Date.now() + lifeMs);
}
