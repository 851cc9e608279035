import { z } from 'zod';
import { isBoundedJson } from './boundedJson.js';
import { noticeSchema } from './chatSchemas.js';
import { MAX_CODE } from './codes.js';
import { deskCommandSchemas } from './deskSchemas.js';
import { VIDEO_CALL } from './flags.js';
import { idSchema, userIdSchema, words } from './idSchemas.js';
import { LIMITS } from './limits.js';
import { callQualitySchema } from './qualitySchemas.js';
import { roomPurposeSchema, waitEstimateSchema } from './roomSchemas.js';

const int32 = z.int().min(-0x8000_0000).max(0x7fff_ffff);

export { userIdSchema };
/** Something that one can see, and nothing that turns the text around it: the name stands in "NAME is calling". */
export const nameSchema = words(1, LIMITS.nameLength)
  .refine((name) => /[^\p{C}\p{Z}\p{M}]/u.test(name), 'must not be blank')
  .refine((name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name), 'must not hold control characters');
export const roleSchema = z.enum(['caller', 'agent', 'supervisor', 'admin', 'business']);
export const endpointIdSchema = z.guid();
const id = idSchema;
const param = int32.default(0);
const text = words(0, LIMITS.textLength).default('');
const code = z.int().min(0).max(MAX_CODE);

function isSignalData(data: unknown): boolean {
  return typeof data === 'object' && data !== null && isBoundedJson(data, LIMITS.signalBytes, LIMITS.signalDepth);
}

/** Opaque to the server: only its size and depth are looked at. */
export const signalDataSchema = z
  .custom<object>(isSignalData, 'must be an object or an array, JSON, at most 64 KiB')
  .meta({ type: ['object', 'array'], description: 'What the two browsers tell each other; at most 64 KiB as JSON' });

const inCall = { callId: id, messageId: words(1, LIMITS.messageIdLength) };

/** One schema per command; the types of the payloads are inferred from here and written nowhere else. */
export const commandSchemas = {
  'call:request': z.object({
    to: words(1, LIMITS.toLength),
    requestId: words(1, LIMITS.requestIdLength),
    flags: z.int().min(0).max(0xff).default(VIDEO_CALL),
    param,
    text,
    preconnect: z.boolean().default(false),
    room: z.object({ callId: id, as: roomPurposeSchema }).optional(),
  }),
  'call:join': z.object({ callId: id }),
  'call:transfer': z.object({ callId: id, to: userIdSchema }),
  'call:alert': z.object({ callId: id, preconnect: z.boolean().default(false) }),
  'call:reply': z.object({ callId: id, code, param, text }),
  'call:finish': z.object({ callId: id, code: code.default(0), param, text }),
  'call:signal': z.object({
    callId: id,
    to: id,
    epoch: z.int().min(1).max(MAX_CODE),
    data: signalDataSchema,
  }),
  'call:ice': z.object({ callId: id }),
  'call:resume': z.object({ ticket: z.string().min(1).max(LIMITS.ticketLength) }),
  'call:message': z.discriminatedUnion('kind', [
    z.object({ ...inCall, kind: z.literal('text'), text: words(1, LIMITS.textLength) }),
    z.object({ ...inCall, kind: z.literal('file'), fileId: id }),
    z.object({ ...inCall, kind: z.literal('notice'), notice: noticeSchema }),
  ]),
  'call:messages': z.object({ callId: id, after: z.int().min(0).default(0) }),
  'call:quality': z.object({ callId: id, quality: callQualitySchema }),
  'presence:watch': z.object({ on: z.boolean() }),
  'users:find': z.object({ query: words(1, LIMITS.queryLength) }),
  'endpoint:bye': z.object({}),
  ...deskCommandSchemas,
} as const;

/** What a business server may answer to `call:decide`; anything that is not of this form counts as no answer (section 5). */
export const decisionSchema = z.union([
  z.object({ code, text, route: z.undefined().optional(), hold: z.undefined().optional() }),
  z.object({ route: userIdSchema, code: z.undefined().optional(), hold: z.undefined().optional() }),
  z.object({ hold: z.literal(true), code: z.undefined().optional(), route: z.undefined().optional() }),
]);

/** One schema per command of a business server, as above. */
export const businessCommandSchemas = {
  'call:finish': z.union([
    z.object({ callId: id, userId: z.undefined().optional(), code: code.default(0), text }),
    z.object({ userId: userIdSchema, callId: z.undefined().optional(), code: code.default(0), text }),
  ]),
  'call:assign': z.object({
    callId: id,
    to: z.union([userIdSchema, z.array(userIdSchema).min(1).max(LIMITS.assignees)]),
  }),
  'call:update': z.object({ callId: id, param, text, wait: waitEstimateSchema.nullable().default(null) }),
  'users:list': z.object({}),
  'calls:list': z.object({}),
} as const;

/** The body of `POST /api/v1/sessions`. */
export const sessionSchema = z.object({
  name: nameSchema.transform((name) => name.trim()),
  /** A token that the same guest had before. */
  former: z.string().min(1).max(LIMITS.tokenLength).optional(),
});

/** The body of `POST /api/v1/bye`, what `navigator.sendBeacon` sends when a page closes. */
export const byeSchema = z.object({
  token: z.string().min(1).max(LIMITS.tokenLength),
  endpointId: id,
  /** (+) The Socket.IO id of the connection that closes: a goodbye that arrives late must not end the reloaded page's. */
  socketId: id.optional(),
});

/** The body of `POST /api/v1/quality`: what `call:quality` says, of a page that closes in its call. */
export const lastQualitySchema = z.object({
  token: z.string().min(1).max(LIMITS.tokenLength),
  endpointId: id,
  callId: id,
  quality: callQualitySchema,
});

/** A token, as a handshake or a header carries it. */
export const tokenSchema = z.string().min(1).max(LIMITS.tokenLength);
