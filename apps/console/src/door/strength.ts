/** The least that a password has, in characters; the server says so. */
export const PASSWORD_MIN = 10;
/** From here on length alone is good. */
const LONG = 16;

/** How good a password is, roughly: 0 can't be taken, 1 is weak, 2 is fair, 3 is good. */
export type Strength = 0 | 1 | 2 | 3;

/** Length counts most; kinds of letters a little; one that repeats itself, or holds the person's own words, is weak. */
export function strengthOf(password: string, own: readonly string[] = []): Strength {
  const distinct = new Set(password).size;
  if (password.length < PASSWORD_MIN || distinct <= 3) return 0;
  const small = password.toLowerCase();
  const holdsOwn = own
    .flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .some((word) => word.length > 3 && small.includes(word));
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u, /\p{Lo}/u].filter((kind) =>
    kind.test(password),
  ).length;
  if (holdsOwn || distinct < 6) return 1;
  if (password.length >= LONG || (kinds >= 3 && password.length >= 12)) return 3;
  return kinds >= 2 ? 2 : 1;
}
