import { z } from 'zod';
import { idSchema as callId, userIdSchema, words as wellFormed } from './idSchemas.js';
import { LIMITS } from './limits.js';

const words = (max: number) => wellFormed(1, max);
/** The same, and it may be empty. */
const words0 = (max: number) => wellFormed(0, max);
const time = z.int().min(0);
/** A span in ms. */
const span = z.number().min(0);

/** A queue's id: it is dialed as `queue.` and this. */
export const queueIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be up to 40 small letters, digits and dashes');

/** One thing that a customer is asked before the call. `name` is its key; `name` and `topic` are known to our own pages. */
export const formFieldSchema = z
  .strictObject({
    key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/),
    /** In the operator's words; of `name` and `topic` our pages have their own. */
    label: words(80).optional(),
    kind: z.enum(['text', 'long', 'email', 'phone', 'choice', 'yes']),
    isRequired: z.boolean().default(false),
    /** Of a choice. */
    options: z.array(words(80)).min(1).max(30).optional(),
  })
  .refine(({ kind, options }) => kind !== 'choice' || options !== undefined, {
    path: ['options'],
    message: 'a choice needs options',
  })
  .meta({ id: 'FormField' });

/** What a customer filled in: the `text` of a request that calls a queue, as JSON. */
export const visitSchema = z
  .object({
    form: z.record(z.string().max(40), words0(1_000)).default({}),
    consent: z.boolean().default(false),
    /** What the customer's page speaks, a BCP 47 tag. */
    language: z.string().max(35).default('en'),
  })
  .meta({ id: 'Visit' });

/** A wait in ms, as good as surely between these two. */
export const waitSchema = z.object({ fromMs: span, toMs: span }).readonly().meta({ id: 'Wait' });

const hhmm = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 09:30, at most 24:00');
const opening = z
  .strictObject({ from: hhmm, to: hhmm })
  .refine(({ from, to }) => from < to, 'must open before it closes; over midnight takes two openings')
  .readonly();

/** Whether this is a time zone of the machine's own list. */
function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const hoursSchema = z
  .strictObject({
    timeZone: words(64)
      .refine(isTimeZone, 'must be a time zone, such as Europe/Berlin')
      .describe('An IANA time zone, such as `Asia/Shanghai`'),
    week: z
      .partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), z.array(opening).max(10))
      .describe('By ISO weekday, 1 is Monday; a day that is not named is closed'),
    holidays: z.record(z.iso.date(), z.array(opening).max(10)).default({}),
  })
  .meta({ id: 'Hours' });

/** What a customer's page shows before anybody is called: `GET /queues/{queueId}/door`. */
export const queueDoorSchema = z
  .object({
    queueId: queueIdSchema,
    name: words(80),
    welcome: z.string().max(500).describe('In the operator’s words; may be empty'),
    state: z.enum(['open', 'closed', 'full', 'nobody']),
    hours: hoursSchema.nullable().describe('Null: always open'),
    opensAt: time.nullable().describe('When it opens next, if it is closed; null if that is not within two months'),
    waiting: z.int().min(0).describe('How many stand in line'),
    wait: waitSchema.nullable().describe('For somebody who came now; null while there is no ground for it'),
    form: z.array(formFieldSchema),
    consent: z.string().max(2_000).nullable().describe('What has to be agreed to, in the operator’s words'),
    callbacks: z.boolean().describe('Whether a wish to be called back can be left'),
    video: z.boolean().describe('Whether it begins with picture'),
    placeKeptMs: span.describe('How long the place in line of a page that is away is kept, in ms'),
    serverTime: time,
  })
  .readonly()
  .meta({ id: 'QueueDoor' });

/** The body of `POST /queues/{queueId}/callbacks`. */
export const callbackWishSchema = z.object({
  contact: words(200).describe('A phone number or an address'),
  note: words0(1_000).default(''),
  form: visitSchema.shape.form,
});

/** What a customer filled in, in the words of the form. */
const answerSchema = z.object({ label: z.string(), value: z.string() }).readonly();

export const callbackSchema = z
  .object({
    id: z.string(),
    number: z.string().describe('For people, such as `A3F9-21C7`'),
    queueId: z.string(),
    userId: z.string(),
    name: z.string(),
    contact: z.string(),
    note: z.string(),
    form: z.array(answerSchema).readonly().describe('What was filled in, in the words of the form'),
    at: time,
    state: z.enum(['open', 'done']),
    doneBy: z.string().nullable().describe('The name of the agent who did it'),
    doneAt: time.nullable(),
  })
  .readonly()
  .meta({ id: 'Callback' });

