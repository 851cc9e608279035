import type { BusinessNewsMap, BusinessNewsName } from '@frontdesk/protocol';
import { PacketType } from 'socket.io-parser';
import type { Watchers } from '../calls/ports.js';
import { BUSINESS, type BusinessSocket } from './BusinessSocket.js';
import { Encoder } from './Encoder.js';

const ENCODER = new Encoder();

/** The programs of the operator's that are connected; the way to all of them. */
export class BusinessRegistry implements Watchers {
  readonly #sockets = new Set<BusinessSocket>();

  add(socket: BusinessSocket): void {
    this.#sockets.add(socket);
  }

  remove(socket: BusinessSocket): void {
    this.#sockets.delete(socket);
  }

  /**
   * Written out once for all. Not by Socket.IO's own broadcast: that makes WebSocket frames itself, past the one write in
   * which a turn's news leaves together (ADR 13).
   */
  tell<N extends BusinessNewsName>(name: N, news: BusinessNewsMap[N]): void {
    if (this.#sockets.size === 0) return;
    const [packet = ''] = ENCODER.encode({ type: PacketType.EVENT, nsp: BUSINESS, data: [name, news] });
    for (const socket of this.#sockets) socket.conn.write(packet);
  }
}
