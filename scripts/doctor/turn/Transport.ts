import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { TurnAddress } from '../../../server/src/settings/turnUrl.js';
import { HEADER_BYTES, messageLength } from './stunMessage.js';

/** How a TURN server is spoken to. */
export interface Transport {
  /** Whether what is sent may be lost on the way, so that one has to say it again. */
  readonly isLossy: boolean;
  send(message: Buffer): void;
  close(): void;
}

export interface TransportOptions {
  readonly onMessage: (message: Buffer) => void;
  readonly onLost: (error: Error) => void;
  /** How long connecting may take, in ms. */
  readonly limitMs: number;
  /** Whether a certificate must be one that this machine believes. */
  readonly isCertificateChecked: boolean;
}

/** Opens a way to the server. Rejects with the system's error. */
export function openTransport(address: TurnAddress, options: TransportOptions): Promise<Transport> {
  return address.transport === 'udp' ? openUdp(address, options) : openStream(address, options);
}

function openUdp({ host, port }: TurnAddress, { onMessage, onLost }: TransportOptions): Promise<Transport> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', onMessage);
    // Connected, so that a closed port is told, and nobody else's answer is taken.
    socket.connect(port, host, () => {
      socket.off('error', reject).on('error', onLost);
      resolve({ isLossy: true, send: (message) => socket.send(message), close: () => socket.close() });
    });
  });
}

function openStream(address: TurnAddress, options: TransportOptions): Promise<Transport> {
  const { host, port } = address;
  const { limitMs, onMessage, onLost, isCertificateChecked } = options;
  const socket: Socket | TLSSocket =
    address.transport === 'tls'
      ? connectTls({
          host,
          port,
          rejectUnauthorized: isCertificateChecked,
          // An address is no server name (RFC 6066).
          ...(isIP(host) === 0 ? { servername: host } : {}),
        })
      : connectTcp({ host, port });
  return new Promise((resolve, reject) => {
    const tooLong = () => socket.destroy(new Error(`no connection within ${limitMs / 1000} s`));
    socket.setTimeout(limitMs, tooLong);
    socket.once('error', reject);
    socket.once(address.transport === 'tls' ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      socket.off('error', reject).on('error', onLost);
      socket.on('close', () => onLost(new Error('the server closed the connection')));
      resolve({
        isLossy: false,
        send: (message) => socket.write(message),
        close: () => socket.destroy(),
      });
    });
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        if (rest.length < HEADER_BYTES) return;
        const length = messageLength(rest);
        if (length === null) {
          socket.destroy(new Error('what answers there does not speak STUN'));
          return;
        }
        if (rest.length < length) return;
        onMessage(rest.subarray(0, length));
        rest = rest.subarray(length);
      }
    });
  });
}
