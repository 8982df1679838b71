import { createLog } from '@doo-repush/functions/runtime/log';
import { METRICS } from '@doo-repush/functions/runtime/metrics';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { logEntries } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { ask, press, reject } from '../../support/requests.ts';

const text = (max: number) => z.string().min(1).max(max);

/**
 * What CloudWatch Logs takes for a metric (AWS docs: Embedded metric format specification): other members
 * may stand beside `_aws`, and every name that it refers to must be a member of the line.
 */
const embedded = z.object({
  _aws: z.strictObject({
    Timestamp: z.int().positive(),
    CloudWatchMetrics: z.tuple([
      z.strictObject({
        Namespace: text(1_024).regex(/^[\w.\-/#:]+$/),
        Dimensions: z.array(z.array(text(250)).min(1).max(30)).min(1),
        Metrics: z
          .array(z.strictObject({ Name: text(1_024), Unit: z.literal('Count') }))
          .min(1)
          .max(100),
      }),
    ]),
  }),
});

/** What CloudWatch counts of a line: metric, dimension and value. */
function counted(line: Record<string, unknown>) {
  const { _aws } = embedded.parse(line);
  const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
  for (const name of Dimensions.flat()) expect(line[name], name).toEqual(expect.any(String));
  for (const { Name } of Metrics) expect(line[Name]).toBe(1);
  expect(new Date(_aws.Timestamp).toISOString()).toBe(line.timestamp);
  return `${Namespace} ${Metrics[0]?.Name} ${Dimensions.flat().map((name) => line[name])}`;
}

const product = productForFile();

describe('a line that CloudWatch counts', () => {
  it('is written for the end of a request, for each of its calls, and for each call of doo', async () => {
    const sandbox = product();
    await press(sandbox, people.approver, await ask(sandbox), 'approve');
    await reject(sandbox, people.approver, await ask(sandbox), 'Not needed');
    await sandbox.lambda.idle();
    const lines = logEntries(sandbox).filter((line) => '_aws' in line);
    const metrics = lines.map(counted);
    expect(metrics).toContain('repush Requests rejected');
    expect(metrics).toContain('repush Targets accepted');
    const calls = metrics.filter((metric) => metric === 'repush DooCalls doo_called');
    expect(calls.length).toBeGreaterThanOrEqual(3);
    expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(Object.keys(METRICS)));
  });

  it('is no line of another event, and none without the name of a function', () => {
    const written: string[] = [];
    const log = createLog(
      (line) => written.push(line),
      () => 0,
      { functionName: 'f' },
    );
    log.info('card_posted');
    log.info('toString');
    createLog(
      (line) => written.push(line),
      () => 0,
    ).info('request_ended', { state: 'accepted' });
    expect(written.join()).not.toContain('_aws');
  });
});
