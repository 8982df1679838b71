import { SlackApiError } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import { optionalText } from './arguments.ts';

export interface Page<Item> {
  readonly items: Item[];
  readonly hasMore: boolean;
  readonly nextCursor: string;
}

function offsetOf(items: readonly unknown[], cursor: string, keyOf: (index: number) => string) {
  const key = Buffer.from(cursor, 'base64').toString('utf8');
  const index = items.findIndex((_item, at) => `next:${keyOf(at)}` === key);
  if (index < 0) throw new SlackApiError('invalid_cursor');
  return index;
}

/**
 * One page of `items` by the call's `limit` and `cursor`. A cursor names the next item, so that new
 * items before it do not shift the page. Throws invalid_limit or invalid_cursor.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  args: JsonObject,
  maxLimit: number,
): Page<Item> {
  const limitText = optionalText(args, 'limit') ?? '100';
  const limit = Number(limitText === '0' ? '100' : limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    throw new SlackApiError('invalid_limit');
  }
  const keyAt = (index: number) => {
    const item = items[index];
    return item === undefined ? '' : keyOf(item);
  };
  const cursor = optionalText(args, 'cursor') ?? '';
  const start = cursor === '' ? 0 : offsetOf(items, cursor, keyAt);
  const end = start + limit;
  const hasMore = end < items.length;
  return {
    items: items.slice(start, end),
    hasMore,
    nextCursor: hasMore ? Buffer.from(`next:${keyAt(end)}`).toString('base64') : '',
  };
}
