import type { Row } from './rows.js';

/** What is wrong between the contract and its tests. */
export interface Disagreement {
  /** Rows that no test names. */
  readonly unproved: readonly string[];
  /** Ids in the names of tests that stand nowhere. */
  readonly unknown: readonly string[];
}

/** Numbers of complaints that users of such products have: they come from outside, and are no rows of a contract. */
const COMPLAINT = /^P\d+$/;

/** Compares the rows that have to be proved, and the ids that may be named besides, with the names of all tests. */
export function disagreement(
  rows: readonly Row[],
  others: ReadonlySet<string>,
  names: readonly string[],
): Disagreement {
  const named = new Set(names.flatMap((name) => [...name.matchAll(/\[([^\][]+)\]/g)].map(([, id]) => id ?? '')));
  const known = new Set([...rows.map(({ id }) => id), ...others]);
  return {
    unproved: rows.filter(({ id, isNotYet }) => !isNotYet && !named.has(id)).map(({ id }) => id),
    unknown: [...named].filter((id) => !known.has(id) && !COMPLAINT.test(id)),
  };
}
