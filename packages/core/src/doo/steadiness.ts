/** Whether a list that is read page by page stands still, as far as its pages tell. */
export interface Steadiness {
  readonly isSteady: boolean;
  /** Entries of all pages so far. */
  readonly entries: number;
  readonly pageCount?: number | undefined;
  readonly total?: number | undefined;
}

/** What one page says and brings. */
export interface PageCounts {
  readonly pageCount: number | undefined;
  /** How many entries the list has, where the page says it. */
  readonly total: number | undefined;
  readonly entries: number;
  /** Entries that could be read and that no page before had. */
  readonly news: number;
}

/** Before the first page. */
export const firstPage: Steadiness = { isSteady: true, entries: 0 };

/**
 * With one page more. A list whose counts change, that has an entry twice or one that cannot be read, or
 * that has a page without entries beside others was changed meanwhile, or cannot be told from one that was.
 */
export function withPage(
  before: Steadiness,
  { pageCount, total, entries, news }: PageCounts,
): Steadiness {
  const isFirst = before === firstPage;
  const isSame = isFirst || (before.pageCount === pageCount && before.total === total);
  const isFull = entries > 0 || (pageCount ?? 0) <= 1;
  return {
    isSteady: before.isSteady && isSame && isFull && news === entries,
    entries: before.entries + entries,
    pageCount,
    total,
  };
}

/** Whether the pages are the whole list: as many entries as they say that there are. */
export function endsSteady({ isSteady, entries, total = entries }: Steadiness): boolean {
  return isSteady && entries === total;
}
