import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { iceWay, type TurnSettings } from '../../server/src/auth/turn.js';
import type { Settings } from '../../server/src/settings/settings.js';
import { parseTurnUrl, type TurnAddress } from '../../server/src/settings/turnUrl.js';
import { lookAtCertificate } from './certificate.js';
import { bad, type Finding, good, reasonOf, skipped } from './Finding.js';
import { type Allocation, type TurnCredentials, TurnSession } from './turn/TurnSession.js';

const MINUTE_MS = 60_000;
const USER = 'doctor';
/** Of each kind one: where a relay must let nobody. */
const DENIED = {
  loopback: ['127.0.0.1'],
  private: ['10.0.0.1', '172.16.0.1', '192.168.0.1'],
  'link-local': ['169.254.169.254'],
  'carrier-grade NAT': ['100.64.0.1'],
} as const;
const MAPPED = ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::1', 'fd00::1', 'fe80::1'];
/** A public address; being let in sends nothing there. */
const PUBLIC = '8.8.8.8';
const CONFIGURE = 'Use deploy/coturn.conf: whoever has a relay there reaches into your network.';
const LOGS = 'See what coturn logs, and its quotas.';
/** The kind of address is not supported, or not that of the relay (RFC 8656). Any other error says nothing of the kind. */
const NO_SIX = [440, 443];
const MATCH =
  'TURN_SECRET must be static-auth-secret of coturn, with use-auth-secret. See the clock of both machines too.';

/** The TURN server, as a browser uses it: each of its addresses, and what it must refuse. `limitMs`: for an answer about mapped peers. */
export async function checkRelay({ turn, icePolicy }: Settings, limitMs?: number): Promise<readonly Finding[]> {
  if (!turn) {
    return icePolicy === 'relay'
      ? [
          bad(
            'TURN',
            'TURN_URLS is not set, and ICE_POLICY is relay',
            'Set TURN_URLS (docs/turn.md), or no call has picture or sound.',
          ),
        ]
      : [skipped('TURN', 'TURN_URLS is not set: across routers and firewalls calls will not connect')];
  }
  const findings: Finding[] = [];
  let working: TurnAddress | null = null;
  for (const url of turn.urls) {
    const address = parseTurnUrl(url);
    if (!address) continue;
    const { host, port, transport } = address;
    if (transport === 'tls') findings.push(await lookAtCertificate(`${url} certificate`, host, port));
    const found = await checkAllocation(url, address, turn);
    findings.push(found);
    if (found.outcome === 'good' && (working === null || transport === 'udp')) working = address;
  }
  return working ? [...findings, ...(await checkManners(working, turn, limitMs))] : findings;
}

async function checkAllocation(url: string, address: TurnAddress, turn: TurnSettings): Promise<Finding> {
  try {
    const { error, reason, relayed } = await withRelay(address, credentials(turn), async (_, made) => made);
    if (error === 0) return good(url, `opens a relay, at ${relayed?.address}`);
    return bad(url, `answers ${error} ${reason}`, error === 401 ? MATCH : LOGS);
  } catch (error) {
    const kind = address.transport === 'udp' ? 'UDP' : 'TCP';
    const todo = `See that coturn runs and listens on port ${address.port}, and that firewalls let ${kind} through to it.`;
    return bad(url, reasonOf(error), todo);
  }
}

/** What holds for the server whatever its address. */
async function checkManners(address: TurnAddress, turn: TurnSettings, limitMs?: number): Promise<readonly Finding[]> {
  const checks = [checkSecret, checkExpiry, checkPeers, checkMapped, checkPorts];
  const findings: Finding[] = [];
  for (const check of checks) {
    try {
      findings.push(await check(address, turn, limitMs));
    } catch (error) {
      findings.push(bad('TURN', reasonOf(error), 'It stopped answering: see what coturn logs.'));
    }
  }
  return findings;
}

async function checkSecret(address: TurnAddress, turn: TurnSettings): Promise<Finding> {
  const check = 'TURN wrong secret';
  const wrong = credentials({ ...turn, secret: `${turn.secret}, not` });
  const { error } = await withRelay(address, wrong, async (_, made) => made);
  return error === 401
    ? good(check, 'refused')
    : bad(
        check,
        error === 0 ? 'opens a relay' : `answers ${error}`,
        'Turn use-auth-secret on, and no-auth off: anybody can use it.',
      );
}

