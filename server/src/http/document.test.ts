import { createHash } from 'node:crypto';
import type { Role } from '@frontdesk/protocol';
import { roleSchema } from '@frontdesk/protocol/schemas';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeApi } from '../../test/api.js';
import type { ApiDocument } from './document.js';
import { CALL_EXAMPLE } from './routeParts.js';

const { ask, app } = makeApi();
let document: ApiDocument;
beforeAll(async () => {
  document = (await (await ask('GET', '/openapi.json')).json()) as ApiDocument;
});

function operations() {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method: method.toUpperCase(), operation }] : [];
    }),
  );
}

describe('GET /api/v1/openapi.json', () => {
  it('[GET /api/v1/openapi.json] is a good OpenAPI 3.1 document', async () => {
    expect(document.openapi).toBe('3.1.0');
    const result = await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('describes every route that there is, and no other', () => {
    const there = app.routes
      .filter(({ path, method }) => path.startsWith('/api/v1/') && method !== 'ALL')
      .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = operations().map(({ path, method }) => `${method} /api/v1${path}`);
    expect(described.toSorted()).toEqual([...new Set(there)].toSorted());
    expect(described).toHaveLength(44);
  });

  it('gives each operation a name of its own, words, and its answers', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations()) {
      expect(operation.summary, path).toMatch(/^[A-Z].+[^.]$/);
      const statuses = Object.keys(operation.responses ?? {});
      expect(
        statuses.filter((status) => status.startsWith('2')),
        path,
      ).toHaveLength(1);
      if (operation.security) expect(statuses, path).toContain('401');
    }
  });

  it('says of each door which roles it lets in, and they are the ones', async () => {
    const doors = operations().flatMap(({ path, method, operation }) => {
      const roles = operation.security?.[0]?.['token'];
      return roles?.length ? [{ path: path.replaceAll(/{\w+}/g, 'x'), method, roles }] : [];
    });
    expect(doors).toHaveLength(28);
    for (const { path, method, roles } of doors) {
      for (const role of roleSchema.options) {
        const { status } = await ask(method, path, { as: role });
        // Let in, it is told that it sent no body, or that there is no such call.
        if (roles.includes(role)) expect([200, 400, 404], `${role} ${path}`).toContain(status);
        else expect(status, `${role} ${path}`).toBe(403);
      }
    }
    const may = (role: Role) =>
      doors.filter(({ roles }) => roles.includes(role)).map(({ method, path }) => `${method} ${path}`);
    const read = ['GET /calls', 'GET /calls/x', 'GET /users', 'GET /queues', 'GET /queues/x', 'GET /agents'];
    const act = ['POST /calls/x/assign', 'POST /calls/x/finish', 'POST /calls/x/update', 'POST /users/x/finish'];
    const staff = [
      'GET /staff',
      'GET /staff/invitations',
      'POST /staff/invitations',
      'DELETE /staff/invitations/x',
      'PATCH /staff/x',
      'POST /staff/x/reset',
    ];
    const records = ['GET /records', 'GET /records/x'];
    const setUp = ['PUT /queues/x', 'DELETE /queues/x', 'PUT /agents/x', 'DELETE /agents/x'];
    const join = ['POST /ice', 'POST /queues/x/callbacks', 'POST /calls/x/rating'];
    const work = ['GET /callbacks', 'PATCH /callbacks/x'];
    expect(may('caller').toSorted()).toEqual(join.toSorted());
    expect(may('agent').toSorted()).toEqual([...join, ...work, ...records].toSorted());
    expect(may('supervisor').toSorted()).toEqual([...read, ...join, ...work, ...records].toSorted());
    expect(may('business').toSorted()).toEqual([...read, ...act, ...setUp, ...work, ...records].toSorted());
    expect(may('admin').toSorted()).toEqual(
      [...read, ...act, ...setUp, ...join, ...work, ...records, ...staff, 'POST /tokens'].toSorted(),
    );
  });

  it('says of a call what its snapshots hold, with the bounds of the wire', () => {
    expect(document.components?.schemas?.['CallSnapshot']).toMatchObject({
      required: Object.keys(CALL_EXAMPLE),
      properties: {
        param: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
        text: { type: 'string', maxLength: 4096 },
        roomId: { type: ['integer', 'null'] },
        caller: { $ref: '#/components/schemas/Party' },
      },
    });
  });

  it('tells a program that is a web service what it will be asked', () => {
    expect(Object.keys(document.webhooks ?? {})).toEqual(['call.decide']);
  });

  it('shows a problem document wherever something is refused', () => {
    for (const { path, operation } of operations()) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (Number(status) < 400) continue;
        expect(response.content, `${path} ${status}`).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
  });
});

describe('GET /api/v1/docs', () => {
  it('is a page without any script, and lets nothing in but its own style', async () => {
    const response = await ask('GET', '/docs');
    const page = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(page).not.toMatch(/<script|\son\w+=|style="|https?:\/\/(?!www\.apache\.org|calls\.example\.com)/);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('has every operation and every schema, and each of its links leads somewhere', async () => {
    const page = await (await ask('GET', '/docs')).text();
    const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    for (const { operation } of operations()) expect(ids).toContain(operation.operationId);
    for (const name of Object.keys(document.components?.schemas ?? {})) expect(ids).toContain(`schema-${name}`);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(40);
    for (const link of links) expect(ids).toContain(link);
  });
});
