import {
  businessCommandSchemas,
  commandSchemas,
  decisionSchema,
  endpointIdSchema,
  tokenSchema,
} from '@frontdesk/protocol/schemas';
import { businessNewsSchemas, newsSchemas } from '@frontdesk/protocol/schemas/news';
import { callSnapshotSchema } from '@frontdesk/protocol/schemas/snapshots';
import { businessValueSchemas, commandErrorSchema, commandValueSchemas } from '@frontdesk/protocol/schemas/values';
import { z } from 'zod';
import { BUSINESS_COMMAND_WORDS, BUSINESS_NEWS_WORDS, COMMAND_WORDS, NEWS_WORDS } from './words.js';

/** Which way a kind of message goes, seen from the server: `in` is described as its sender may write it. */
export type Way = 'in' | 'out';

/** All messages of one kind, by their names on the wire. */
export interface Kind {
  readonly title: string;
  readonly way: Way;
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  /** One sentence for each message. */
  readonly words: Readonly<Record<string, string>>;
}

const protocol = z.literal(1).optional().describe('The version of this contract; left out, it is 1');
const token = tokenSchema.describe('A JWT, HS256, with `sub`, `name`, `role` and `exp`');

/** What an acknowledgment is: the value that was asked for, or why there is none. */
function answersOf<V extends Readonly<Record<string, z.ZodType>>>(values: V): Record<keyof V & string, z.ZodType> {
  const answers = Object.entries(values).map(([name, value]) => [
    name,
    z.union([z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), error: commandErrorSchema })]),
  ]);
  return Object.fromEntries(answers) as Record<keyof V & string, z.ZodType>;
}

function answerWords(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(words).map((name) => [name, `How ${name} is acknowledged.`]));
}

/** Everything that the Socket.IO wire carries, by kind. Each kind is a file in `docs/wire/schemas`. */
export const KINDS = {
  handshake: {
    title: 'What is sent as `auth` when a connection is opened',
    way: 'in',
    schemas: {
      '/': z.object({ token, endpointId: endpointIdSchema.optional(), protocol }),
      '/business': z.object({
        token,
        decides: z.boolean().optional().describe('Whether this program is asked about calls (call:decide)'),
        protocol,
      }),
    },
    words: { '/': 'The handshake of a page.', '/business': 'The handshake of a business server.' },
  },
  commands: { title: 'What a page asks of the server', way: 'in', schemas: commandSchemas, words: COMMAND_WORDS },
  answers: {
    title: 'How the server acknowledges a command',
    way: 'out',
    schemas: answersOf(commandValueSchemas),
    words: answerWords(COMMAND_WORDS),
  },
  news: { title: 'What the server tells a page', way: 'out', schemas: newsSchemas, words: NEWS_WORDS },
  'business-commands': {
    title: 'What a business server asks of the server',
    way: 'in',
    schemas: businessCommandSchemas,
    words: BUSINESS_COMMAND_WORDS,
  },
  'business-answers': {
    title: 'How the server acknowledges a command of a business server',
    way: 'out',
    schemas: answersOf(businessValueSchemas),
    words: answerWords(BUSINESS_COMMAND_WORDS),
  },
  'business-news': {
    title: 'What the server tells a business server, and the question that it asks of it',
    way: 'out',
    schemas: { ...businessNewsSchemas, 'call:decide': z.object({ call: callSnapshotSchema }) },
    words: BUSINESS_NEWS_WORDS,
  },
  decision: {
    title: 'How a business server answers the question about a call',
    way: 'in',
    schemas: { 'call:decide': decisionSchema },
    words: { 'call:decide': 'Anything of another form counts as no answer.' },
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;
