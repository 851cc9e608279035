import { html } from 'hono/html';
import type { ApiDocument } from './document.js';

/** A piece of the page; everything in it that comes from elsewhere is escaped. */
export type Html = ReturnType<typeof html>;

/** A schema as the document has it, or the place where it stands. */
export type SchemaOrRef = NonNullable<NonNullable<ApiDocument['components']>['schemas']>[string];
export type Schema = Exclude<SchemaOrRef, { $ref: string }>;

/** Words with `code` in them. */
export function prose(text: string): Html {
  const parts = text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
  return html`${parts}`;
}

/** What a value is, in a few words: `string`, `list of User`, the values of an enum. */
export function kindOf(schema: SchemaOrRef): Html {
  if ('$ref' in schema) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return joined(choices.map(kindOf));
  if (schema.enum) return joined(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.type === 'array' && schema.items) return html`list of ${kindOf(schema.items)}`;
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}`;
}

function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, at) => (at === 0 ? part : html` or ${part}`))}`;
}

/** The fields of an object, or of each object that it may be; nothing of what has none. */
export function fieldsOf(schema: SchemaOrRef): Html {
  if ('$ref' in schema) return html``;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return html`${choices.map(fieldsOf)}`;
  if (schema.type === 'array' && schema.items) return fieldsOf(schema.items);
  if (!schema.properties) return html``;
  const fields = Object.entries(schema.properties).map(([name, value]) =>
    fieldOf(name, value, schema.required?.includes(name) ?? false),
  );
  return html`<ul class="fields">${fields}</ul>`;
}

/** One field or parameter. */
export function fieldOf(name: string, schema: SchemaOrRef, isRequired: boolean): Html {
  const inner = '$ref' in schema ? undefined : schema;
  const needed = isRequired ? html` <strong>required</strong>` : '';
  const words = inner?.description ? html`<p>${prose(inner.description)}</p>` : '';
  const bounds = inner ? boundsOf(inner) : '';
  return html`<li>
    <code class="name">${name}</code> <span class="kind">${kindOf(schema)}</span>${needed}
    ${words}${bounds ? html`<p class="bounds">${bounds}</p>` : ''}${fieldsOf(schema)}
  </li>`;
}

/** What the schema demands beside its type, in words. */
function boundsOf(schema: Schema): string {
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength, minItems, maxItems, pattern } = schema;
  const said = [
    range(minimum, maximum, ''),
    exclusiveMinimum === undefined ? '' : `more than ${exclusiveMinimum}`,
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    pattern === undefined ? '' : `matches ${pattern}`,
    schema.default === undefined ? '' : `${JSON.stringify(schema.default)} if left out`,
  ];
  return said.filter(Boolean).join(' · ');
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  if (from === undefined && to === undefined) return '';
  if (from === 0 && unit !== '') return range(undefined, to, unit);
  if (to === undefined) return `at least ${from}${unit}`;
  return from === undefined ? `at most ${to}${unit}` : `${from} to ${to}${unit}`;
}
