import { describe, expect, it } from 'vitest';
import { NetworkCheck, type NetworkProbes, summaryOf } from './NetworkCheck.js';
import { waysOf } from './ways.js';

const SECRET = { username: '1:ann', credential: 'x' };
const TURN = { urls: ['turn:t.example:3478', 'turn:t.example:3478?transport=tcp', 'turns:t.example:443'], ...SECRET };

/** A network where everything works, but for what is said. */
async function checked(probes: Partial<NetworkProbes> = {}) {
  const check = new NetworkCheck({
    isSecure: () => true,
    reachServer: async () => 20,
    openSocket: async () => 30,
    askIce: async () => ({ ice: { iceServers: [TURN], icePolicy: 'all' } }),
    reachByUdp: async () => 25,
    relay: async () => 40,
    ...probes,
  });
  await check.run();
  return check.view.get();
}

describe('NetworkCheck', () => {
  it('[P16] tries each transport by itself', async () => {
    const tried: RTCIceServer[] = [];
    const view = await checked({
      relay: async (server) => {
        tried.push(server);
        return 40;
      },
    });
    expect(tried.map(({ urls }) => urls)).toEqual(TURN.urls.map((url) => [url]));
    expect(Object.values(view).map(({ state }) => state)).toEqual(Array(7).fill('ok'));
    expect(summaryOf(view)).toBe('good');
  });

  it('[P16] names the step that fails: UDP blocked, the relay works over TLS', async () => {
    const view = await checked({
      reachByUdp: async () => null,
      relay: async ({ urls }) => (urls[0]?.startsWith('turns:') ? 90 : null),
    });
    expect(view).toMatchObject({
      direct: { state: 'warning', reason: 'blocked' },
      udp: { state: 'failed', reason: 'blocked' },
      tcp: { state: 'failed', reason: 'blocked' },
      tls: { state: 'ok', ms: 90 },
    });
    expect(summaryOf(view)).toBe('relayed');
  });

  it('[P16] says that nothing gets through when every way was tried', async () => {
    const view = await checked({ reachByUdp: async () => null, relay: async () => null });
    expect(summaryOf(view)).toBe('no_media');
  });

  it('is not alarmed by an operator without a TURN server', async () => {
    const view = await checked({ askIce: async () => ({ ice: { iceServers: [], icePolicy: 'all' } }) });
    expect(view.udp).toEqual({ state: 'skipped', reason: 'no_relay', ms: null });
    expect(summaryOf(view)).toBe('untested');
  });

  it('tries nothing directly where all goes through the relay on purpose', async () => {
    const view = await checked({ askIce: async () => ({ ice: { iceServers: [TURN], icePolicy: 'relay' } }) });
    expect(view.direct).toEqual({ state: 'skipped', reason: 'relay_only', ms: null });
    expect(summaryOf(view)).toBe('good');
  });

  it('skips the ways of media for somebody who has not joined', async () => {
    const view = await checked({ askIce: async () => ({ reason: 'not_joined' }) });
    expect(view.tls).toEqual({ state: 'skipped', reason: 'not_joined', ms: null });
    expect(summaryOf(view)).toBe('untested');
  });

  it.each([
    [{ isSecure: () => false }, 'insecure'],
    [{ reachServer: async () => null }, 'no_server'],
    [{ openSocket: async () => null }, 'no_server'],
  ] as const)('puts first what stands in the way of everything', async (probes, summary) => {
    expect(summaryOf(await checked(probes))).toBe(summary);
  });

  it('warns of a server that is far away', async () => {
    expect((await checked({ reachServer: async () => 900 })).server).toEqual({
      state: 'warning',
      reason: 'slow',
      ms: 900,
    });
  });
});

it('takes the first server of each transport, and asks it for STUN too', () => {
  expect(waysOf([TURN, { urls: 'turn:other.example:3478', ...SECRET }])).toEqual({
    stun: { urls: ['stun:t.example:3478'] },
    relays: {
      udp: { urls: [TURN.urls[0]], ...SECRET },
      tcp: { urls: [TURN.urls[1]], ...SECRET },
      tls: { urls: [TURN.urls[2]], ...SECRET },
    },
  });
  expect(waysOf([])).toEqual({ stun: null, relays: {} });
});
