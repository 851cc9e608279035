/** One thing that was looked at. `todo` says what to do about what is bad. */
export type Finding =
  | { readonly check: string; readonly outcome: 'good' | 'skipped'; readonly saw: string }
  | { readonly check: string; readonly outcome: 'bad'; readonly saw: string; readonly todo: string };

export const good = (check: string, saw: string): Finding => ({ check, outcome: 'good', saw });
export const skipped = (check: string, saw: string): Finding => ({ check, outcome: 'skipped', saw });
export const bad = (check: string, saw: string, todo: string): Finding => ({ check, outcome: 'bad', saw, todo });

const SIGNS = { good: '✓', bad: '✗', skipped: '–' } as const;

/** The findings as people read them: one line each, and below what is bad what to do. */
export function table(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ check }) => check.length));
  const lines = findings.map((finding) => {
    const line = `${SIGNS[finding.outcome]} ${finding.check.padEnd(width)}  ${finding.saw}`;
    return finding.outcome === 'bad' ? `${line}\n  ${' '.repeat(width)}  → ${finding.todo}` : line;
  });
  const count = findings.filter(({ outcome }) => outcome === 'bad').length;
  const sum = count === 0 ? 'Nothing is wrong.' : count === 1 ? 'One thing is wrong.' : `${count} things are wrong.`;
  return `${lines.join('\n')}\n\n${sum}`;
}

/** What a system's error says, in a line. */
export function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return String(inner);
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  // Several addresses were tried, and each has its own error inside.
  return inner.message === '' ? code || inner.name : inner.message;
}
