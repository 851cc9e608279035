import type { ChatEntry } from '../chat/chatViews.js';
import type { HoldView } from './roomViews.js';

/** Since when each person holds who does, in epoch ms: the last of `hold` and `resume` that they have said. */
export function holdersIn(entries: readonly ChatEntry[]): ReadonlyMap<string, number> {
  const holders = new Map<string, number>();
  for (const { notice, from, at } of entries) {
    if (notice === 'hold' && !holders.has(from)) holders.set(from, at);
    else if (notice === 'resume') holders.delete(from);
  }
  return holders;
}

/** What that means for one who is in a room with these others. */
export function holdOf(
  holders: ReadonlyMap<string, number>,
  { self, others }: { readonly self: string; readonly others: readonly string[] },
): HoldView {
  const own = holders.has(self);
  const other = others.length > 0 && others.every((userId) => holders.has(userId));
  const times = [...(own ? [self] : []), ...(other ? others : [])].map((userId) => holders.get(userId) ?? 0);
  return { own, other, since: times.length === 0 ? null : Math.min(...times) };
}
