import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { fieldOf, fieldsOf, type Html, kindOf, prose, type Schema, type SchemaOrRef } from './docsSchema.js';
import { STYLE } from './docsStyle.js';
import type { ApiDocument } from './document.js';

type PathItem = NonNullable<ApiDocument['paths']>[string];
type OperationObject = NonNullable<PathItem['get']>;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly isWebhook: boolean;
  readonly object: OperationObject;
}

type SchemaNamed = (name: string) => SchemaOrRef | undefined;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * The document as a page, drawn on the server: no script at all, so the strictest policy holds.
 *
 * Our own because the usual viewer (`swagger-ui-dist`) brings 1.4 MB of script, and a package that calls home when it is
 * installed.
 */
export function docsPage(document: ApiDocument): Html {
  const operations = [
    ...operationsOf(document.paths ?? {}, false),
    ...operationsOf((document.webhooks ?? {}) as Record<string, PathItem>, true),
  ];
  const sections = (document.tags ?? []).map(({ name, description }) => ({
    name,
    description: description ?? '',
    operations: operations.filter(({ object }) => object.tags?.includes(name)),
  }));
  const schemas = Object.entries(document.components?.schemas ?? {});
  const schemaNamed: SchemaNamed = (name) => document.components?.schemas?.[name];
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Frontdesk API</title>
    <link rel="icon" type="image/svg+xml" href="/icon.svg">
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <nav aria-label="Contents">
      <p class="brand">Frontdesk API</p>
      ${sections.map(
        ({ name, operations: listed }) => html`<h2><a href="#tag-${name}">${name}</a></h2>
        <ul>${listed.map(({ object }) => html`<li><a href="#${object.operationId}">${object.summary}</a></li>`)}</ul>`,
      )}
      <h2><a href="#tag-Schemas">Schemas</a></h2>
      <ul>${schemas.map(([name]) => html`<li><a href="#schema-${name}">${name}</a></li>`)}</ul>
    </nav>
    <main>
      <h1>Frontdesk API <small>${document.info.version}</small></h1>
      ${(document.info.description ?? '').split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
      <p><a href="openapi.json">The same as an OpenAPI 3.1 document</a>, from which clients can be generated.</p>
      ${sections.map((section) => sectionOf(section, schemaNamed))}
      <section>
        <h2 id="tag-Schemas">Schemas</h2>
        ${schemas.map(([name, schema]) => schemaOf(name, schema as Schema))}
      </section>
    </main>
  </body>
</html>`;
}

/** The headers that the page comes with: its own style, and nothing else from anywhere. */
export function docsHeaders(): Record<string, string> {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { 'content-security-policy': policy.join('; '), 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' };
}

function operationsOf(paths: Readonly<Record<string, PathItem>>, isWebhook: boolean): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const object = item[method];
      return object ? [{ method, path, isWebhook, object }] : [];
    }),
  );
}

function sectionOf(
  section: { name: string; description: string; operations: readonly Operation[] },
  schemaNamed: SchemaNamed,
): Html {
  return html`<section>
    <h2 id="tag-${section.name}">${section.name}</h2>
    <p>${prose(section.description)}</p>
    ${section.operations.map((operation) => operationOf(operation, schemaNamed))}
  </section>`;
}

function operationOf(operation: Operation, schemaNamed: SchemaNamed): Html {
  const { method, path, isWebhook, object } = operation;
  const roles = rolesOf(object);
  return html`<article id="${object.operationId}">
    <h3>${object.summary}</h3>
    <p class="path"><span class="method ${method}">${method.toUpperCase()}</span> <code>${isWebhook ? 'DECIDE_URL' : `/api/v1${path}`}</code></p>
    ${object.description ? html`<p>${prose(object.description)}</p>` : ''}
    ${roles ? html`<p class="roles">${roles}</p>` : ''}
    ${parametersOf(object)}
    ${bodyOf(object, schemaNamed)}
    ${isWebhook ? '' : html`<h4>Example</h4>${code(curlOf(operation))}`}
    <h4>Answers</h4>
    <ul class="answers">${Object.entries(object.responses ?? {}).map(([status, response]) => answerOf(status, response))}</ul>
  </article>`;
}

/** Who may, as the document's `security` says it; null for an operation that is open to all. */
function rolesOf({ security }: OperationObject): Html | null {
  const roles = security?.[0]?.['token'];
  if (!roles) return null;
  if (roles.length === 0) return html`Needs a token.`;
  return html`Needs a token of role ${roles.map((role, at) => html`${at > 0 ? ' or ' : ''}<code>${role}</code>`)}.`;
}

function parametersOf({ parameters = [] }: OperationObject): Html {
  const fields = parameters.flatMap((each) =>
    'name' in each && each.schema ? [fieldOf(each.name, each.schema, each.required ?? false)] : [],
  );
  return fields.length === 0 ? html`` : html`<h4>Parameters</h4><ul class="fields">${fields}</ul>`;
}

/** The fields stand here, although the schema is further down too: this is where they are looked for. */
function bodyOf({ requestBody }: OperationObject, schemaNamed: SchemaNamed): Html {
  const schema = jsonOf(requestBody)?.schema;
  if (!schema) return html``;
  const isOptional = requestBody && 'content' in requestBody && requestBody.required === false;
  const shown = '$ref' in schema ? (schemaNamed(schema.$ref.split('/').at(-1) ?? '') ?? schema) : schema;
  return html`<h4>Body${isOptional ? html` <span class="kind">may be left out</span>` : ''}</h4>${fieldsOf(shown)}`;
}

function answerOf(status: string, response: NonNullable<OperationObject['responses']>[string]): Html {
  const content = jsonOf(response);
  const kind = content?.schema ? html` <span class="kind">${kindOf(content.schema)}</span>` : '';
  const example = content?.example as unknown;
  return html`<li>
    <span class="status s${status[0]}">${status}</span> ${prose(String(response['description'] ?? ''))}${kind}
    ${example === undefined ? '' : html`<details><summary>Example</summary>${code(JSON.stringify(example, null, 2))}</details>`}
  </li>`;
}

function schemaOf(name: string, schema: Schema): Html {
  return html`<article id="schema-${name}">
    <h3>${name}</h3>
    ${schema.description ? html`<p>${prose(schema.description)}</p>` : ''}
    ${schema.properties ? '' : html`<p class="kind">${kindOf(schema)}</p>`}
    ${fieldsOf(schema)}
  </article>`;
}

/** The JSON among what a body or an answer may be. */
function jsonOf(holder: object | undefined): { schema?: SchemaOrRef; example?: unknown } | undefined {
  if (!holder || !('content' in holder)) return undefined;
  return (holder.content as Record<string, object>)['application/json'];
}

function curlOf({ method, path, object }: Operation): string {
  const filled = (object.parameters ?? []).reduce((way, each) => {
    if (!('name' in each) || each.in !== 'path' || !each.schema || !('example' in each.schema)) return way;
    return way.replace(`{${each.name}}`, String(each.schema.example));
  }, path);
  const body = jsonOf(object.requestBody)?.example;
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"$FRONTDESK/api/v1${filled}"`,
    ...(object.security ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n  ');
}

/** A block of code; it scrolls sideways, so the keyboard must get into it. */
function code(text: string): Html {
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}
