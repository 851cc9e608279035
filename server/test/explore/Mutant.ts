/** One change of one file in server/src/calls; what is looked for must stand there exactly once. */
interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A fault that a hurried hand could make, to see that the explorer finds it. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Worlds to look in first; if it lives in them, in all others. */
  readonly worlds: readonly string[];
}

/** A mutant of one change; `worlds` is a list with spaces. */
export function mutant(name: string, worlds: string, file: string, find: string, replace: string): Mutant {
  return { name, edits: [{ file, find, replace }], worlds: worlds.split(' ') };
}
