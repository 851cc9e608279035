import { Encoder as BinaryEncoder, type Packet } from 'socket.io-parser';

/**
 * Socket.IO's encoder for a server that never sends binary: what it sends was JSON from the beginning (`isBoundedJson`), so
 * nothing need be searched for buffers. The text is Socket.IO protocol 5, as any client reads it.
 */
export class Encoder extends BinaryEncoder {
  override encode({ type, nsp, id, data }: Packet): string[] {
    const namespace = nsp && nsp !== '/' ? `${nsp},` : '';
    return [`${type}${namespace}${id ?? ''}${data == null ? '' : JSON.stringify(data)}`];
  }
}
