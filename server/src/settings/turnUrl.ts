import { isIPv4, isIPv6 } from 'node:net';

/** Where a TURN server listens, and for what. */
export interface TurnAddress {
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** A name or an address, an IPv6 one without its brackets. */
  readonly host: string;
  readonly port: number;
}

/** Ports of RFC 7065, where an address names none. */
const PORTS = { turn: 3478, turns: 5349 } as const;

const FORM = /^(turns?):(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;
const NAME = /^(?!-)[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*\.?$/i;

/**
 * Reads a TURN address as RFC 7065 writes it. Null for what browsers would refuse, or quietly leave out, such as
 * `turns:` over UDP: one address that `RTCPeerConnection` does not take makes it throw, and no call would work.
 */
export function parseTurnUrl(url: string): TurnAddress | null {
  const [, scheme, written = '', port, transport] = FORM.exec(url) ?? [];
  if (scheme === undefined) return null;
  const isSecure = scheme.toLowerCase() === 'turns';
  if (isSecure && transport?.toLowerCase() === 'udp') return null;
  const isBracketed = written.startsWith('[');
  const host = isBracketed ? written.slice(1, -1) : written;
  const isHost = isBracketed ? isIPv6(host) : /^[\d.]+$/.test(host) ? isIPv4(host) : NAME.test(host);
  const number = port === undefined ? PORTS[isSecure ? 'turns' : 'turn'] : Number(port);
  if (!isHost || number < 1 || number > 65_535) return null;
  return { transport: isSecure ? 'tls' : transport?.toLowerCase() === 'tcp' ? 'tcp' : 'udp', host, port: number };
}
