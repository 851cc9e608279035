import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { talk } from '../../test/calls.js';
import { startServer, testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ RATE_COMMANDS: '0' });

/** A path sent as it is written: `fetch` would tidy it up. */
function rawGet(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(town.server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the pages', () => {
  it('come with the headers that keep strangers’ scripts out and the camera in', async () => {
    const response = await fetch(town.server.url);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>A page</title>');
    const { headers } = response;
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split(';').map((each) => {
        const [name = '', ...values] = each.trim().split(/\s+/);
        return [name, values.join(' ')];
      }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'self'",
      'script-src': "'self' 'wasm-unsafe-eval'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data: blob:",
      'media-src': "'self' blob: mediastream:",
      'connect-src': "'self'",
      'worker-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
    const permissions = (headers.get('permissions-policy') ?? '').split(/,\s*/);
    expect(permissions).toEqual(expect.arrayContaining(['camera=(self)', 'microphone=(self)', 'geolocation=()']));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    // No stranger learns the address, and a beacon to our own server still says where it comes from: with `no-referrer` that is `null`.
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('that carry their content’s hash in the name are kept for a year, a missing one is not', async () => {
    const asset = await fetch(`${town.server.url}/assets/app-abc123.js`);
    expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const missing = await fetch(`${town.server.url}/assets/none.js`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get('cache-control')).toBe('no-cache');
    expect(missing.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('open with what stands behind the question mark', async () => {
    expect((await fetch(`${town.server.url}/?call=ann`)).status).toBe(200);
  });

  it('are all that can be read: no way leads out of their folder', async () => {
    const ways = ['/../data/auth-secret', '/%2e%2e/data/auth-secret', '/..%2fdata%2fauth-secret', '/assets/../../data'];
    for (const way of [...ways, '/.%00./x', '//etc/passwd', '/%5c..%5cdata', '/%', '/assets/%c0%ae%c0%ae/x']) {
      const { status, body } = await rawGet(way);
      expect(status, way).toBeGreaterThanOrEqual(400);
      expect(status, way).toBeLessThan(500);
      expect(body, way).not.toMatch(/root:|secret/);
    }
  });
});

describe('the API', () => {
  it('answers an unknown path with a problem document', async () => {
    for (const path of ['/api/v1/nothing', '/api/nothing', '/api/v1', '/api/v2/sessions']) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const response = await fetch(`${town.server.url}${path}`, { method });
        expect(response.status, path).toBe(404);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        expect(await response.json()).toEqual({
          type: 'about:blank',
          title: 'No such resource',
          status: 404,
          code: 21,
          name: 'bad_argument',
        });
      }
    }
  });

  it('lets no one keep or guess at what it says', async () => {
    for (const path of ['/api/v1/nothing', '/api/v1/sessions/renew']) {
      const { headers } = await fetch(`${town.server.url}${path}`, { method: 'POST' });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

describe('GET /healthz', () => {
  it('says that calls can be made', async () => {
    const response = await fetch(`${town.server.url}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"status":"ok"}');
  });
});

describe('GET /metrics', () => {
  const metrics = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });

  it('counts calls by state and by the code of their end, pages, and how long calls rang', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const figures = async () => {
      const response = await metrics(town.server.url);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      const lines = (await response.text()).split('\n').filter((line) => line.startsWith('frontdesk_'));
      return Object.fromEntries(
        lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
      );
    };
    expect(await figures()).toMatchObject({
      'frontdesk_calls{state="ringing"}': 0,
      'frontdesk_calls{state="started"}': 0,
      'frontdesk_calls_ended_total{code="canceled"}': 0,
      frontdesk_endpoints: 2,
    });
    const { callId } = await talk(ann, bob);
    expect(await figures()).toMatchObject({
      'frontdesk_calls{state="started"}': 1,
      frontdesk_decision_seconds_count: 1,
      frontdesk_ring_seconds_count: 1,
    });
    await ann.does('call:finish', { callId, code: 100902 });
    await ann.does('call:request', { to: 'nobody', requestId: 'r' });
    expect(await figures()).toMatchObject({
      'frontdesk_calls{state="started"}': 0,
      'frontdesk_calls_ended_total{code="media_failed"}': 1,
      'frontdesk_calls_ended_total{code="offline"}': 1,
      frontdesk_decision_seconds_count: 2,
      frontdesk_ring_seconds_count: 1,
    });
  });

  it('names nobody', async () => {
    const ann = await town.enter('Ann', { userId: 'ann-of-green-gables' });
    await talk(ann, await town.enter('Bob'));
    const text = await (await metrics(town.server.url)).text();
    expect(text).not.toContain('green-gables');
    expect(text).toContain('process_cpu');
  });

  it('without a token is for this machine only: a request that came by a proxy needs one', async () => {
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-forwarded-host', 'x-forwarded-proto', 'via']) {
      const response = await metrics(town.server.url, { [name]: name === 'via' ? '1.1 proxy' : '127.0.0.1' });
      expect(response.status, name).toBe(401);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  it('needs a token of role admin once PUBLIC_URL is set', async () => {
    const server = await startServer({ PUBLIC_URL: 'https://calls.example.com' });
    expect((await metrics(server.url)).status).toBe(401);
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    for (const role of ['caller', 'agent', 'supervisor', 'business'] as const) {
      expect((await metrics(server.url, bearer(await testToken('x', 'X', role)))).status, role).toBe(401);
    }
    const expired = await testToken('root', 'Root', 'admin', -1_000);
    expect((await metrics(server.url, bearer(expired))).status).toBe(401);
    const admin = bearer(await testToken('root', 'Root', 'admin'));
    expect((await metrics(server.url, { ...admin, 'x-forwarded-for': '203.0.113.9' })).status).toBe(200);
    await server.close();
  });
});
