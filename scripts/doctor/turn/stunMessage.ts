import { createHash, createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** The requests of RFC 8489 and 8656 that are asked here. */
export const METHODS = { binding: 0x001, allocate: 0x003, refresh: 0x004, createPermission: 0x008 } as const;
export type Method = keyof typeof METHODS;

export const ATTRIBUTES = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  addressFamily: 0x0017,
  requestedTransport: 0x0019,
  mappedAddress: 0x0020,
} as const;

export const HEADER_BYTES = 20;
export const TRANSACTION_BYTES = 12;
const COOKIE = 0x2112a442;
const INTEGRITY_BYTES = 24;
const SUCCESS = 0x0100;
const ERROR = 0x0110;
const DATA = 0x0017;

type Attribute = readonly [type: number, value: Buffer];

/** An answer: what was asked for, or why not. */
export interface StunAnswer {
  readonly transaction: string;
  /** 0 for success. */
  readonly error: number;
  readonly reason: string;
  readonly attributes: ReadonlyMap<number, Buffer>;
}

/** A request as it goes out; with a key, signed with it. */
export function encodeRequest(
  method: Method,
  transaction: Buffer,
  attributes: readonly Attribute[],
  key?: Buffer,
): Buffer {
  const body = Buffer.concat(attributes.map(padded));
  const signed = key ? INTEGRITY_BYTES : 0;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(METHODS[method], 0);
  // The length counts the signature that is not there yet: it is signed too.
  header.writeUInt16BE(body.length + signed, 2);
  header.writeUInt32BE(COOKIE, 4);
  transaction.copy(header, 8);
  const message = Buffer.concat([header, body]);
  if (!key) return message;
  const signature = createHmac('sha1', key).update(message).digest();
  return Buffer.concat([message, padded([ATTRIBUTES.integrity, signature])]);
}

/** Reads an answer; null for what is none. */
export function decodeAnswer(message: Buffer): StunAnswer | null {
  const length = messageLength(message);
  if (length === null || message.length < length) return null;
  const type = message.readUInt16BE(0) & 0x0110;
  if (type !== SUCCESS && type !== ERROR) return null;
  const attributes = new Map<number, Buffer>();
  for (let at = HEADER_BYTES; at + 4 <= length; ) {
    const size = message.readUInt16BE(at + 2);
    if (at + 4 + size > length) return null;
    const kind = message.readUInt16BE(at);
    if (!attributes.has(kind)) attributes.set(kind, message.subarray(at + 4, at + 4 + size));
    at += 4 + Math.ceil(size / 4) * 4;
  }
  const why = attributes.get(ATTRIBUTES.errorCode);
  if (type === ERROR && (!why || why.length < 4)) return null;
  return {
    transaction: message.toString('hex', 8, HEADER_BYTES),
    error: type === ERROR && why ? (why.readUInt8(2) & 7) * 100 + why.readUInt8(3) : 0,
    reason: why?.toString('utf8', 4) ?? '',
    attributes,
  };
}

/** Whether this is what a peer sent, passed on (a Data indication). */
export function isData(message: Buffer): boolean {
  return messageLength(message) !== null && message.readUInt16BE(0) === DATA;
}

/** How long the message is that begins here, in bytes, or null if it is not STUN. Needs {@link HEADER_BYTES}. */
export function messageLength(start: Buffer): number | null {
  if (start.length < HEADER_BYTES || start.readUInt32BE(4) !== COOKIE) return null;
  return HEADER_BYTES + start.readUInt16BE(2);
}

/** The key of long-term credentials (RFC 8489, 9.2.2). */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`).digest();
}

/** An address in its XOR form. `port` of a permission is not looked at. */
export function encodeAddress(address: string, port: number, transaction: Buffer): Buffer {
  const isSix = isIPv6(address);
  const value = Buffer.alloc(isSix ? 20 : 8);
  value.writeUInt8(isSix ? 2 : 1, 1);
  value.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  masked(isSix ? bytesOfSix(address) : Buffer.from(address.split('.').map(Number)), transaction).copy(value, 4);
  return value;
}

/** The address and port of an attribute in XOR form, as people write them. */
export function decodeAddress(value: Buffer, transaction: Buffer): { readonly address: string; readonly port: number } {
  const bytes = masked(value.subarray(4), transaction);
  const groups = bytes.toString('hex').match(/.{4}/g) ?? [];
  const address = value.readUInt8(1) === 2 ? plainSix(groups) : [...bytes].join('.');
  return { address, port: value.readUInt16BE(2) ^ (COOKIE >>> 16) };
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function padded([type, value]: Attribute): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function masked(bytes: Buffer, transaction: Buffer): Buffer {
  const mask = Buffer.concat([uint32(COOKIE), transaction]);
  return Buffer.from(bytes.map((byte, at) => byte ^ (mask[at] ?? 0)));
}

function bytesOfSix(address: string): Buffer {
  // The URL parser writes what people may write in many ways, an IPv4 address at the end too, in one.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function plainSix(groups: readonly string[]): string {
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
