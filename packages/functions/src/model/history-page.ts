import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { type HistoryQuery, historyQuerySchema } from './history-query.ts';
import { SLACK_LIMITS } from './slack-limits.ts';

/** A page of search results: starts below the last entry of `before`, or at the newest request. */
export interface HistoryPage {
  readonly query: HistoryQuery;
  /** Where this page and the pages seen before it start, the current one last. */
  readonly before: readonly string[];
}

export const historyPageSchema = z.object({
  query: historyQuerySchema,
  before: z
    .array(z.string().regex(/^\d{1,16}\.\d{1,6}$/))
    .max(100)
    .readonly(),
});

const valueSchema = z.object({
  v: z.literal(1),
  q: historyQuerySchema,
  b: historyPageSchema.shape.before,
});

/**
 * Encodes a page as a button's value, version 1. If the entries of `before` do not fit, the oldest are
 * dropped, and going back from there leads to the newest requests.
 */
export function writeHistoryPage({ query, before }: HistoryPage): string {
  for (let kept = before; ; kept = kept.slice(1)) {
    const value = JSON.stringify({ v: 1, q: query, b: kept });
    if (value.length <= SLACK_LIMITS.buttonValue || kept.length === 0) return value;
  }
}

/** Decodes a page from a button's value; `undefined` if it is not one of ours. */
export function parseHistoryPage(value: string | undefined): HistoryPage | undefined {
  const parsed = valueSchema.safeParse(parseJson(value ?? ''));
  return parsed.success ? { query: parsed.data.q, before: parsed.data.b } : undefined;
}
