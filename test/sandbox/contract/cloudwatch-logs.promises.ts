import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type CloudWatchLogs, createCloudWatchLogs } from '@doo-repush/sandbox/aws/logs/logs';
import { expect } from 'vitest';
import { refusesForeignPages } from './foreign-page.ts';
import { promised, type Topic } from './promise.ts';

const FILTER = 'CloudWatch Logs API: FilterLogEvents';
const PATTERN = 'AWS docs: Filter pattern syntax for JSON';

/** CloudWatch Logs with the real client; two lines are looked at in one call. */
export interface LogsPeer {
  readonly logs: CloudWatchLogs;
  find(
    filterPattern?: string,
    nextToken?: string,
    logGroupName?: string,
  ): Promise<{ found: unknown[]; next?: string }>;
}

/** Starts CloudWatch Logs with the group `group` and three lines. */
export async function openLogsPeer() {
  const logs = createCloudWatchLogs({ scannedAtOnce: 2 });
  await logs.start();
  for (const [index, line] of ['{"a":"other"}', 'no JSON', '{"a":"x1","b":"y"}'].entries())
    logs.write('group', line, 1_000 + index);
  const client = new CloudWatchLogsClient({
    endpoint: logs.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    maxAttempts: 1,
  });
  const find: LogsPeer['find'] = async (filterPattern, nextToken, logGroupName = 'group') => {
    const command = { logGroupName, filterPattern, nextToken };
    const answer = await client.send(new FilterLogEventsCommand(command));
    const found = (answer.events ?? []).map(({ message }) => message);
    return { found, ...(answer.nextToken && { next: answer.nextToken }) };
  };
  return {
    peer: { logs, find },
    async close() {
      client.destroy();
      await logs.stop();
    },
  };
}

/** What the CloudWatch Logs of the sandbox promises. */
export const cloudWatchLogsPromises: readonly Topic<LogsPeer>[] = [
  {
    topic: 'Looking for lines',
    promises: [
      promised(
        'A page may be empty and not the last: only a missing `nextToken` says so',
        FILTER,
        async ({ find }) => {
          const first = await find('{ $.b = "y" }');
          expect(first.found).toEqual([]);
          const second = await find('{ $.b = "y" }', first.next);
          expect(second).toEqual({ found: ['{"a":"x1","b":"y"}'] });
        },
      ),
      promised(
        'A pattern finds lines of JSON by equality, with `*` for anything, `&&` and `||`',
        PATTERN,
        async ({ logs, find }) => {
          logs.write('group', '{"a":"x2"}', 1);
          const all = async (pattern: string) => {
            const first = await find(pattern);
            return [...first.found, ...(await find(pattern, first.next)).found];
          };
          expect(await all('{ $.a = "x*" && $.b = "y" }')).toEqual(['{"a":"x1","b":"y"}']);
          expect(await all('{ $.a = "x2" || $.a = "other" }')).toEqual([
            '{"a":"x2"}',
            '{"a":"other"}',
          ]);
        },
      ),
      promised('A pattern that is none is `InvalidParameterException`', FILTER, ({ find }) =>
        expect(find('{ $.a')).rejects.toMatchObject({ name: 'InvalidParameterException' }),
      ),
      promised(
        'A log group that does not exist is `ResourceNotFoundException`: SST makes it with its function',
        FILTER,
        ({ find }) =>
          expect(find(undefined, undefined, 'other')).rejects.toMatchObject({
            name: 'ResourceNotFoundException',
          }),
      ),
      refusesForeignPages(({ logs }) => logs.url),
    ],
  },
];
