import { z } from 'zod';
import { chatMessageSchema, chatMessagesSchema } from './chatSchemas.js';
import { CODE_NAMES, MAX_CODE } from './codes.js';
import { deskValueSchemas } from './deskSchemas.js';
import { LIMITS } from './limits.js';
import { wayFields } from './newsSchemas.js';
import { callSnapshotSchema, usersSchema } from './snapshotSchemas.js';

export const iceGrantSchema = z
  .object({
    ...wayFields,
    ticket: z.string().max(LIMITS.ticketLength).describe('As START’s; empty while it rings'),
    expiresAt: z.int().min(0).describe('Until when the credentials are good, epoch ms'),
  })
  .readonly()
  .meta({ id: 'IceGrant', description: 'The way to the other side, with a ticket if the call has begun.' });

/** What each command is answered with when it was carried out. */
export const commandValueSchemas = {
  'call:request': callSnapshotSchema,
  'call:join': callSnapshotSchema,
  'call:transfer': callSnapshotSchema,
  'call:alert': callSnapshotSchema,
  'call:reply': callSnapshotSchema,
  'call:finish': callSnapshotSchema,
  'call:signal': z.null(),
  'call:ice': iceGrantSchema,
  'call:resume': callSnapshotSchema,
  'call:message': chatMessageSchema,
  'call:messages': chatMessagesSchema,
  'call:quality': z.null(),
  'presence:watch': usersSchema,
  'users:find': usersSchema,
  'endpoint:bye': z.null(),
  ...deskValueSchemas,
} as const;

/** The same for the commands of a business server. */
export const businessValueSchemas = {
  'call:finish': callSnapshotSchema,
  'call:assign': callSnapshotSchema,
  'call:update': callSnapshotSchema,
  'users:list': usersSchema,
  'calls:list': z.object({ calls: z.array(callSnapshotSchema).readonly() }).readonly(),
} as const;

export const commandErrorSchema = z
  .object({
    code: z.int().min(1).max(MAX_CODE),
    name: z.enum([...Object.values(CODE_NAMES), 'other']),
    message: z.string().describe('For developers; people’s words belong to the interface'),
  })
  .readonly()
  .meta({ id: 'CommandError', description: 'Why a command was not carried out.' });
