const TEXT = Symbol('the JSON of this object');

interface Kept {
  [TEXT]?: string;
}

/**
 * Says what an object's JSON is, so that it need not be written again. Nothing in it may change from then on.
 *
 * Kept on the object itself: a WeakMap costs the garbage collector more than writing the JSON again costs.
 */
export function keepText(value: object, text: string): void {
  // Under a symbol: neither JSON nor a loop over keys sees it.
  (value as Kept)[TEXT] = text;
}

/** An object's JSON, written once however many are told of it. */
export function keptText(value: object): string {
  const kept = (value as Kept)[TEXT];
  if (kept !== undefined) return kept;
  const text = JSON.stringify(value);
  keepText(value, text);
  return text;
}
