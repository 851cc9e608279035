import type { IceAnswer, NetworkProbes } from './NetworkCheck.js';
import { relayRoundTrip, udpRoundTrip, within } from './relayLoop.js';

/** The longest wait for the server, in ms. */
const SERVER_MS = 8_000;

/** What the check asks for real. `token`: of whoever has joined. `base`: where the server is, or the page's own origin. */
export function browserProbes(token: () => string | null, base = ''): NetworkProbes {
  return {
    isSecure: () => isSecureContext,
    reachServer: () => reachServer(base),
    openSocket: () => openSocket(base),
    askIce: () => askIce(token(), base),
    reachByUdp: udpRoundTrip,
    relay: relayRoundTrip,
  };
}

/** The second of two requests: the first one also pays for opening the connection. */
async function reachServer(base: string): Promise<number | null> {
  try {
    const ask = () => fetch(`${base}/healthz`, { cache: 'no-store', signal: AbortSignal.timeout(SERVER_MS) });
    await ask();
    const begin = performance.now();
    const { ok } = await ask();
    return ok ? performance.now() - begin : null;
  } catch {
    return null;
  }
}

/** Many a proxy lets pages through and WebSockets not. The server speaks first, before it knows who one is. */
async function openSocket(base: string): Promise<number | null> {
  const url = new URL('/socket.io/?EIO=4&transport=websocket', base || location.origin);
  url.protocol = url.protocol.replace('http', 'ws');
  const begin = performance.now();
  const socket = new WebSocket(url);
  const greeted = new Promise<boolean>((done) => {
    socket.addEventListener('message', () => done(true));
    socket.addEventListener('error', () => done(false));
    socket.addEventListener('close', () => done(false));
  });
  const isGreeted = await within(SERVER_MS, greeted);
  const ms = performance.now() - begin;
  socket.close();
  return isGreeted ? ms : null;
}

async function askIce(token: string | null, base: string): Promise<IceAnswer> {
  if (token === null) return { reason: 'not_joined' };
  try {
    const response = await fetch(`${base}/api/v1/ice`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(SERVER_MS),
    });
    if (response.status === 429) return { reason: 'rate_limited' };
    if (response.status === 401 || response.status === 403) return { reason: 'not_joined' };
    return response.ok ? { ice: await response.json() } : { reason: 'unreachable' };
  } catch {
    return { reason: 'unreachable' };
  }
}
