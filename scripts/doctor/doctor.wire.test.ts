import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTurnServer } from '../../e2e/findTurnServer.js';
import { freePorts, startTurnServer, type TurnServer } from '../../e2e/turnServer.js';
import { readSettings } from '../../server/src/settings/readSettings.js';
import type { Settings } from '../../server/src/settings/settings.js';
import { startServer, type TestServer } from '../../server/test/startServer.js';
import { checkAddresses } from './address.js';
import type { Finding } from './Finding.js';
import { checkMachine } from './machine.js';
import { checkRelay } from './relay.js';

type Environment = Readonly<Record<string, string>>;

const CONFIG = resolve(import.meta.dirname, '../../deploy/coturn.conf');
const program = findTurnServer();

function settings(environment: Environment): Settings {
  const read = readSettings(environment);
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.settings;
}

/** What came of each check. */
function outcomes(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(findings.map(({ check, outcome }) => [check, outcome]));
}

function whatIsBad(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(findings.flatMap((each) => (each.outcome === 'bad' ? [[each.check, each.saw]] : [])));
}

describe.skipIf(program === null)('npm run doctor', () => {
  let turn: TurnServer;
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-doctor-'));
    turn = await startTurnServer(program ?? '', { config: CONFIG, addresses: ['127.0.0.1', '::1'] });
    server = await startServer({ TLS_CERT: turn.certificate, TLS_KEY: turn.key });
  });
  afterAll(async () => {
    await server?.close();
    await turn?.stop();
    rmSync(folder, { recursive: true });
  });

  function environment(): Record<string, string> {
    return {
      PORT: new URL(server.url).port,
      PUBLIC_URL: server.url,
      TLS_CERT: turn.certificate,
      TLS_KEY: turn.key,
      DATA_DIR: server.dataDir,
      TURN_URLS: Object.values(turn.urls).join(','),
      TURN_SECRET: turn.secret,
    };
  }

  /** The program itself, on a machine that believes the tests' certificate. */
  function run(env: Environment, ...args: readonly string[]): Promise<{ code: number | null; stdout: string }> {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const child = execFile(process.execPath, ['--import', tsx, resolve(import.meta.dirname, '../doctor.ts'), ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: turn.certificate, ...env },
    });
    let stdout = '';
    child.stdout?.on('data', (text: string) => {
      stdout += text;
    });
    return new Promise((done) => child.once('close', (code) => done({ code, stdout })));
  }

  it('finds nothing wrong where all is as the documents say, and exits with 0', async () => {
    const { code, stdout } = await run(environment(), '--json');
    const findings = JSON.parse(stdout) as Finding[];
    expect(whatIsBad(findings)).toEqual({});
    expect(outcomes(findings)).toEqual({
      ...outcomes(['Node', 'DATA_DIR', 'PORT'].map((check) => ({ check, outcome: 'good', saw: '' }))),
      ...{ [`${server.url} certificate`]: 'good', [server.url]: 'good', [`${server.url} clock`]: 'good' },
      ...{ [`${server.url} WebSocket`]: 'good', [`${server.url} strangers`]: 'good' },
      ...{ [turn.urls.udp]: 'good', [turn.urls.tcp]: 'good', [turn.urls.tls]: 'good' },
      ...{ [`${turn.urls.tls} certificate`]: 'good', 'TURN wrong secret': 'good', 'TURN clock': 'good' },
      // From this very machine the relay must not be reached.
      ...{ 'TURN private peers': 'good', 'TURN mapped peers': 'good', 'TURN relay ports': 'skipped' },
    });
    expect(code).toBe(0);
  });

  it('says what to do about what is wrong, and exits with 1', async () => {
    const { code, stdout } = await run({ ...environment(), TURN_SECRET: 'another', TURN_URLS: turn.urls.udp });
    expect(stdout).toContain(`✗ ${turn.urls.udp}`);
    expect(stdout).toMatch(/answers 401 .*\n +→ TURN_SECRET must be static-auth-secret of coturn/);
    expect(stdout).toMatch(/✓ Node .*\n/);
    expect(stdout).toContain('One thing is wrong.');
    expect(code).toBe(1);
    const unusable = await run({ PORT: 'x' });
    expect(unusable.stdout).toContain('PORT must be a whole number from 0 to 65535.');
    expect(unusable.code).toBe(1);
  });

  it('finds a relay that lets people into private networks', async () => {
    const open = await startTurnServer(program ?? '', { addresses: ['127.0.0.1', '::1'] });
    const env = { TURN_URLS: open.urls.udp, TURN_SECRET: open.secret };
    const findings = await checkRelay(settings(env));
    expect(whatIsBad(findings)).toEqual({
      'TURN private peers':
        'lets people reach 127.0.0.1 (loopback), 10.0.0.1 (private), 172.16.0.1 (private), 192.168.0.1 (private), 169.254.169.254 (link-local), 100.64.0.1 (carrier-grade NAT)',
      'TURN mapped peers': 'lets people reach ::ffff:127.0.0.1, ::ffff:10.0.0.1, ::1, fd00::1, fe80::1',
    });
    expect(outcomes(findings)['TURN relay ports']).toBe('good');
    await open.stop();
  });

  it('does not take a relay that is out of ports for one that is closed', async () => {
    const [first = 0] = await freePorts('127.0.0.1');
    const ports = Array.from({ length: 8 }, (_, nth) => first + nth);
    const taken = ports.map((port) => createSocket('udp6').bind(port, '::1'));
    // One that somebody has already is as good.
    await Promise.all(taken.map((socket) => once(socket, 'listening').catch(() => undefined)));
    const args = [`--min-port=${first}`, `--max-port=${ports.at(-1)}`];
    const open = await startTurnServer(program ?? '', { addresses: ['127.0.0.1', '::1'], args });
    const findings = await checkRelay(settings({ TURN_URLS: open.urls.udp, TURN_SECRET: open.secret }), 40_000);
    for (const socket of taken) socket.close();
    await open.stop();
    // coturn looks for a port 65,535 times before it gives up, for which a slow machine may need more than five seconds.
    expect(whatIsBad(findings)).toMatchObject({
      'TURN mapped peers': expect.stringMatching(/^not tried: answers 508 /),
    });
  });

  it('finds a relay that lets nobody reach anyone, and one that is not there', async () => {
    const closed = await startTurnServer(program ?? '', { args: ['--denied-peer-ip=::'] });
    const env = { TURN_URLS: closed.urls.tcp, TURN_SECRET: closed.secret };
    expect(whatIsBad(await checkRelay(settings(env)))).toEqual({ 'TURN private peers': 'refuses 8.8.8.8 too (403)' });
    await closed.stop();
    expect(Object.values(whatIsBad(await checkRelay(settings(env))))).toEqual([
      expect.stringContaining('ECONNREFUSED'),
    ]);
  });

  it('[P16] finds a certificate that browsers do not know, at the page and at the relay', async () => {
    const findings = [
      ...(await checkRelay(settings(environment()))),
      ...(await checkAddresses(settings(environment()))),
    ];
    expect(whatIsBad(findings)).toEqual({
      [`${turn.urls.tls} certificate`]: expect.stringContaining('SELF_SIGNED'),
      [`${server.url} certificate`]: expect.stringContaining('SELF_SIGNED'),
    });
  });
});

