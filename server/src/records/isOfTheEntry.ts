/** Data that can't be held (22) or contradict what is there (23), as PostgreSQL's codes begin. */
const IN_POSTGRES = /^2[23]/;
const IN_SQLITE = /^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG)/;

/** Whether a database refuses what was written for what it is: it will refuse it again, however long one waits. */
export function isOfTheEntry(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return IN_POSTGRES.test(code) || IN_SQLITE.test(code);
}
