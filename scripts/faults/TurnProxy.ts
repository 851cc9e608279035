import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { TurnServer } from '../../e2e/turnServer.js';

const LOOPBACK = '127.0.0.1';

/** What stands in the way of media: nothing, everything, or a firewall that lets no UDP through. */
export type Path = 'open' | 'cut' | 'no-udp';

/**
 * A path to a TURN server that can be cut, for UDP, TCP and TLS alike. Both sides' relayed media goes over it, signaling does not.
 *
 * What is cut off is lost, as on a real line: TCP stands still and goes on after.
 */
export class TurnProxy {
  readonly urls: readonly string[];
  readonly #udp: UdpSocket;
  readonly #servers: readonly Server[];
  readonly #upstream = new Map<string, UdpSocket>();
  readonly #streams = new Set<Socket>();
  #path: Path = 'open';

  private constructor(urls: readonly string[], udp: UdpSocket, servers: readonly Server[]) {
    this.urls = urls;
    this.#udp = udp;
    this.#servers = servers;
  }

  /** In front of a TURN server that listens here. */
  static async open({ urls: before }: TurnServer): Promise<TurnProxy> {
    const [plainPort, tlsPort] = [portOf(before.udp), portOf(before.tls)];
    const udp = createSocket('udp4');
    udp.bind(0, LOOPBACK);
    await once(udp, 'listening');
    const { port } = udp.address();
    const [tcp, tls] = [createServer({ noDelay: true }), createServer({ noDelay: true })];
    await once(tcp.listen(port, LOOPBACK), 'listening');
    await once(tls.listen(0, LOOPBACK), 'listening');
    const address = tls.address();
    const overTls = typeof address === 'object' && address ? address.port : 0;
    const urls = [`turn:${LOOPBACK}:${port}`, `turn:${LOOPBACK}:${port}?transport=tcp`, `turns:${LOOPBACK}:${overTls}`];
    const proxy = new TurnProxy(urls, udp, [tcp, tls]);
    udp.on('message', (packet, from) => proxy.#pass(packet, from, plainPort));
    tcp.on('connection', (near) => proxy.#join(near, plainPort));
    tls.on('connection', (near) => proxy.#join(near, tlsPort));
    return proxy;
  }

  set path(path: Path) {
    this.#path = path;
    for (const stream of this.#streams) {
      if (path === 'cut') stream.pause();
      else stream.resume();
    }
  }

  close(): void {
    this.#udp.close();
    for (const upstream of this.#upstream.values()) upstream.close();
    for (const server of this.#servers) server.close();
    for (const stream of this.#streams) stream.destroy();
  }

  #pass(packet: Buffer, { address, port }: RemoteInfo, to: number): void {
    if (this.#path !== 'open') return;
    // Firefox comes from the machine's other addresses too.
    const from = `${address} ${port}`;
    const known = this.#upstream.get(from);
    const upstream = known ?? createSocket('udp4');
    if (!known) {
      this.#upstream.set(from, upstream);
      upstream.on('message', (answer) => this.#path === 'open' && this.#udp.send(answer, port, address));
      // The server is gone for a while; what was sent is lost.
      upstream.on('error', () => undefined);
    }
    upstream.send(packet, to, LOOPBACK);
  }

  #join(near: Socket, port: number): void {
    const far = connect({ host: LOOPBACK, port, noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#streams.add(one);
      one.on('data', (chunk) => other.write(chunk));
      one.on('error', () => one.destroy());
      one.on('close', () => {
        this.#streams.delete(one);
        other.destroy();
      });
      if (this.#path === 'cut') one.pause();
    }
  }
}

function portOf(url: string): number {
  return Number(/:(\d+)(\?|$)/.exec(url)?.[1]);
}