describe('npm run doctor', () => {
  it('finds an address whose clock is wrong, and where strangers’ pages get in', async () => {
    const http = createServer((_, response) => {
      response.setHeader('date', new Date(Date.now() - 600_000).toUTCString());
      response.end('{"status":"ok"}');
    });
    http.on('upgrade', (_, socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    );
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    expect(whatIsBad(await checkAddresses(settings({ PUBLIC_URL: url })))).toEqual({
      [url]: 'not https',
      [`${url} clock`]: expect.stringMatching(/^(599|600|601) s behind this machine$/),
      [`${url} strangers`]: 'a page of another origin gets in',
    });
    http.close();
  });

  it('finds that the address is not the one that the server was told', async () => {
    // On loopback a server knows itself as localhost, 127.0.0.1 and [::1].
    const server = await startServer({ HOST: '127.0.0.2' });
    expect(whatIsBad(await checkAddresses(settings({ PUBLIC_URL: server.url })))).toEqual({
      [server.url]: 'not https',
      [`${server.url} WebSocket`]: expect.stringMatching(/^answered 40[03]$/),
    });
    await server.close();
  });

  it('finds a port that another program has, and a folder that cannot be written', async () => {
    const http = createServer((_, response) => response.end('another program'));
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const { port } = http.address() as AddressInfo;
    const found = whatIsBad(await checkMachine(settings({ PORT: String(port), DATA_DIR: '/proc/frontdesk' })));
    expect(found).toEqual({
      PORT: expect.stringContaining('EADDRINUSE'),
      DATA_DIR: expect.stringMatching(/^\/proc\/frontdesk: E/),
    });
    http.close();
  });
});
