import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTurnServer } from '../../../e2e/findTurnServer.js';
import { startTurnServer, type TurnServer } from '../../../e2e/turnServer.js';
import { parseTurnUrl } from '../../../server/src/settings/turnUrl.js';
import { ATTRIBUTES, decodeAnswer, encodeRequest, TRANSACTION_BYTES } from './stunMessage.js';
import { openTransport } from './Transport.js';
import { type TurnCredentials, TurnSession } from './TurnSession.js';

const CONFIG = resolve(import.meta.dirname, '../../../deploy/coturn.conf');
const FORBIDDEN = 403;
/** The attribute by which a server says which program it is (RFC 8489, 14.14). */
const SOFTWARE = 0x8022;

/** Where a relay with an IPv4 address must not reach, and one with an IPv6 address. */
const DENIED = {
  four: [
    ...['0.0.0.0', '0.1.2.3', '127.0.0.1', '127.255.255.254'],
    ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
    ...['169.254.169.254', '168.63.129.16', '100.64.0.1', '100.100.100.200', '192.0.0.192'],
    ...['192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.1.2.3', '255.255.255.255'],
  ],
  six: [
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '2001:db8::1', '100::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:192.168.1.1', '::ffff:169.254.169.254', '::ffff:8.8.8.8'],
    ...['::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b:1::10.0.0.1', '2002:7f00:1::', '2001::1', '2001:0:53aa::1'],
  ],
} as const;
const ALLOWED = {
  four: ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.128.0.1', '192.167.1.1', '223.255.255.254'],
  six: ['2001:4860:4860::8888', '2606:4700:4700::1111', '2a00:1450::1', '2001:200::1'],
} as const;

const program = findTurnServer();

describe.skipIf(program === null)('deploy/coturn.conf', () => {
  let turn: TurnServer;
  const sessions: TurnSession[] = [];
  beforeAll(async () => {
    if (program) turn = await startTurnServer(program, { config: CONFIG, addresses: ['127.0.0.1', '::1'] });
  });
  afterAll(async () => {
    for (const session of sessions) session.close();
    await turn?.stop();
  });

  async function enter(credentials: TurnCredentials, url = turn.urls.udp): Promise<TurnSession> {
    const address = parseTurnUrl(url);
    if (!address) throw new Error(`${url} is no address`);
    const session = await TurnSession.open(address, credentials, { isCertificateChecked: false });
    sessions.push(session);
    return session;
  }

  async function errorsFor(session: TurnSession, peers: readonly string[]): Promise<Record<string, number>> {
    const errors: Record<string, number> = {};
    for (const peer of peers) errors[peer] = (await session.permit(peer)).error;
    return errors;
  }

  const all = (peers: readonly string[], error: number) => Object.fromEntries(peers.map((peer) => [peer, error]));

  for (const family of ['four', 'six'] as const) {
    it(`[P16] lets a relay of IPv${family === 'four' ? 4 : 6} reach the internet, and nothing that is not on it`, async () => {
      const session = await enter(turn.credentials('ann'));
      expect((await session.allocate({ isSix: family === 'six' })).error).toBe(0);
      expect(await errorsFor(session, DENIED[family])).toEqual(all(DENIED[family], FORBIDDEN));
      expect(await errorsFor(session, ALLOWED[family])).toEqual(all(ALLOWED[family], 0));
    });
  }

  it('lets nobody reach IPv4 in the dress of IPv6 from a relay of IPv4 either', async () => {
    const session = await enter(turn.credentials('ann'));
    await session.allocate();
    // 443: the peer's kind is not the relay's.
    expect(await errorsFor(session, ['::ffff:127.0.0.1', '::1'])).toEqual({ '::ffff:127.0.0.1': 443, '::1': 443 });
  });

  it('relays over UDP, TCP and TLS', async () => {
    for (const url of Object.values(turn.urls)) {
      const session = await enter(turn.credentials('bob'), url);
      expect(await session.allocate(), url).toMatchObject({ error: 0, relayed: { address: '127.0.0.1' } });
    }
  });

  it('refuses a wrong secret, credentials that have expired, and a name that was not signed', async () => {
    const good = turn.credentials('ann');
    const other = good.username.replace('ann', 'eve');
    for (const credentials of [
      { ...good, credential: 'bm90IHRoZSBzZWNyZXQ=' },
      { ...good, username: other },
      turn.credentials('ann', -2_000),
      { username: 'ann', credential: 'ann' },
    ]) {
      expect((await (await enter(credentials)).allocate()).error, credentials.username).toBe(401);
    }
  });

  it('lets a user open 72 relays at a time, however often the credentials are made anew, and others as before', async () => {
    const errors: number[] = [];
    for (let count = 0; count <= 72; count++) {
      const session = await enter(turn.credentials('greedy', 60_000 + count * 1_000));
      errors.push((await session.allocate()).error);
    }
    expect(new Set(errors.slice(0, 72))).toEqual(new Set([0]));
    expect(errors[72]).toBe(486);
    expect((await (await enter(turn.credentials('modest'))).allocate()).error).toBe(0);
  });

  it('does not say which program it is, nor does coturn find a line in it that it does not know', async () => {
    const address = parseTurnUrl(turn.urls.udp);
    if (!address) throw new Error('no address');
    const answer = await new Promise<Buffer>((onMessage, onLost) => {
      const options = { limitMs: 5_000, isCertificateChecked: false, onMessage, onLost };
      openTransport(address, options).then(
        (transport) => transport.send(encodeRequest('binding', randomBytes(TRANSACTION_BYTES), [])),
        onLost,
      );
    });
    expect(decodeAnswer(answer)?.attributes.has(ATTRIBUTES.mappedAddress)).toBe(true);
    expect(decodeAnswer(answer)?.attributes.has(SOFTWARE)).toBe(false);
    expect(turn.log()).not.toContain('Bad configuration');
  });
});

describe.skipIf(program === null)('credentials (ADR 21)', () => {
  it('that expire in a call take nothing from it: its relay is kept, and lets peers in', async () => {
    const turn = await startTurnServer(program ?? '');
    const address = parseTurnUrl(turn.urls.udp);
    if (!address) throw new Error('no address');
    const expiresAt = Date.now() + 1_500;
    const credentials = turn.credentials('ann', 1_500);
    const session = await TurnSession.open(address, credentials);
    expect((await session.allocate()).error).toBe(0);
    await expect
      .poll(
        async () => {
          const late = await TurnSession.open(address, credentials);
          return (await late.allocate().finally(() => late.close())).error;
        },
        { timeout: 10_000 },
      )
      .toBe(401);
    expect(Date.now()).toBeGreaterThan(expiresAt - 1_000);
    expect((await session.refresh(600)).error).toBe(0);
    expect((await session.permit('127.0.0.1')).error).toBe(0);
    session.close();
    await turn.stop();
  });
});
