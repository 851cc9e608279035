import { Encoder as BinaryEncoder, type Packet } from 'socket.io-parser';
import { keptText } from './keptText.js';

/**
 * Socket.IO's encoder for a server that never sends binary: what it sends was JSON from the beginning (`isBoundedJson`), so
 * nothing need be searched for buffers. The text is Socket.IO protocol 5, as any client reads it.
 */
export class Encoder extends BinaryEncoder {
  override encode({ type, nsp, id, data }: Packet): string[] {
    const namespace = nsp && nsp !== '/' ? `${nsp},` : '';
    return [`${type}${namespace}${id ?? ''}${data == null ? '' : textOf(data)}`];
  }
}

/**
 * What stands in several packets, or came as JSON, is not written again: a call's snapshot, which its acknowledgment and all
 * news of the same step share, and a signal's data. Together that is a twentieth of a call's processor time.
 */
function textOf(data: unknown): string {
  if (!Array.isArray(data)) return JSON.stringify(data);
  const [first, second] = data as [unknown, unknown];
  if (data.length === 2 && isObject(second)) {
    if (isObject(second['call'])) return `["${first}",${objectText(second, 'call')}]`;
    if (isObject(second['data'])) return `["${first}",${objectText(second, 'data')}]`;
  }
  if (data.length === 1 && isObject(first) && isObject(first['value']) && 'version' in first['value']) {
    return `[{"ok":true,"value":${keptText(first['value'])}}]`;
  }
  return JSON.stringify(data);
}

/** An object as JSON, with the text that is kept of the value under one of its keys. */
function objectText(object: Record<string, unknown>, kept: string): string {
  let text = '';
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${text === '' ? '{' : ','}"${key}":${key === kept ? keptText(value as object) : JSON.stringify(value)}`;
  }
  return `${text}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
