import { z } from 'zod';
import { MAX_CODE } from './codes.js';

/** What a call into the room of another is for. */
export const roomPurposeSchema = z
  .enum(['join', 'aside', 'transfer'])
  .describe(
    '`join`: its callee comes into the room. `aside`: its two talk apart. `transfer`: its callee takes its caller’s place in the room',
  );

export const callRoomSchema = z
  .object({ callId: z.string().describe('The call whose room it is'), as: roomPurposeSchema })
  .readonly()
  .meta({ id: 'CallRoom', description: 'Of a call that was made into the room of another: which, and what for.' });

const ms = z.int().min(0).max(MAX_CODE);

export const waitEstimateSchema = z
  .object({ fromMs: ms, toMs: ms })
  .refine(({ fromMs, toMs }) => fromMs <= toMs, 'must begin before it ends')
  .readonly()
  .meta({ id: 'WaitEstimate', description: 'How long a caller will wait from now on, as an interval, in ms.' });
