import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import { readDeskFile } from '../reception/readDeskFile.js';
import { oidcOf, oidcShape } from './oidcSettings.js';
import type { Settings } from './settings.js';
import { parseTurnUrl } from './turnUrl.js';
import { isWebAddress } from './webAddress.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings, or why they can't be used: one sentence for each value, naming it. */
export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

const list = z
  .string()
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
  .default([]);

const toggle = z.enum(['on', 'off'], 'must be on or off');

function whole(min: number, max: number) {
  const why = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, why)
    .transform(Number)
    .pipe(z.number().min(min, why).max(max, why));
}

const secret = z.string().min(32, 'must have at least 32 characters').optional();
const grace = whole(1_000, 600_000);

/** Standard Webhooks asks for a key of 24 to 64 bytes. */
const webhookSecret = z
  .string()
  .refine(isWebhookSecret, 'must be whsec_ followed by 24 to 64 random bytes in base64')
  .optional();

function schemaFor(isTest: boolean) {
  return z.object({
    PORT: whole(0, 65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    TLS_CERT: z.string().optional(),
    TLS_KEY: z.string().optional(),
    PUBLIC_URL: list,
    TRUST_PROXY: list,
    DATA_DIR: z.string().default('./data'),
    DATABASE_URL: z
      .string()
      .refine(isPostgres, 'must be an address such as postgres://user:password@host:5432/frontdesk')
      .optional(),
    DESK_FILE: z.string().optional(),
    RECORDS: toggle.default('on'),
    RECORDS_DAYS: whole(1, 36_500).default(365),
    AUTH_SECRET: secret,
    AUTH_SECRET_PREVIOUS: secret,
    GUESTS: toggle.default('on'),
    ...oidcShape,
    SESSION_MS: whole(60_000, 31_536_000_000).default(43_200_000),
    DIRECTORY: z.enum(['everyone', 'staff', 'none'], 'must be everyone, staff or none').optional(),
    RING_MS: whole(isTest ? 500 : 5_000, 180_000).default(45_000),
    GRACE_RINGING_MS: grace.default(10_000),
    GRACE_CALL_MS: grace.default(30_000),
    GRACE_WAITING_MS: grace.default(60_000),
    WAIT_MS: whole(1_000, 86_400_000).default(3_600_000),
    DECIDE_MS: whole(100, 60_000).default(2_000),
    DECIDE_DEFAULT: z.enum(['allow', 'deny'], 'must be allow or deny').default('deny'),
    DECIDE_REQUIRED: toggle.default('off'),
    DECIDE_URL: z
      .string()
      .refine(isWebAddress, 'must be a http: or https: address, without a name or password in it')
      .optional(),
    DECIDE_SECRET: webhookSecret,
    TURN_URLS: list,
    TURN_SECRET: z.string().min(1, 'must not be empty').optional(),
    ICE_POLICY: z.enum(['all', 'relay'], 'must be all or relay').default('all'),
    PRECONNECT: z.enum(['off', 'desk', 'relay', 'on'], 'must be off, desk, relay or on').default('desk'),
    FILE_MAX_BYTES: whole(0, 2_147_483_648).default(26_214_400),
    RATE_COMMANDS: whole(0, 1_000_000).default(200),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a level such as info or warn')
      .default('info'),
  });
}

type Parsed = z.infer<ReturnType<typeof schemaFor>>;

/** Reads the settings from the environment. An empty value counts as not set. Reads the TLS files, touches nothing else. */
export function readSettings(environment: Environment): SettingsResult {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schemaFor(environment['NODE_ENV'] === 'test').safeParse(given);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}.`) };
  }
  const problems: string[] = [];
  const settings = combine(parsed.data, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
}

function combine(env: Parsed, problems: string[]): Settings {
  const isLoopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(env.HOST);
  if (!isLoopback && !env.AUTH_SECRET) problems.push(`HOST is ${env.HOST}, open to a network: that needs AUTH_SECRET.`);
  if (!isLoopback && env.PUBLIC_URL.length === 0) {
    problems.push(`HOST is ${env.HOST}, open to a network: that needs PUBLIC_URL, the address people use.`);
  }
  for (const address of env.TRUST_PROXY) {
    if (!isAddress(address)) problems.push(`TRUST_PROXY holds ${address}, which is not an address.`);
  }
  if (env.TURN_URLS.length > 0 && !env.TURN_SECRET) problems.push('TURN_URLS is set: that needs TURN_SECRET.');
  for (const url of env.TURN_URLS) {
    if (parseTurnUrl(url)) continue;
    problems.push(`TURN_URLS holds ${url}, which is not an address such as turn:turn.example.com:3478?transport=tcp.`);
  }
  const publicUrls = origins(env.PUBLIC_URL, problems);
  return {
    port: env.PORT,
    host: env.HOST,
    isLoopback,
    tls: tlsFiles(env, problems),
    publicUrls,
    trustProxy: env.TRUST_PROXY,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    deskFile: deskFile(env, problems),
    isRecording: env.RECORDS === 'on',
    recordsDays: env.RECORDS_DAYS,
    authSecret: env.AUTH_SECRET,
    authSecretPrevious: env.AUTH_SECRET_PREVIOUS,
    guests: env.GUESTS === 'on',
    oidc: oidcOf(env, problems),
    sessionMs: env.SESSION_MS,
    directory: env.DIRECTORY ?? (isLoopback ? 'everyone' : 'staff'),
    // Without a relay there is no path for such a link.
    preconnect: env.PRECONNECT === 'relay' && env.TURN_URLS.length === 0 ? 'off' : env.PRECONNECT,
    ringMs: env.RING_MS,
    graceRingingMs: env.GRACE_RINGING_MS,
    graceCallMs: env.GRACE_CALL_MS,
    graceWaitingMs: env.GRACE_WAITING_MS,
    waitMs: env.WAIT_MS,
    decideMs: env.DECIDE_MS,
    decideDefault: env.DECIDE_DEFAULT,
    isDecisionRequired: env.DECIDE_REQUIRED === 'on',
    decideUrl: webhook(env, problems),
    turn: env.TURN_URLS.length > 0 && env.TURN_SECRET ? { urls: env.TURN_URLS, secret: env.TURN_SECRET } : null,
    icePolicy: env.ICE_POLICY,
    fileMaxBytes: env.FILE_MAX_BYTES,
    rateCommands: env.RATE_COMMANDS,
    logLevel: env.LOG_LEVEL,
    warnings: warnings(env, publicUrls),
  };
}

/** The plan of queues and agents. */
function deskFile({ DESK_FILE: path }: Parsed, problems: string[]): Settings['deskFile'] {
  if (path === undefined) return null;
  const read = readDeskFile(path);
  if (read.ok) return { path, plan: read.plan };
  problems.push(...read.problems);
  return null;
}

/** The business server that is asked over HTTP. */
function webhook({ DECIDE_URL: url, DECIDE_SECRET: secret }: Parsed, problems: string[]): Settings['decideUrl'] {
  if (url !== undefined && secret !== undefined) return { url, secret };
  if (url !== undefined)
    problems.push('DECIDE_URL is set: that needs DECIDE_SECRET, which its questions are signed with.');
  if (secret !== undefined) problems.push('DECIDE_SECRET is set, but DECIDE_URL, the address it belongs to, is not.');
  return null;
}

function isPostgres(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

function isWebhookSecret(text: string): boolean {
  const [, key] = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(text) ?? [];
  const { length } = Buffer.from(key ?? '', 'base64');
  return length >= 24 && length <= 64;
}

/** An address such as 10.0.0.1, or a network such as 10.0.0.0/8. */
function isAddress(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits === -1 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

function origins(urls: readonly string[], problems: string[]): string[] {
  return urls.flatMap((url) => {
    const parsed = URL.canParse(url) ? new URL(url) : null;
    if (parsed && /^https?:$/.test(parsed.protocol)) return parsed.origin;
    problems.push(`PUBLIC_URL holds ${url}, which is not an address such as https://calls.example.com.`);
    return [];
  });
}

