import * as z from 'zod';
import type { Answer } from './answer.ts';

/** How a page shows that its list changed while it was being read. */
export const DRIFTS = ['fewer', 'twice', 'empty', 'counts'] as const;
export type Drift = (typeof DRIFTS)[number];

const pageSchema = z.looseObject({
  _embedded: z.object({ webhooks: z.array(z.unknown()) }),
  total_items: z.int(),
  page: z.int(),
});

/**
 * A page of a list that changes between reads: one entry is missing or repeated, all are missing, or
 * the reported length differs from page to page. A response that is not a page is unchanged.
 */
export function drifting(answer: Answer, as: Drift): Answer {
  const parsed = pageSchema.safeParse(answer.body);
  if (!parsed.success) return answer;
  const page = parsed.data;
  const { webhooks } = page._embedded;
  const withEntries = (entries: readonly unknown[]) => ({
    ...answer,
    body: { ...page, _embedded: { webhooks: entries } },
  });
  switch (as) {
    case 'fewer':
      return withEntries(webhooks.slice(0, -1));
    case 'twice':
      return withEntries([...webhooks.slice(0, 1), ...webhooks.slice(0, -1)]);
    case 'empty':
      return withEntries([]);
    case 'counts':
      return { ...answer, body: { ...page, total_items: page.total_items + page.page } };
  }
}
