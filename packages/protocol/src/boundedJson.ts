/** A unit of text is at most this many bytes in JSON: an escaped control character. */
const BYTES_PER_UNIT = 6;

/**
 * Whether a value is plain JSON no deeper than `maxDepth` and no longer than `maxBytes` when written out in UTF-8.
 *
 * Counts as it walks and stops at the first excess, so that a hostile value costs no more than a good one; it is written out
 * only where escapes decide. Binary attachments, functions and numbers that JSON can't hold are refused.
 */
export function isBoundedJson(value: unknown, maxBytes: number, maxDepth: number): boolean {
  const least = leastBytes(value, maxBytes, maxDepth);
  if (least > maxBytes) return false;
  return least * BYTES_PER_UNIT <= maxBytes || new TextEncoder().encode(JSON.stringify(value)).length <= maxBytes;
}

/** The bytes of the value if nothing in it needs an escape; more than `budget` if it is too long, too deep or not JSON. */
function leastBytes(value: unknown, budget: number, depth: number): number {
  if (value === null || value === true) return 4;
  if (value === false) return 5;
  if (typeof value === 'string') return value.length + 2;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).length : budget + 1;
  if (typeof value !== 'object' || depth === 0) return budget + 1;
  if (Array.isArray(value)) return sum(value, budget, (item, left) => leastBytes(item, left, depth - 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return budget + 1;
  return sum(Object.entries(value), budget, ([key, item], left) => {
    const keyBytes = key.length + 3;
    return keyBytes + leastBytes(item, left - keyBytes, depth - 1);
  });
}

/** Brackets, the items, and a comma between each two; stops at the first item that is too much. */
function sum<T>(items: readonly T[], budget: number, bytesOf: (item: T, left: number) => number): number {
  let bytes = 2 + Math.max(0, items.length - 1);
  for (const item of items) {
    bytes += bytesOf(item, budget - bytes);
    if (bytes > budget) break;
  }
  return bytes;
}