function tlsFiles(env: Parsed, problems: string[]): Settings['tls'] {
  if (!env.TLS_CERT && !env.TLS_KEY) return null;
  if (!env.TLS_CERT || !env.TLS_KEY) {
    problems.push('TLS_CERT and TLS_KEY go together: set both, or neither.');
    return null;
  }
  try {
    const files = { cert: readFileSync(env.TLS_CERT, 'utf8'), key: readFileSync(env.TLS_KEY, 'utf8') };
    createSecureContext(files);
    return files;
  } catch (error) {
    problems.push(`TLS_CERT or TLS_KEY can't be used: ${error instanceof Error ? error.message : String(error)}.`);
    return null;
  }
}

function warnings(env: Parsed, publicUrls: readonly string[]): string[] {
  const found: string[] = [];
  for (const url of publicUrls) {
    if (isSafe(url)) continue;
    found.push(`PUBLIC_URL ${url} is not https: browsers refuse camera and microphone there.`);
  }
  if (env.ICE_POLICY === 'relay' && env.TURN_URLS.length === 0) {
    found.push('ICE_POLICY is relay, but TURN_URLS is not set: no call will have picture or sound.');
  }
  if (env.PRECONNECT === 'relay' && env.TURN_URLS.length === 0) {
    found.push('PRECONNECT is relay, but TURN_URLS is not set: no links are made while it rings.');
  }
  if (env.DECIDE_URL !== undefined && !isSafe(env.DECIDE_URL)) {
    found.push('DECIDE_URL is not https: who calls whom, and what they wrote, can be read on the way there.');
  }
  if (env.OIDC_ISSUER !== undefined && !isSafe(env.OIDC_ISSUER)) {
    found.push('OIDC_ISSUER is not https: whoever can change what comes from there can sign in as anybody.');
  }
  return found;
}

/** Encrypted, or on this machine. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
