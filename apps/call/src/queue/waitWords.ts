import type { Wait } from '@frontdesk/protocol';

/** How a wait is said; `from` and `to` are whole minutes. */
export type WaitWords =
  | { readonly key: 'soon' }
  | { readonly key: 'upTo' | 'about'; readonly to: number }
  | { readonly key: 'between'; readonly from: number; readonly to: number }
  | { readonly key: 'long'; readonly from: number };

const MINUTE = 60_000;
/** From here on minutes would promise more than anybody knows. */
const LONG_MINUTES = 60;

/**
 * A wait as an interval in minutes, outwards: what is promised holds as surely as the estimate does.
 *
 * Null, where nobody knows, is not said at all.
 */
export function waitWords({ fromMs, toMs }: Wait): WaitWords {
  const from = Math.floor(fromMs / MINUTE);
  const to = Math.ceil(toMs / MINUTE);
  if (to <= 1) return { key: 'soon' };
  if (from >= LONG_MINUTES) return { key: 'long', from: LONG_MINUTES };
  if (from === 0) return { key: 'upTo', to };
  return from === to ? { key: 'about', to } : { key: 'between', from, to };
}