/** The body of `POST /calls/{callId}/rating`. */
export const ratingSchema = z.object({ stars: z.int().min(1).max(5), comment: words0(1_000).default('') });

export const wishSchema = z.enum(['available', 'break', 'offline']);
export const agentStatusSchema = z.enum([...wishSchema.options, 'ringing', 'inCall', 'wrapUp']);
export const unreachableSchema = z.enum(['noPage', 'soundBlocked', 'microphoneDead', 'lineSlow', 'pageFrozen']);

/** An agent at the desk, as the console shows it. */
export const seatSchema = z
  .object({
    status: agentStatusSchema,
    since: time,
    wish: wishSchema.describe('What holds when nothing is to do'),
    reason: z.string().nullable().describe('Why on a break; `missed` after three offers that were not taken'),
    callId: z.string().nullable(),
    until: time.nullable().describe('When the wrap-up ends by itself'),
    missed: z.int().min(0).describe('Offers in a row that were not taken'),
    unreachable: unreachableSchema.nullable(),
    calls: z.int().min(0).describe('Taken today'),
  })
  .readonly()
  .meta({ id: 'Seat' });

export const queueLineSchema = z
  .object({
    queueId: z.string(),
    name: z.string(),
    waiting: z.int().min(0),
    /** When who waits longest came, epoch ms. */
    since: time.nullable(),
    /** Agents who serve it now, free or not. */
    agents: z.int().min(0),
  })
  .readonly()
  .meta({ id: 'QueueLine' });

/** What `desk:sit` is answered with. */
export const deskViewSchema = z
  .object({
    seat: seatSchema,
    queues: z.array(queueLineSchema).readonly().describe('Those that this agent serves'),
    breaks: z.array(z.string()).readonly().describe('Reasons to be on a break'),
  })
  .readonly()
  .meta({ id: 'DeskView' });

/** An earlier call, as the customer's card shows it. */
export const earlierCallSchema = z
  .object({
    callId: z.string(),
    number: z.string(),
    at: time,
    queue: z.string().nullable(),
    agent: z.string().nullable(),
    talkMs: span,
    disposition: z.string().nullable(),
    notes: z.string(),
    stars: z.int().nullable(),
  })
  .readonly()
  .meta({ id: 'EarlierCall' });

/** What an agent sees of who calls. */
export const customerCardSchema = z
  .object({
    callId: z.string(),
    number: z.string(),
    customer: z.object({ userId: z.string(), name: z.string() }).readonly(),
    queue: z.object({ queueId: z.string(), name: z.string() }).readonly().nullable(),
    /** How long the customer has waited, or had when it was answered, in ms. */
    waitedMs: span,
    form: z.array(answerSchema).readonly(),
    language: z.string().nullable(),
    earlier: z.array(earlierCallSchema).readonly().describe('The newest first, at most 20'),
    isEarlierKnown: z.boolean().describe('False: the records did not answer in time, and `earlier` is empty for that'),
    /** Who hands the customer over, or asks about them. */
    from: z
      .object({ name: z.string(), as: z.enum(['join', 'aside', 'transfer']) })
      .readonly()
      .nullable(),
    notes: z.string(),
    dispositions: z.array(z.string()).readonly(),
    cannedTexts: z.array(z.string()).readonly(),
  })
  .readonly()
  .meta({ id: 'CustomerCard' });

