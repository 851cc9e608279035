import asyncApiSchema from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { asyncApi } from './asyncApi.js';
import { jsonSchemaOf } from './jsonSchemas.js';
import { KINDS, type KindName } from './messages.js';

const FOLDER = '../../docs/wire';
const written = (document: unknown) => `${JSON.stringify(document, null, 2)}\n`;
const kinds = Object.keys(KINDS) as KindName[];

describe('the documents of the wire', () => {
  test.each(kinds)('docs/wire/schemas/%s.json is what packages/protocol says', async (kind) => {
    await expect(written(jsonSchemaOf(kind))).toMatchFileSnapshot(`${FOLDER}/schemas/${kind}.json`);
  });

  test('docs/wire/asyncapi.json is what packages/protocol says', async () => {
    await expect(written(asyncApi())).toMatchFileSnapshot(`${FOLDER}/asyncapi.json`);
  });

  test.each(kinds)('%s.json is a JSON Schema of the draft that it names', (kind) => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { uuid: true } });
    expect(() => ajv.compile(jsonSchemaOf(kind))).not.toThrow();
  });

  test('asyncapi.json is an AsyncAPI 3.0 document', () => {
    const ajv = new Ajv({ strict: false, logger: false, allErrors: true });
    const validate = ajv.compile(asyncApiSchema);
    validate(asyncApi());
    expect(validate.errors).toBeNull();
    validate({ ...asyncApi(), channels: { pages: { address: 1 } } });
    expect(validate.errors).not.toBeNull();
  });

  test('every reference in asyncapi.json leads somewhere', () => {
    const document = asyncApi();
    for (const reference of referencesIn(document)) {
      const steps = reference.replace('#/', '').split('/');
      const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect(found, reference).toBeDefined();
    }
  });
});

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === '$ref' ? [String(each)] : referencesIn(each)));
}
