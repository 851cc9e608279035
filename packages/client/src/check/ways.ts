import type { IceServer } from '@frontdesk/protocol';

/** How a page can speak to a TURN server. */
export const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
type Transport = (typeof TRANSPORTS)[number];

interface Ways {
  /** For a packet over UDP to the operator's own server and back; every TURN server answers STUN. */
  readonly stun: RTCIceServer | null;
  /** The first server of each transport, alone, so that a test says which one works. */
  readonly relays: Readonly<Partial<Record<Transport, RTCIceServer>>>;
}

/** Takes the ways that a call would have apart. */
export function waysOf(servers: readonly IceServer[]): Ways {
  const relays: Partial<Record<Transport, RTCIceServer>> = {};
  let stun: string | null = null;
  for (const server of servers) {
    for (const url of [server.urls].flat()) {
      const transport = transportOf(url);
      if (transport) relays[transport] ??= { ...server, urls: [url] };
      if (url.startsWith('stun:')) stun ??= url;
      if (transport === 'udp') stun ??= url.replace(/^turn:/, 'stun:').replace(/\?.*$/, '');
    }
  }
  return { stun: stun === null ? null : { urls: [stun] }, relays };
}

function transportOf(url: string): Transport | null {
  if (url.startsWith('turns:')) return 'tls';
  if (!url.startsWith('turn:')) return null;
  return url.endsWith('?transport=tcp') ? 'tcp' : 'udp';
}
