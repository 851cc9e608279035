/**
 * Whether a value is plain JSON no deeper than `maxDepth` and no longer than `maxBytes` when written out.
 *
 * Counts as it walks and stops at the first excess, so that a hostile value costs no more than a good one. Binary
 * attachments, functions and numbers that JSON can't hold are refused. Bytes are counted as JSON text in UTF-8.
 */
export function isBoundedJson(value: unknown, maxBytes: number, maxDepth: number): boolean {
  return measure(value, maxBytes, maxDepth) <= maxBytes;
}

/** Bytes of the value as JSON; more than `budget` (not exactly how many) if it is too long, too deep or not JSON. */
function measure(value: unknown, budget: number, depth: number): number {
  if (value === null || typeof value === 'boolean') return 5;
  if (typeof value === 'number') return Number.isFinite(value) ? 24 : budget + 1;
  if (typeof value === 'string') return stringBytes(value, budget);
  if (typeof value !== 'object' || depth === 0) return budget + 1;
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      bytes += 1 + measure(item, budget - bytes, depth - 1);
      if (bytes > budget) return bytes;
    }
    return bytes;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return budget + 1;
  for (const [key, item] of Object.entries(value)) {
    bytes += stringBytes(key, budget) + 2 + measure(item, budget - bytes, depth - 1);
    if (bytes > budget) return bytes;
  }
  return bytes;
}

/** An SDP is long but far from the bound: the exact length is worked out only where six bytes a unit might exceed it. */
function stringBytes(text: string, budget: number): number {
  if (text.length > budget) return budget + 1;
  if (text.length * 6 + 2 <= budget) return text.length + 2;
  return new TextEncoder().encode(JSON.stringify(text)).length;
}
