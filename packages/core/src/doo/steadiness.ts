/** Detects, from its pages, whether a paged list changed while it was read. */
export interface Steadiness {
  readonly isSteady: boolean;
  /** Entries on all pages so far. */
  readonly entries: number;
  readonly pageCount?: number | undefined;
  readonly total?: number | undefined;
}

/** What one page states and contains. */
export interface PageCounts {
  readonly pageCount: number | undefined;
  /** Total number of entries, if the page states it. */
  readonly total: number | undefined;
  readonly entries: number;
  /** Entries that parsed and that no earlier page had. */
  readonly news: number;
}

/** Before the first page. */
export const firstPage: Steadiness = { isSteady: true, entries: 0 };

/**
 * Adds one page. A list whose counts change, that repeats an entry, has an unreadable one, or has an empty page
 * among others changed meanwhile, or cannot be told from one that did.
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

/** Whether the pages are the whole list: as many entries as they state. */
export function endsSteady({ isSteady, entries, total = entries }: Steadiness): boolean {
  return isSteady && entries === total;
}
