import { z } from 'zod';
import { chatMessageSchema } from './chatSchemas.js';
import { MAX_CODE } from './codes.js';
import { deskNewsSchemas } from './deskSchemas.js';
import { LIMITS } from './limits.js';
import { callQualitySchema } from './qualitySchemas.js';
import { waitEstimateSchema } from './roomSchemas.js';
import { signalDataSchema } from './schemas.js';
import {
  callSnapshotSchema,
  iceServerSchema,
  roomMemberSchema,
  sideSchema,
  userSchema,
  usersSchema,
} from './snapshotSchemas.js';

const callNews = {
  call: callSnapshotSchema,
  code: z.int().min(0).max(MAX_CODE),
  param: z.int32(),
  text: z.string().max(LIMITS.textLength),
};

/** What START adds to the other news of a call, and what `call:ice` gives anew. */
export const wayFields = {
  iceServers: z.array(iceServerSchema).readonly(),
  icePolicy: z.enum(['all', 'relay']),
  ticket: z.string().min(1).max(LIMITS.ticketLength),
};

export const callNewsSchema = z
  .object(callNews)
  .readonly()
  .meta({ id: 'CallNews', description: 'The whole call as it is now, and the words of whoever caused it.' });

export const updateNewsSchema = z
  .object({
    ...callNews,
    wait: waitEstimateSchema.nullable().describe('Of a call that waits; null where there is no ground for an estimate'),
  })
  .readonly()
  .meta({ id: 'UpdateNews', description: '`param` above 0 is by convention the place in line.' });

export const startNewsSchema = z
  .object({ ...callNews, ...wayFields })
  .readonly()
  .meta({
    id: 'StartNews',
    description: '`param` is the room id. The ticket proves this endpoint’s part in the call for 24 h.',
  });

export const sessionReadySchema = z
  .object({
    user: userSchema,
    endpointId: z.guid(),
    serverTime: z.int().min(0).describe('Epoch ms; count `expiresAt` against this clock, not your own'),
    version: z.string().describe('The server program’s version'),
    calls: z
      .array(callSnapshotSchema)
      .readonly()
      .describe('This user’s live calls: as caller in every state, as callee only `ringing` and `started`'),
    ended: z.array(callSnapshotSchema).readonly().describe('The calls of this endpoint that ended in the last 60 s'),
  })
  .readonly()
  .meta({ id: 'SessionReady', description: 'What is, before anything that happens: the first news on a connection.' });

const peer = z
  .object({
    callId: z.string(),
    endpointId: z.string().nullable().describe('Null for a ringing callee’s last page or first'),
    connected: z.boolean(),
  })
  .readonly()
  .meta({ id: 'PeerNews', description: 'The other side’s page was lost or found.' });

export const qualityNewsSchema = z
  .object({ callId: z.string(), side: sideSchema, quality: callQualitySchema })
  .readonly()
  .meta({ id: 'QualityNews', description: 'How good a call was, as one side measured it; after its end.' });

const nothing = z.object({}).readonly();

/** One schema per news; the types are inferred from here and written nowhere else. The server does not check what it sends. */
export const newsSchemas = {
  'session:ready': sessionReadySchema,
  'call:request': callNewsSchema,
  'call:reply': callNewsSchema,
  'call:start': startNewsSchema,
  'call:finish': callNewsSchema,
  'call:update': updateNewsSchema,
  'call:alert': z
    .object({
      callId: z.string(),
      from: z.string().describe('The endpoint on which it rings; empty where no link may be made to it'),
      preconnect: z.boolean().describe('Whether a link may be made to it while it rings'),
    })
    .readonly(),
  'call:signal': z
    .object({
      callId: z.string(),
      from: z.string().describe('The endpoint that sent it'),
      epoch: z.int().min(1).max(MAX_CODE),
      data: signalDataSchema,
    })
    .readonly(),
  'call:peer': peer,
  'room:members': z
    .object({
      callId: z.string().describe('The call by which this page is in the room'),
      members: z.array(roomMemberSchema).readonly().describe('Everybody who is in it, the receiver too'),
    })
    .readonly()
    .meta({ id: 'MembersNews', description: 'Who is in the room now. Of two, the one who stands earlier initiates.' }),
  'call:message': chatMessageSchema,
  presence: usersSchema,
  replaced: nothing.describe('A newer connection of this endpoint took over: do not come back by yourself'),
  'server:closing': nothing.describe('The server goes down in good order and expects to be back'),
  ...deskNewsSchemas,
} as const;

/** The news of business servers: all of all calls, and who is there. START comes without a ticket. */
export const businessNewsSchemas = {
  'call:request': callNewsSchema,
  'call:reply': callNewsSchema,
  'call:start': callNewsSchema,
  'call:finish': callNewsSchema,
  'call:update': updateNewsSchema,
  'call:peer': peer,
  'call:message': chatMessageSchema,
  'call:quality': qualityNewsSchema,
  presence: usersSchema,
} as const;
