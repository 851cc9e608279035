import { z } from 'zod';
import { chatMessageSchema } from './chatSchemas.js';
import { MAX_CODE } from './codes.js';
import { OUTCOMES } from './outcomes.js';
import { callQualitySchema } from './qualitySchemas.js';
import { endedBySchema, partySchema, sideSchema, stateSchema } from './snapshotSchemas.js';

const time = z.int().min(0);
const lengthMs = z.int().min(0);
const code = z.int().min(0).max(MAX_CODE);

/** Someone in a call's record, as they were called then. */
export const recordPersonSchema = partySchema
  .unwrap()
  .omit({ endpointId: true })
  .readonly()
  .meta({ id: 'RecordPerson', description: 'Someone in a call, by the name of that day.' });

const somebody = z.object({ userId: z.string(), name: z.string() }).readonly();

export const starsSchema = z.int().min(1).max(5);

/** How a call belongs into the room of another. */
export const recordRoomSchema = z
  .object({ callId: z.string().describe('The call in whose room it was made'), as: z.string() })
  .readonly();

const row = {
  callId: z.string(),
  number: z.string().describe('What people call it by, such as `A3F9-21C7`'),
  state: stateSchema,
  caller: recordPersonSchema,
  callee: recordPersonSchema.describe('Who was dialed, or who has answered in their place'),
  agent: recordPersonSchema.nullable().describe('Of the staff, the one who had it last; null while nobody had'),
  queueId: z.string().nullable().describe('The queue that was called; null for a person'),
  room: recordRoomSchema.nullable().describe('Of a call that was made into another’s room, say to bring someone in'),
  requestedAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  code: code.nullable().describe('Why it ended; null while it lives'),
  endedBy: endedBySchema.nullable(),
  waitMs: lengthMs.nullable().describe('From the request until it was answered, or over; null while neither'),
  ringMs: lengthMs.describe('How long it rang, all rings together'),
  talkMs: lengthMs.nullable().describe('From the answer to the end, hold and all; null while not both'),
  holdMs: lengthMs.describe('For how long at least one side was holding'),
  wrapUpMs: lengthMs.nullable(),
  stars: starsSchema.nullable().describe('What the customer gave'),
  disposition: z.string().nullable().describe('What it came to, as the agent chose it'),
  hasChat: z.boolean().describe('Whether something was written or sent'),
};

export const recordRowSchema = z
  .object(row)
  .readonly()
  .meta({ id: 'RecordRow', description: 'A call as a list of records shows it. Times are epoch ms.' });

/** What is the same of each event of a timeline. */
function event<K extends string, F extends z.ZodRawShape>(kind: K, more: F) {
  return z.object({ at: time, kind: z.literal(kind), ...more });
}

/** Each kind of thing that happens to a call, with what is needed to say it in words. */
export const recordEventSchema = z
  .discriminatedUnion('kind', [
    event('requested', { by: somebody, to: somebody }),
    event('agreed', { text: z.string().describe('What the caller said yes to before, in the operator’s words') }),
    event('decided', {
      outcome: z.enum(['rings', 'waits', 'ends']),
      by: z.enum(['business', 'server']).describe('A program of the operator’s, the desk among them, or the policy'),
    }),
    event('waiting', { isAgain: z.boolean().describe('Nobody took it, and it waits on') }),
    event('placed', { place: z.int().min(1).describe('In line, as the caller was told first') }),
    event('offered', { to: z.array(somebody).readonly().describe('Where it rings') }),
    event('alerted', {}).describe('A page of theirs told that it rings there'),
    event('notTaken', {
      by: z.array(somebody).readonly(),
      code: code.describe('100104 refused, 100105 nobody answered'),
    }),
    event('started', { by: somebody.describe('Who answered') }),
    event('lost', { side: sideSchema }).describe('This side’s page is away'),
    event('found', { side: sideSchema }),
    event('takenUp', {}).describe('The server was started again, and the call went on'),
    event('held', { by: somebody }),
    event('resumed', { by: somebody }),
    event('message', { message: chatMessageSchema }),
    event('joined', { who: somebody, by: somebody.nullable(), callId: z.string() }).describe('A third person came in'),
    event('left', { who: somebody, callId: z.string() }),
    event('handedOver', { side: sideSchema, from: somebody, to: somebody }),
    event('quality', { side: sideSchema, quality: callQualitySchema }),
    event('finished', { code, endedBy: endedBySchema, text: z.string() }),
    event('serverLost', {}).describe('The server died with it, and nobody took it up again'),
    event('rated', { stars: starsSchema, comment: z.string() }),
    event('wrappedUp', { agentId: z.string(), wrapUpMs: lengthMs, disposition: z.string().nullable() }),
  ])
  .readonly()
  .meta({ id: 'RecordEvent', description: 'Something that happened to a call; by the server’s clock, epoch ms.' });

/** What a customer filled in before the call, by the label of the field as it stood then; of `name` and `topic`, by their keys. */
export const recordFormSchema = z.record(z.string(), z.unknown()).readonly();

export const callRecordSchema = z
  .object({
    ...row,
    form: recordFormSchema.nullable().describe('What the caller filled in before; null if nothing was asked'),
    notes: z.string().describe('The agent’s'),
    rating: z.object({ stars: starsSchema, comment: z.string() }).readonly().nullable(),
    quality: z
      .object({ caller: callQualitySchema.nullable(), callee: callQualitySchema.nullable() })
      .readonly()
      .describe('As each side measured it; null if it never said'),
    messages: z.array(chatMessageSchema).readonly().describe('What was written and sent, the oldest first'),
    events: z.array(recordEventSchema).readonly().describe('All that happened, in its order, messages among it'),
  })
  .readonly()
  .meta({ id: 'CallRecord', description: 'Everything that is kept of a call.' });

/** A word that is searched for. PostgreSQL holds no NUL, and takes none in a question. */
const word = z
  .string()
  .min(1)
  .max(128)
  .refine((text) => !text.includes('\0'), 'must hold no NUL');

/** What records can be searched for; what is left out is not asked for. */
export const recordQuerySchema = z.object({
  userId: word.optional().describe('Somebody who took part, on whichever side'),
  agentId: word.optional().describe('Somebody of the staff who took part'),
  queueId: word.optional(),
  code: z.coerce.number().int().min(0).max(MAX_CODE).optional().describe('Why it ended'),
  outcome: z.enum(OUTCOMES).optional().describe('What became of it, in a word'),
  from: z.coerce.number().int().min(0).optional().describe('Requested then or later, epoch ms'),
  to: z.coerce.number().int().min(0).optional().describe('Requested before, epoch ms'),
  text: z
    .string()
    .trim()
    .pipe(word)
    .optional()
    .describe('Somewhere in the names, the number, the notes or the form, in whatever case'),
});
