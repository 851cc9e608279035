import { LIMITS } from '@frontdesk/protocol';
import { type Packet, PacketType, Decoder as PlainDecoder } from 'socket.io-parser';
import { keepText } from './keptText.js';

/** Shorter data is written again as fast as it is found in its packet. In characters. */
const WORTHWHILE = 1_024;

/** The packet that is being read. */
let reading: unknown;

/**
 * Socket.IO's decoder, which also keeps the text of a long signal's data: it goes to the other side as it came. An offer is 6 kB
 * of text full of escapes, and to write it out again takes longer than to read it.
 */
export class Decoder extends PlainDecoder {
  constructor() {
    super();
    this.on('decoded', keepSignal);
  }

  override add(packet: unknown): void {
    reading = packet;
    try {
      super.add(packet);
    } finally {
      reading = null;
    }
  }
}

/** Only where a signal is written just so, as JavaScript writes one: any other is written again. */
function keepSignal({ type, data: content }: Packet): void {
  const text = reading;
  if (typeof text !== 'string' || text.length < WORTHWHILE || type !== PacketType.EVENT) return;
  const [name, payload] = content as [unknown, unknown];
  if (name !== 'call:signal' || typeof payload !== 'object' || payload === null) return;
  const { callId, to, epoch, data } = payload as Record<string, unknown>;
  if (typeof data !== 'object' || data === null) return;
  const before = `["call:signal",{"callId":"${callId}","to":"${to}","epoch":${epoch},"data":`;
  const begin = text.indexOf('[');
  if (!text.startsWith(before, begin)) return;
  const from = begin + before.length;
  // Nothing may stand behind the value: a second `data` would be the one that counts.
  if (endOfValue(text, from) !== text.length - 2) return;
  const value = text.slice(from, -2);
  // What is let through is bounded as it is written, not as it was meant.
  if (Buffer.byteLength(value) <= LIMITS.signalBytes) keepText(data, value);
}

/** The index behind the object or array that begins at `from`, in a text that is JSON; -1 if none begins there. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return character === '}' || character === ']' ? at + 1 : -1;
  }
  return -1;
}

/** The index of the quote that ends the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  let end = from;
  do end = text.indexOf('"', end + 1);
  while (isEscaped(text, end));
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
