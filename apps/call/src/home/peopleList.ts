import type { PresenceStatus, PresentUser } from '@frontdesk/protocol';

const ORDER: Readonly<Record<PresenceStatus, number>> = { available: 0, busy: 1, offline: 2 };

/** Those who can be called first, then by name as the language sorts, then by id so that nothing jumps. */
export function arrange(people: readonly PresentUser[], language: string): readonly PresentUser[] {
  const byName = new Intl.Collator(language, { numeric: true });
  return [...people].sort(
    (a, b) => ORDER[a.status] - ORDER[b.status] || byName.compare(a.name, b.name) || (a.userId < b.userId ? -1 : 1),
  );
}

/** The names that more than one of these people have. */
export function repeatedNames(people: readonly PresentUser[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of people) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  return repeated;
}

/** Those whose name or id holds the query, and whom the server found besides; everybody without a query. */
export function matching(
  people: readonly PresentUser[],
  query: string,
  found: readonly PresentUser[],
): readonly PresentUser[] {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return people;
  const here = people.filter(
    ({ name, userId }) => name.toLocaleLowerCase().includes(wanted) || userId.toLowerCase().includes(wanted),
  );
  const known = new Set(people.map(({ userId }) => userId));
  return [...here, ...found.filter(({ userId }) => !known.has(userId))];
}
