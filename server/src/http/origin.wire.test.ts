import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { talk } from '../../test/calls.js';
import { type Door, Person } from '../../test/Person.js';
import { startServer, type TestServer, testToken } from '../../test/startServer.js';

/** Whether a page of that origin is let in. */
async function isLetIn(door: Omit<Door, 'auth'>): Promise<boolean> {
  const person = await Person.enter({ ...door, auth: { token: await testToken('ann') } }).catch(() => null);
  person?.socket.disconnect();
  return person !== null;
}

describe('the Origin of a socket', () => {
  let server: TestServer;
  let port: string;
  beforeAll(async () => {
    server = await startServer({ PUBLIC_URL: 'https://calls.example.com/desk, https://other.example:8443' });
    port = new URL(server.url).port;
  });
  afterAll(() => server.close());

  for (const transport of ['websocket', 'polling'] as const) {
    const from = (origin?: string, more: Record<string, string> = {}) =>
      isLetIn({
        url: server.url,
        transports: [transport],
        headers: origin === undefined ? more : { origin, ...more },
      });

    it(`over ${transport} must be one of the operator’s or of this machine`, async () => {
      for (const origin of ['https://calls.example.com', 'https://other.example:8443']) {
        expect(await from(origin), origin).toBe(true);
      }
      for (const host of ['localhost', '127.0.0.1', '[::1]']) expect(await from(`http://${host}:${port}`)).toBe(true);
    });

    it(`[origin] over ${transport} may be missing: then it is no browser, and the token decides`, async () => {
      expect(await from()).toBe(true);
    });

    it(`[origin] over ${transport} is refused when it is any other, whatever Host and forwarded headers say`, async () => {
      const foreign = [
        'https://evil.example',
        'null',
        '',
        'http://calls.example.com',
        'https://calls.example.com:444',
        'https://calls.example.com.evil.example',
        'https://evil.example/https://calls.example.com',
        `https://localhost:${port}`,
        'http://localhost:1',
        `http://127.0.0.2:${port}`,
        `http://localhost:${port}/`,
      ];
      for (const origin of foreign) expect(await from(origin), origin).toBe(false);
      const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
      expect(await from('https://evil.example', forged)).toBe(false);
    });
  }

  it('is looked at when polling changes over to WebSocket, too', async () => {
    expect(
      await isLetIn({ url: server.url, transports: ['polling', 'websocket'], headers: { origin: server.url } }),
    ).toBe(true);
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)('TLS_CERT and TLS_KEY', () => {
  let folder: string;
  let server: TestServer;
  let ca: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
    const files = ['-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', '-x509', ...kind, '-subj', '/CN=localhost', '-addext', names, ...files], {
      stdio: 'ignore',
    });
    ca = readFileSync(cert, 'utf8');
    server = await startServer({ TLS_CERT: cert, TLS_KEY: key });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  function get(path: string): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      request(`${server.url}${path}`, { ca }, (response) => {
        let body = '';
        response.on('data', (part: Buffer) => {
          body += part.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  it('make it speak HTTPS, with a certificate that checks', async () => {
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await get('/healthz')).toEqual({ status: 200, body: '{"status":"ok"}' });
    expect(await get('/')).toMatchObject({ status: 200 });
  });

  for (const transport of ['websocket', 'polling'] as const) {
    it(`carry calls over ${transport === 'websocket' ? 'wss' : 'https polling'}`, async () => {
      const door = { url: server.url, transports: [transport], headers: { origin: server.url }, ca };
      const ann = await Person.enter({ ...door, auth: { token: await testToken('ann') } });
      const bob = await Person.enter({ ...door, auth: { token: await testToken('bob') } });
      const { callId } = await talk(ann, bob);
      await ann.does('call:finish', { callId });
      await bob.next('call:finish');
      for (const { socket } of [ann, bob]) socket.disconnect();
    });
  }

  it('allow the https origins of this machine, and no longer the http ones', async () => {
    const { port } = new URL(server.url);
    const from = (origin: string) => isLetIn({ url: server.url, headers: { origin }, ca });
    expect(await from(`https://localhost:${port}`)).toBe(true);
    expect(await from(`http://localhost:${port}`)).toBe(false);
  });

  it('do not answer plain HTTP', async () => {
    await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow();
  });
});
