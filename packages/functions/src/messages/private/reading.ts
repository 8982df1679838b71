import type { HistoryQuery } from '../../model/history-query.ts';
import { queryWords } from '../history.ts';
import { readerTime } from '../mrkdwn.ts';

/** At once, before `worker` has found anything. */
export function searching(query: HistoryQuery): string {
  return `Searching requests${queryWords(query)}… Results appear here within a minute.`;
}

/** The same of an export. Times are milliseconds since the epoch. */
export function exporting({
  sinceMs,
  untilMs,
}: {
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}): string {
  const since = sinceMs === undefined ? '' : ` since ${readerTime(sinceMs)}`;
  const until = untilMs === undefined ? '' : ` until ${readerTime(untilMs)}`;
  return `Exporting${since}${until}… You'll get a file in a direct message, usually within a minute.`;
}

export function queryTooLong(maxChars: number): string {
  return `That's too long to search for: ${maxChars} characters at most.`;
}

export const FOREIGN_ADDRESS =
  "The answer would go to an address that isn't Slack's, so nothing was searched. Tell an admin.";

export const REQUESTS_UNREAD = "The requests couldn't be read from the channel.";
