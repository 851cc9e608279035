import { PROTOCOL } from '@frontdesk/protocol';
import { type JsonSchema, schemasOf } from './jsonSchemas.js';
import { KINDS, type Kind, type KindName } from './messages.js';

/** Where the pages' and the programs' messages go. */
const CHANNELS = {
  pages: {
    address: '/',
    title: 'Pages',
    description:
      'The default Socket.IO namespace. A command is an event with one argument, acknowledged if its sender asks for it; news is an event with one argument.',
    kinds: ['handshake', 'commands', 'answers', 'news'],
  },
  business: {
    address: '/business',
    title: 'Business servers',
    description:
      'The Socket.IO namespace of an operator’s own programs, which decide on calls, watch them and act on them.',
    kinds: ['handshake', 'business-commands', 'business-answers', 'business-news', 'decision'],
  },
} as const satisfies Record<string, { readonly kinds: readonly KindName[]; readonly [word: string]: unknown }>;

type ChannelName = keyof typeof CHANNELS;

/** The Socket.IO wire as an AsyncAPI 3.0 document, seen from the server. */
export function asyncApi(): JsonSchema {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Frontdesk: the wire',
      version: `${PROTOCOL}.0.0`,
      description:
        'What pages and business servers say to Frontdesk over Socket.IO 4, and what it says to them. The rules behind it are in protocol.md. Generated from packages/protocol by `npm run wire-docs`.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      local: { host: '127.0.0.1:3000', pathname: '/socket.io', protocol: 'ws', description: 'As `npm start` runs it.' },
    },
    channels: Object.fromEntries(
      Object.entries(CHANNELS).map(([channel, { kinds, ...words }]) => [
        channel,
        { ...words, messages: messagesOf(channel as ChannelName) },
      ]),
    ),
    operations: { ...pageOperations(), ...businessOperations() },
    components: { messages: componentMessages(), schemas: componentSchemas() },
  };
}

/** A message's key in the document, where a colon may not stand. */
function keyOf(kind: KindName, message: string): string {
  const name = message === '/' ? 'page' : message.replace('/', '').replaceAll(':', '.');
  return `${kind}.${name}`;
}

function isOf(channel: ChannelName, kind: KindName, message: string): boolean {
  return kind !== 'handshake' || message === CHANNELS[channel].address;
}

function messagesOf(channel: ChannelName): JsonSchema {
  const keys = CHANNELS[channel].kinds.flatMap((kind) =>
    Object.keys(KINDS[kind].schemas)
      .filter((message) => isOf(channel, kind, message))
      .map((message) => keyOf(kind, message)),
  );
  return Object.fromEntries(keys.map((key) => [key, { $ref: `#/components/messages/${key}` }]));
}

function componentMessages(): JsonSchema {
  const kinds = Object.entries(KINDS) as [KindName, Kind][];
  const messages = kinds.flatMap(([kind, { schemas, words }]) =>
    Object.keys(schemas).map((name) => {
      const key = keyOf(kind, name);
      const message = { name, summary: words[name], payload: { $ref: `#/components/schemas/${key}` } };
      return [key, message] as const;
    }),
  );
  return Object.fromEntries(messages);
}

function componentSchemas(): JsonSchema {
  const all = (Object.entries(KINDS) as [KindName, Kind][]).map(([kind, of]) =>
    schemasOf(of, '#/components/schemas/', 'draft-7', (message) => keyOf(kind, message)),
  );
  return Object.assign({}, ...all) as JsonSchema;
}

/** One operation; `answer` is the key of what it is answered with, if it is. */
function operation(channel: ChannelName, action: 'send' | 'receive', key: string, answer?: string): JsonSchema {
  const there = { $ref: `#/channels/${channel}` };
  const message = (name: string) => ({ $ref: `#/channels/${channel}/messages/${name}` });
  return {
    action,
    channel: there,
    messages: [message(key)],
    ...(answer === undefined ? {} : { reply: { channel: there, messages: [message(answer)] } }),
  };
}

function each(kind: KindName, of: (key: string, message: string) => JsonSchema): JsonSchema {
  const made = Object.keys(KINDS[kind].schemas).map((message) => {
    const key = keyOf(kind, message);
    return [key, of(key, message)] as const;
  });
  return Object.fromEntries(made);
}

function pageOperations(): JsonSchema {
  return {
    connect: operation('pages', 'receive', keyOf('handshake', '/'), keyOf('news', 'session:ready')),
    ...each('commands', (key, name) => operation('pages', 'receive', key, keyOf('answers', name))),
    ...each('news', (key) => operation('pages', 'send', key)),
  };
}

function businessOperations(): JsonSchema {
  return {
    attach: operation('business', 'receive', keyOf('handshake', '/business')),
    ...each('business-commands', (key, name) => operation('business', 'receive', key, keyOf('business-answers', name))),
    ...each('business-news', (key, name) =>
      operation('business', 'send', key, name === 'call:decide' ? keyOf('decision', name) : undefined),
    ),
  };
}
