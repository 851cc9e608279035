import { z } from 'zod';
import { KINDS, type Kind, type KindName } from './messages.js';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Where things stand in a document, as the beginning of a reference; such as `#/$defs/`. */
type Place = string;

/** zod's numbers for "any integer", which say nothing to a reader. */
const ANY_INTEGER = new Set<unknown>([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);

/** A thing that a shared name stands for, such as `CallSnapshot`. */
function sharedName(schema: z.core.$ZodType): string | undefined {
  return z.globalRegistry.get(schema as z.ZodType)?.id;
}

/**
 * The messages of one kind as JSON Schemas by name, with what they share beside them.
 *
 * What the server sends is told exactly (`additionalProperties: false`), for this version; in what it is sent, names that it
 * does not know are dropped.
 */
export function schemasOf(
  { way, schemas, words }: Kind,
  place: Place,
  target: 'draft-2020-12' | 'draft-7',
  nameOf: (message: string) => string = (message) => message,
): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  for (const [message, schema] of Object.entries(schemas)) {
    const written = z.toJSONSchema(schema, {
      target,
      io: way === 'in' ? 'input' : 'output',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => plain(zodSchema, jsonSchema),
    });
    const { $schema: _, $defs, definitions, ...own } = written;
    const shared = ($defs ?? definitions ?? {}) as Record<string, JsonSchema>;
    for (const [name, each] of Object.entries(shared)) found[name] = moved(each, place) as JsonSchema;
    const name = sharedName(schema);
    if (name === undefined) {
      found[nameOf(message)] = { description: words[message], ...(moved(own, place) as JsonSchema) };
    } else {
      found[name] ??= moved(withoutId(own), place) as JsonSchema;
      found[nameOf(message)] = { description: words[message], $ref: `${place}${name}` };
    }
  }
  return found;
}

/** Takes away what only zod's reader would understand. */
function plain(schema: z.core.$ZodTypes, json: z.core.JSONSchema.BaseSchema): void {
  delete json.readOnly;
  if (ANY_INTEGER.has(json.minimum)) delete json.minimum;
  if (ANY_INTEGER.has(json.maximum)) delete json.maximum;
  // A name that must not be there at all.
  if (schema._zod.def.type === 'undefined') json.not = {};
}

function withoutId({ id: _, ...rest }: JsonSchema): JsonSchema {
  return rest;
}

/** The same with every reference to a shared thing leading to its place in this document. */
function moved(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((each) => moved(each, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) =>
      key === '$ref' ? [key, String(each).replace(/^#\/(?:\$defs|definitions)\//, place)] : [key, moved(each, place)],
    ),
  );
}

/** One kind as a JSON Schema of the pair `[name, payload]`: what Socket.IO hands to `onAny`. */
export function jsonSchemaOf(kindName: KindName): JsonSchema {
  const kind: Kind = KINDS[kindName];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind.title,
    description:
      'A pair of a message’s name and what it carries. Generated from packages/protocol by `npm run wire-docs`.',
    oneOf: Object.keys(kind.schemas).map((name) => ({
      type: 'array',
      prefixItems: [{ const: name }, { $ref: `#/$defs/${name.replaceAll('/', '~1')}` }],
      minItems: 2,
      items: false,
    })),
    $defs: schemasOf(kind, '#/$defs/', 'draft-2020-12'),
  };
}
