import { z } from 'zod';

/** Items in one answer unless asked otherwise, and at most. */
const PAGE = 100;
const MAX_PAGE = 500;

/** The query of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE).describe('How many at most').meta({ example: 50 }),
  after: z.string().min(1).max(256).optional().describe('The `next` of the page before'),
});

/** Where the next page begins, as it stands in every list. */
export const nextSchema = z.string().nullable().describe('To be sent as `after` for the next page; null on the last');

/**
 * One page of a list, in the order of the keys, and the key to ask for the next with.
 *
 * By key and not by number, so that what comes and goes meanwhile makes no item appear twice and hides none that stays.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { limit, after }: z.output<typeof pageQuery>,
): { readonly page: readonly T[]; readonly next: string | null } {
  const keyed = items
    .map((item) => ({ key: keyOf(item), item }))
    .filter(({ key }) => after === undefined || key > after);
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = keyed.slice(0, limit);
  return { page: page.map(({ item }) => item), next: keyed.length > limit ? (page.at(-1)?.key ?? null) : null };
}