export const deskTargetsSchema = z
  .object({
    agents: z
      .array(
        z
          .object({ userId: z.string(), name: z.string(), status: agentStatusSchema, isReachable: z.boolean() })
          .readonly(),
      )
      .readonly(),
    queues: z
      .array(
        z
          .object({ queueId: z.string(), name: z.string(), isOpen: z.boolean(), waiting: z.int(), agents: z.int() })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()
  .meta({ id: 'DeskTargets' });

const notes = words0(LIMITS.textLength);

/** One schema per command of an agent's page. */
export const deskCommandSchemas = {
  'desk:sit': z.object({}),
  'desk:leave': z.object({}),
  'desk:choose': z.object({ status: wishSchema, reason: words(80).optional() }),
  'desk:reach': z.object({ unreachable: unreachableSchema.exclude(['noPage']).nullable() }),
  'desk:note': z.object({ callId, notes }),
  'desk:done': z.object({ callId, disposition: words(80).nullable().default(null), notes: notes.optional() }),
  'desk:card': z.object({ callId }),
  'desk:targets': z.object({}),
} as const;

/** What each is answered with. */
export const deskValueSchemas = {
  'desk:sit': deskViewSchema,
  'desk:leave': z.null(),
  'desk:choose': seatSchema,
  'desk:reach': seatSchema,
  'desk:note': z.null(),
  'desk:done': seatSchema,
  'desk:card': customerCardSchema,
  'desk:targets': deskTargetsSchema,
} as const;

/** News to the page at which an agent sits. */
export const deskNewsSchemas = {
  'desk:seat': z.object({ seat: seatSchema }).readonly(),
  'desk:queues': z.object({ queues: z.array(queueLineSchema).readonly() }).readonly(),
  'desk:moved': z.object({}).readonly().describe('The agent sits at another page now'),
} as const;

function areDifferent(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length;
}

function isRising(tiers: readonly { readonly afterSeconds: number }[]): boolean {
  return tiers.every(({ afterSeconds }, index) => index === 0 || afterSeconds > (tiers[index - 1]?.afterSeconds ?? 0));
}

const skills = z.record(z.string().regex(/^[A-Za-z0-9_-]{1,40}$/), z.int().min(1).max(10)).default({});
const group = words(40);
const seconds = z
  .number()
  .min(0)
  .max(30 * 86_400);

/** A queue as the operator sets it up: in `DESK_FILE`, and at `/queues/{queueId}`. */
export const queueSettingsSchema = z
  .strictObject({
    queueId: queueIdSchema,
    name: words(80),
    welcome: words0(500).default(''),
    strategy: z
      .enum(['longestIdle', 'roundRobin', 'fewestCalls', 'leastTalk', 'topDown', 'random', 'ringAll'])
      .default('longestIdle'),
    skills,
    tiers: z
      .array(
        z.strictObject({
          afterSeconds: seconds,
          groups: z.array(group).min(1),
          easeBy: z.int().min(0).max(10).default(0),
        }),
      )
      .min(1)
      .max(10)
      .refine((tiers) => tiers[0]?.afterSeconds === 0, 'the first must begin after 0 seconds')
      .refine(isRising, 'each must begin later than the one before')
      .default([{ afterSeconds: 0, groups: ['everyone'], easeBy: 0 }]),
    priority: z.int().min(-100).max(100).default(0),
    lastAgentSeconds: seconds.default(0),
    hours: hoursSchema.nullable().default(null),
    maxLength: z.int().min(1).nullable().default(null),
    mayWaitForNobody: z.boolean().default(true),
    maxWaitSeconds: seconds.default(3_600),
    wrapUpSeconds: seconds.default(60),
    form: z
      .array(formFieldSchema)
      .max(20)
      .refine((fields) => areDifferent(fields.map(({ key }) => key)), 'two fields have the same key')
      .default([
        { key: 'name', kind: 'text', isRequired: true },
        { key: 'topic', kind: 'long', isRequired: false },
      ]),
    consent: words(2_000).nullable().default(null),
    callbacks: z.boolean().default(true),
    video: z.boolean().default(true),
    dispositions: z.array(words(80)).max(50).default(['Solved', 'Follow-up needed', 'Wrong department']),
    cannedTexts: z.array(words(1_000)).max(50).default([]),
  })
  .meta({ id: 'QueueSettings' });

/** An agent as the operator sets it up: in `DESK_FILE`, and at `/agents/{login}`. */
export const agentSettingsSchema = z
  .strictObject({
    /** An address is the same in whatever case it is written. */
    login: z.union([z.email().max(200).toLowerCase(), userIdSchema]).describe('An email address or a user id'),
    groups: z.array(group).max(20).default(['everyone']),
    skills,
    rank: z.int().min(0).default(0).describe('The place in a list from the top down'),
  })
  .meta({ id: 'AgentSettings' });

/** The whole of `DESK_FILE`. */
export const deskFileSchema = z.strictObject({
  queues: z
    .array(queueSettingsSchema)
    .min(1)
    .refine((queues) => areDifferent(queues.map(({ queueId }) => queueId)), 'two queues have the same queueId'),
  agents: z
    .array(agentSettingsSchema)
    .refine((agents) => areDifferent(agents.map(({ login }) => login)), 'two agents have the same login')
    .default([]),
  breaks: z.array(words(80)).max(30).default(['Lunch', 'Short break', 'Training']),
});
