import { randomBytes } from 'node:crypto';
import type { StaffRole } from '@frontdesk/protocol';
import { nameSchema } from '@frontdesk/protocol/schemas';
import type { BetterAuthOptions } from 'better-auth';
import { PostgresAdapter } from 'kysely';
import type { Database } from '../../records/database/openDatabase.js';
import { staffId } from './StaffAccounts.js';

/** How long someone stays signed in after they were last here, in seconds: a working day with a long lunch. */
const SIGNED_IN_S = 12 * 3_600;
/** How often "last here" is written down, in seconds. */
const WRITE_DOWN_S = 600;

/** The id that the company's own sign-in has among better-auth's providers, and in its addresses. */
export const PROVIDER = 'oidc';
/** Where the console is; what went wrong on the way to the provider and back stands there as `?error=`. */
export const CONSOLE = '/console/';

/** Whom the company's own sign-in brings, in the words of better-auth. */
export interface Brought {
  readonly action: 'create-user' | 'link-account' | 'sign-in';
  /** Of the account there is; of someone new, none. */
  readonly userId: string | undefined;
  readonly email: string;
  readonly isVerified: boolean;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What better-auth asks us. */
export interface AuthPorts {
  /** Lets someone in whom the provider brought: null, or why not. */
  admit(brought: Brought): Promise<string | null>;
  /** The role that someone new has just been let in with, once; null if nobody has let them in. */
  roleOfNew(email: string): StaffRole | null;
  /** The account of someone new is there. */
  joined(userId: string, email: string): Promise<void>;
  signedIn(userId: string): Promise<void>;
  isDisabled(userId: string): Promise<boolean>;
  say(level: 'debug' | 'warn', words: string, error: unknown): void;
}

export interface AuthParts {
  readonly db: Database;
  /** Signs and encrypts cookies. */
  readonly secret: string;
  /** Where the page is from, such as `https://calls.example.com`. */
  readonly origin: string;
  readonly origins: readonly string[];
  readonly ports: AuthPorts;
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Our tables by their own names, in snake case like all others. */
const TABLES = {
  user: {
    modelName: 'staff_users',
    fields: { emailVerified: 'email_verified', ...times },
    additionalFields: {
      // The table does require it. Here that would mean: from whoever signs in.
      role: { type: 'string', required: false, input: false },
      disabledAt: { type: 'number', bigint: true, required: false, input: false, fieldName: 'disabled_at' },
    },
  },
  session: {
    modelName: 'staff_sessions',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
  },
  account: {
    modelName: 'staff_accounts',
    fields: {
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
  },
  verification: { modelName: 'staff_verifications', fields: { expiresAt: 'expires_at', ...times } },
} as const;

/** How better-auth is used here. */
export function authOptions(parts: AuthParts) {
  const { db, secret, origin, origins, ports } = parts;
  return {
    appName: 'Frontdesk',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...origins],
    database: {
      db,
      type: db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite',
      // A hook of ours inside of one would wait for SQLite's only connection for ever.
      transaction: false,
    },
    telemetry: { enabled: false },
    // Ours count by the address that a trusted proxy tells, and by account.
    rateLimit: { enabled: false },
    logger: loggerOf(ports),
    onAPIError: { errorURL: CONSOLE },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    ...TABLES,
    user: { ...TABLES.user, validateUserInfo: ({ user, source }) => validate(ports, user, source) },
    session: { ...TABLES.session, expiresIn: SIGNED_IN_S, updateAge: WRITE_DOWN_S },
    account: {
      ...TABLES.account,
      // Nothing of a person who has not signed in yet is written down.
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      // Accounts are made by admins, not by whoever claims an address: none waits here for its owner to be let in with.
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
    },
    advanced: {
      cookiePrefix: 'frontdesk',
      useSecureCookies: origin.startsWith('https:'),
      // Said aloud: left out, both are off where NODE_ENV is test.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { disableIpTracking: true },
      database: {
        generateId: ({ model }) => (model === 'user' ? staffId() : randomBytes(16).toString('hex')),
        // Its tables are made by our own migrations, and a test compares them.
        validateSchema: false,
      },
    },
    databaseHooks: hooksOf(ports),
  } satisfies BetterAuthOptions;
}

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>;
type Validated = Parameters<ValidateUserInfo>[0];

async function validate(ports: AuthPorts, user: Validated['user'], { action, oauth }: Validated['source']) {
  const error = await ports.admit({
    action,
    userId: action === 'create-user' ? undefined : user.id,
    email: String(user.email ?? '').toLowerCase(),
    isVerified: user.emailVerified === true,
    claims: oauth?.profile ?? {},
  });
  return error === null ? undefined : { error };
}

function hooksOf(ports: AuthPorts): NonNullable<BetterAuthOptions['databaseHooks']> {
  // What a provider gives us to act in a person's name there: we never do, so it is not kept.
  const none = { accessToken: null, refreshToken: null, idToken: null, scope: null };
  return {
    user: {
      create: {
        before: async (user) => {
          const role = ports.roleOfNew(user.email);
          // False: there is no account that nobody has let in.
          return role === null ? false : { data: { ...user, name: nameOf(user), image: null, role, disabledAt: null } };
        },
        after: async (user) => ports.joined(user.id, user.email),
      },
    },
    account: {
      create: { before: async (account) => ({ data: { ...account, ...none } }) },
      update: { before: async (account) => ({ data: { ...account, ...none } }) },
    },
    session: {
      create: {
        before: async (session) => {
          if (!(await ports.isDisabled(session.userId))) return;
          const { APIError } = await import('better-auth/api');
          throw new APIError('FORBIDDEN', { code: 'disabled', message: 'This account is disabled' });
        },
        after: async (session) => ports.signedIn(session.userId),
      },
    },
  };
}

/** What others see of someone: what the provider says, if it can be shown. */
function nameOf({ name, email }: { readonly name: string; readonly email: string }): string {
  for (const each of [name.trim(), email.split('@')[0]]) {
    const shown = nameSchema.safeParse(each);
    if (shown.success) return shown.data;
  }
  return 'Staff';
}

/** It warns of every wrong password, and calls an error what strangers can cause. */
function loggerOf({ say }: AuthPorts): NonNullable<BetterAuthOptions['logger']> {
  return {
    disableColors: true,
    log: (level, message, ...details: unknown[]) => {
      const error = details.find((detail) => detail instanceof Error);
      say(level === 'error' ? 'warn' : 'debug', message, error);
    },
  };
}
