/** Scripts whose names are not cut into words by spaces: their last two characters are what people go by. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;

/** One or two characters that stand for a name where there is no picture. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')];
  const last = [...(words.at(-1) ?? '')];
  if (first.length === 0) return '?';
  if (words.length === 1 && UNSPACED.test(words[0] ?? '')) return first.slice(-2).join('');
  if (words.length === 1) return (first[0] ?? '').toLocaleUpperCase();
  return `${first[0] ?? ''}${last[0] ?? ''}`.toLocaleUpperCase();
}

/** How many `--fd-person-N` tokens there are. */
const PERSON_COLORS = 6;

/** The same color for the same person on every page, from the id alone. */
export function personColor(userId: string): string {
  let hash = 0;
  for (const char of userId) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return `var(--fd-person-${hash % PERSON_COLORS})`;
}
