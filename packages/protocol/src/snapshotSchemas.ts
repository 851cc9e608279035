import { z } from 'zod';
import { MAX_CODE } from './codes.js';
import { LIMITS } from './limits.js';
import { callRoomSchema } from './roomSchemas.js';
import { roleSchema } from './schemas.js';

const time = z.int().min(0);
const user = {
  userId: z.string(),
  name: z.string(),
  role: roleSchema.describe('`business` is a program’s role and never takes part in a call'),
};

export const userSchema = z.object(user).readonly().meta({ id: 'User' });

export const statusSchema = z.enum(['available', 'busy', 'offline']);

export const presentUserSchema = z
  .object({ ...user, status: statusSchema })
  .readonly()
  .meta({ id: 'PresentUser' });

export const usersSchema = z.object({ users: z.array(presentUserSchema).readonly() }).readonly();

export const partySchema = z
  .object({
    userId: user.userId,
    name: z.string().describe('Of someone unknown or hidden, the id that was dialed'),
    role: roleSchema.nullable().describe('Null of someone unknown or hidden'),
    endpointId: z.string().nullable().describe('Null until bound'),
  })
  .readonly()
  .meta({ id: 'Party', description: 'One side of a call.' });

export const stateSchema = z.enum(['deciding', 'waiting', 'ringing', 'started', 'finished']);
export const sideSchema = z.enum(['caller', 'callee']);
export const endedBySchema = z.enum([...sideSchema.options, 'business', 'server']);

/** A call as everybody sees it; the type is in `snapshots.ts`. */
export const callSnapshotSchema = z
  .object({
    callId: z.string(),
    version: z.int().min(1).describe('Grows with each transition: drop news that is older than what you hold'),
    state: stateSchema,
    caller: partySchema,
    callee: partySchema,
    flags: z.int().min(0).max(0xff).describe('What the call carries, a bit mask; as the request said it'),
    param: z.int().min(-0x8000_0000).max(0x7fff_ffff).describe('The request’s'),
    text: z.string().max(LIMITS.textLength).describe('The request’s'),
    roomId: z.int().min(1).max(MAX_CODE).nullable().describe('Where media flows, from the start on'),
    room: callRoomSchema.nullable().describe('Of a call into the room of another; otherwise null'),
    code: z.int().min(0).max(MAX_CODE).nullable().describe('Why it ended; null while it lives'),
    endedBy: endedBySchema.nullable(),
    requestedAt: time,
    ringingAt: time.nullable(),
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    expiresAt: time
      .nullable()
      .describe(
        'When the present state ends by itself: the ring time’s end while it rings, the wait’s end while it waits',
      ),
  })
  .readonly()
  .meta({ id: 'CallSnapshot', description: 'A call as everybody sees it. Times are epoch ms or null.' });

export const roomMemberSchema = z
  .object({ ...user, endpointId: z.string() })
  .readonly()
  .meta({ id: 'RoomMember', description: 'Someone who is in a room, and on which page.' });

/** As `RTCPeerConnection` takes it. */
export const iceServerSchema = z
  .object({
    urls: z.union([z.string(), z.array(z.string()).readonly()]),
    username: z.exactOptional(z.string()),
    credential: z.exactOptional(z.string()),
  })
  .readonly()
  .meta({ id: 'IceServer', description: 'As `RTCPeerConnection` takes it.' });