/** Good for another minute: taken. Over for a minute: refused. */
async function checkExpiry(address: TurnAddress, turn: TurnSettings): Promise<Finding> {
  const check = 'TURN clock';
  const todo = 'Let both machines keep their time by NTP: credentials say when they expire.';
  const early = await withRelay(address, credentials(turn, MINUTE_MS), async (_, { error }) => error);
  if (early !== 0) return bad(check, 'more than a minute ahead of this machine', todo);
  const late = await withRelay(address, credentials(turn, -MINUTE_MS), async (_, { error }) => error);
  return late === 0
    ? bad(check, 'credentials that expired a minute ago are taken', todo)
    : good(check, 'agrees with this machine; expired credentials are refused');
}

async function checkPeers(address: TurnAddress, turn: TurnSettings): Promise<Finding> {
  const check = 'TURN private peers';
  return withRelay(address, credentials(turn), async (session) => {
    const open: string[] = [];
    for (const [kind, peers] of Object.entries(DENIED)) {
      for (const peer of peers) if ((await session.permit(peer)).error === 0) open.push(`${peer} (${kind})`);
    }
    if (open.length > 0) return bad(check, `lets people reach ${open.join(', ')}`, CONFIGURE);
    const { error } = await session.permit(PUBLIC);
    return error === 0
      ? good(check, `refused: ${Object.keys(DENIED).join(', ')}`)
      : bad(
          check,
          `refuses ${PUBLIC} too (${error})`,
          'A line of denied-peer-ip denies everyone; one that begins with :: does.',
        );
  });
}

async function checkMapped(address: TurnAddress, turn: TurnSettings, limitMs?: number): Promise<Finding> {
  const check = 'TURN mapped peers';
  return withRelay(
    address,
    credentials(turn),
    async (session, { error, reason }) => {
      if (NO_SIX.includes(error)) return good(check, 'out of reach: it relays no IPv6');
      if (error !== 0) return bad(check, `not tried: answers ${error} ${reason}`, LOGS);
      const open: string[] = [];
      for (const peer of MAPPED) if ((await session.permit(peer)).error === 0) open.push(peer);
      return open.length === 0
        ? good(check, 'refused: ::ffff:127.0.0.1 and its like')
        : bad(check, `lets people reach ${open.join(', ')}`, CONFIGURE);
    },
    { isSix: true, limitMs },
  );
}

/** A datagram from outside gets to whoever has the relay: its ports are open. */
async function checkPorts(address: TurnAddress, turn: TurnSettings): Promise<Finding> {
  const check = 'TURN relay ports';
  return withRelay(address, credentials(turn), async (session, { relayed }) => {
    const own = await session.bind();
    if (own === null || relayed === null) return skipped(check, 'it does not say where we are');
    if (isIPv6(own) !== isIPv6(relayed.address)) return skipped(check, 'we speak IPv6 to it, and it relays IPv4');
    if ((await session.permit(own)).error !== 0) {
      return skipped(
        check,
        `not tried: it sees us at ${own}, where it lets nobody. Ask again from outside its network`,
      );
    }
    const socket = createSocket(isIPv6(relayed.address) ? 'udp6' : 'udp4');
    try {
      const isReached = await session.isReached(() => socket.send('frontdesk doctor', relayed.port, relayed.address));
      return isReached
        ? good(check, `a datagram gets through ${relayed.address}:${relayed.port}`)
        : bad(
            check,
            `nothing gets through ${relayed.address}:${relayed.port}`,
            'Open UDP min-port to max-port of coturn; behind 1:1 NAT set external-ip.',
          );
    } finally {
      socket.close();
    }
  });
}

async function withRelay<T>(
  address: TurnAddress,
  credentials: TurnCredentials,
  look: (session: TurnSession, made: Allocation) => Promise<T>,
  { isSix = false, limitMs }: { readonly isSix?: boolean; readonly limitMs?: number | undefined } = {},
): Promise<T> {
  // Its certificate is a finding of its own.
  const session = await TurnSession.open(address, credentials, {
    isCertificateChecked: false,
    ...(limitMs === undefined ? {} : { limitMs }),
  });
  try {
    const made = await session.allocate({ isSix });
    const seen = await look(session, made);
    // What is given back counts against no quota.
    if (made.error === 0) await session.refresh(0);
    return seen;
  } finally {
    session.close();
  }
}

function credentials(turn: TurnSettings, lifeMs = 5 * MINUTE_MS): TurnCredentials {
  const [{ username = '', credential = '' } = {}] = iceWay(
    { turn, icePolicy: 'all' },
    USER,
    lifeMs,
    Date.now(),
  ).iceServers;
  return { username, credential };
}
