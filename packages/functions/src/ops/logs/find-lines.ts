import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { isRecord, parseJson } from '@doo-repush/core/json';

/** A line of a function's log, as the function wrote it. */
export interface FoundLine {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Search {
  readonly group: string;
  /** In the language of CloudWatch Logs, for lines of JSON. */
  readonly pattern: string;
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
  /** How often AWS may be asked for the next page: a page may be empty and not the last. */
  readonly mostPages: number;
}

export interface Found {
  readonly lines: readonly FoundLine[];
  /** Whether AWS had more to look at than `mostPages` allow. */
  readonly isCut: boolean;
}

/** Looks for lines of one log group. Rejects with the error of the AWS SDK. */
export async function findLines(
  logs: CloudWatchLogsClient,
  { group, pattern, sinceMs, mostPages }: Search,
): Promise<Found> {
  const lines: FoundLine[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: group,
        filterPattern: pattern,
        startTime: sinceMs,
        nextToken,
      }),
    );
    for (const { timestamp = 0, message = '' } of answer.events ?? []) {
      const fields = parseJson(message);
      if (isRecord(fields)) lines.push({ atMs: timestamp, fields });
    }
    nextToken = answer.nextToken;
    if (nextToken === undefined) return { lines, isCut: false };
  }
  return { lines, isCut: true };
}
