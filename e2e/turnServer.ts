import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { type TurnCredentials, TurnSession } from '../scripts/doctor/turn/TurnSession.js';
import { iceWay } from '../server/src/auth/turn.js';
import { parseTurnUrl } from '../server/src/settings/turnUrl.js';

/** How long coturn may take until it answers, in ms; it takes a tenth of a second. */
const READY_MS = 20_000;
const LOOK_AGAIN_MS = 50;

/** For tests on loopback: peers are there too, which a real relay must never let in. */
const LOOPBACK = [
  '-n',
  '--use-auth-secret',
  '--allow-loopback-peers',
  '--realm=turn.test',
  '--no-cli',
  '--fingerprint',
];

export interface TurnServerOptions {
  /** A configuration file to run as it is; without one, a configuration for loopback. */
  readonly config?: string;
  /** Where it listens and relays; 127.0.0.1 unless said otherwise. */
  readonly addresses?: readonly string[];
  /** More words for its command line. */
  readonly args?: readonly string[];
}

/** A coturn of one's own, on free ports, with a secret and a self-signed certificate for `localhost` and its addresses. */
export interface TurnServer {
  readonly secret: string;
  readonly urls: { readonly udp: string; readonly tcp: string; readonly tls: string };
  /** The file of its certificate. */
  readonly certificate: string;
  /** And of the certificate's key. */
  readonly key: string;
  /** What it has written so far; nothing if a configuration sends it to the journal. */
  log(): string;
  /** Credentials for a user, as Frontdesk makes them. */
  credentials(userId: string, lifeMs?: number): TurnCredentials;
  /** Takes it away at once, and with it every relay. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}, on the same ports. */
  start(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** Starts coturn, the program at this path (`findTurnServer`), and waits until it answers over UDP, TCP and TLS. */
export async function startTurnServer(program: string, options: TurnServerOptions = {}): Promise<TurnServer> {
  const { config, addresses = ['127.0.0.1'], args = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-turn-'));
  const [host = '127.0.0.1'] = addresses;
  const [plain, tls] = await freePorts(host);
  const secret = 'a secret of tests and their relay';
  const certificate = makeCertificate(folder, addresses);
  const key = join(folder, 'key.pem');
  const words = [
    ...(config === undefined ? LOOPBACK : ['-c', config]),
    ...addresses.flatMap((address) => [`--listening-ip=${address}`, `--relay-ip=${address}`]),
    ...[`--listening-port=${plain}`, `--tls-listening-port=${tls}`, `--static-auth-secret=${secret}`],
    ...[`--cert=${certificate}`, `--pkey=${key}`],
    // Nothing of the machine's own coturn, if it has one.
    ...[`--userdb=${join(folder, 'turndb')}`, `--pidfile=${join(folder, 'pid')}`, '--log-file=stdout', '--simple-log'],
    ...args,
  ];
  const urls = {
    udp: `turn:${host}:${plain}`,
    tcp: `turn:${host}:${plain}?transport=tcp`,
    tls: `turns:${host}:${tls}`,
  };
  let log = '';
  const run = () =>
    launch(program, words, Object.values(urls), (text) => {
      log += text;
    });
  let child = await run();
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'close');
  };
  return {
    secret,
    urls,
    certificate,
    key,
    log: () => log,
    credentials: (userId, lifeMs = 60_000) => credentialsOf(secret, userId, lifeMs),
    kill: () => end('SIGKILL'),
    start: async () => {
      child = await run();
    },
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(
  program: string,
  words: readonly string[],
  urls: readonly string[],
  onText: (text: string) => void,
): Promise<ChildProcess> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000);
      onText(text);
    });
  }
  const until = Date.now() + READY_MS;
  for (const url of urls) {
    while (!(await answers(url))) {
      if (child.exitCode !== null || Date.now() > until) {
        child.kill('SIGKILL');
        throw new Error(`coturn did not start: ${output}`);
      }
      await after(LOOK_AGAIN_MS);
    }
  }
  return child;
}

/** Whether someone asks who we are there. */
async function answers(url: string): Promise<boolean> {
  const address = parseTurnUrl(url);
  if (!address) throw new Error(`${url} is no TURN address`);
  try {
    const session = await TurnSession.open(
      address,
      { username: '', credential: '' },
      {
        limitMs: 1_000,
        isCertificateChecked: false,
      },
    );
    const { error } = await session.allocate().finally(() => session.close());
    return error === 401;
  } catch {
    return false;
  }
}

function credentialsOf(secret: string, userId: string, lifeMs: number): TurnCredentials {
  const way = iceWay({ turn: { urls: [], secret }, icePolicy: 'all' }, userId, lifeMs, Date.now());
  const [{ username = '', credential = '' } = {}] = way.iceServers;
  return { username, credential };
}

function makeCertificate(folder: string, addresses: readonly string[]): string {
  const names = ['DNS:localhost', ...addresses.map((address) => `IP:${address}`)].join(',');
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '90'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const who = ['-subj', '/CN=localhost', '-addext', `subjectAltName=${names}`];
  execFileSync('openssl', ['req', '-x509', ...kind, ...who, ...files], { stdio: 'ignore' });
  return join(folder, 'cert.pem');
}

/** Two that nobody listens on, held at the same time so that they differ. */
export async function freePorts(host: string): Promise<readonly number[]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server.listen(0, host), 'listening');
      const address = server.address();
      return typeof address === 'object' && address ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
