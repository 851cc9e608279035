import { expect, type Page } from '@playwright/test';

const CANDIDATE = /candidate:[^"\\]+? typ (\w+)(?: raddr ([^ "\\]+))?/g;

type WatchedWindow = Window & { connections: RTCPeerConnection[] };

/** Which way two pages have found to each other. */
interface Way {
  /** What each side's end of the way is: `host`, `srflx`, `prflx` or `relay`. */
  readonly local: string;
  readonly remote: string;
  /** How this side speaks to its relay: `udp`, `tcp` or `tls`; null without one. */
  readonly relayProtocol: string | null;
}

/**
 * Keeps this page's connections, for {@link expectRelayed}, and the kinds of all candidates that it sends, with the address
 * behind a relay if one is said; loads it anew for that.
 */
export async function watchCandidates(page: Page): Promise<{ readonly sent: ReadonlySet<string> }> {
  const sent = new Set<string>();
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      for (const [, kind, behind] of String(payload).matchAll(CANDIDATE)) {
        sent.add(behind === undefined || behind === '0.0.0.0' ? (kind ?? '') : `${kind} for ${behind}`);
      }
    }),
  );
  await page.addInitScript(() => {
    const watched = window as unknown as WatchedWindow;
    watched.connections = [];
    const Native = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Native {
      constructor(...settings: ConstructorParameters<typeof Native>) {
        super(...settings);
        watched.connections.push(this);
      }
    };
  });
  await page.reload();
  return { sent };
}

/** The way that the page's only living connection takes. */
async function wayOf(page: Page): Promise<Way | null> {
  return page.evaluate(async () => {
    const { connections } = window as unknown as WatchedWindow;
    const living = connections.filter(({ connectionState }) => connectionState === 'connected');
    const [connection] = living;
    if (!connection || living.length > 1) return null;
    const stats = [...(await connection.getStats()).values()];
    const byId = (id: unknown) => stats.find((each) => each.id === id);
    const transport = stats.find(({ type }) => type === 'transport');
    const pair = byId(transport?.selectedCandidatePairId);
    const [local, remote] = [byId(pair?.localCandidateId), byId(pair?.remoteCandidateId)];
    return {
      local: local?.candidateType ?? '',
      remote: remote?.candidateType ?? '',
      relayProtocol: local?.relayProtocol ?? null,
    };
  });
}

/** The kinds of all addresses of the other side that this page knows of, on whatever connection. */
export async function kindsLearned(page: Page): Promise<string[]> {
  const kinds = await page.evaluate(async () => {
    const { connections } = window as unknown as WatchedWindow;
    const open = connections.filter(({ connectionState }) => connectionState !== 'closed');
    const stats = await Promise.all(open.map((connection) => connection.getStats()));
    const remote = stats.flatMap((report) => [...report.values()]).filter(({ type }) => type === 'remote-candidate');
    return remote.map(({ candidateType }) => String(candidateType));
  });
  return [...new Set(kinds)];
}

/** The page's media goes straight to the other one. */
export async function expectDirect(page: Page): Promise<void> {
  const isDirect = async () => {
    const way = await wayOf(page);
    return way !== null && way.local !== 'relay' && way.remote !== 'relay';
  };
  await expect.poll(isDirect, { timeout: 20_000 }).toBe(true);
}

/** The page's media runs through a relay at both ends, and it reaches its own over this protocol. */
export async function expectRelayed(page: Page, relayProtocol: string): Promise<void> {
  await expect.poll(() => wayOf(page), { timeout: 20_000 }).toEqual({ local: 'relay', remote: 'relay', relayProtocol });
}
