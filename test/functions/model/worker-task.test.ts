import { taskSchema } from '@doo-repush/functions/model/worker-task';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:my-function';

/**
 * The event of an ended execution, as AWS documents it (Lambda developer guide: Monitoring durable
 * functions).
 */
const event = {
  version: '0',
  id: 'd019b03c-a8a3-9d58-85de-241e96206538',
  'detail-type': 'Durable Execution Status Change',
  source: 'aws.lambda',
  account: '123456789012',
  time: '2025-11-20T13:08:22Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    durableExecutionArn: `${FUNCTION}:$LATEST/durable-execution/090c4189/9f7d84c9`,
    durableExecutionName: 'order-123',
    functionArn: `${FUNCTION}:2`,
    status: 'STOPPED',
    startTimestamp: '2025-11-20T13:08:22.345Z',
    endTimestamp: '2025-11-20T14:08:22.345Z',
  },
};

it('parses the event of an ended execution as AWS documents it', () => {
  expect(taskSchema.parse(event)).toEqual({
    task: 'ended',
    executionArn: event.detail.durableExecutionArn,
    functionArn: event.detail.functionArn,
    startedAtMs: Date.UTC(2025, 10, 20, 13, 8, 22, 345),
    endedAtMs: Date.UTC(2025, 10, 20, 14, 8, 22, 345),
  });
});

it('ignores times that it cannot parse', () => {
  const { startTimestamp: _, ...rest } = event.detail;
  const detail = { ...rest, endTimestamp: 'yesterday' };
  expect(taskSchema.parse({ ...event, detail })).toMatchObject({
    task: 'ended',
    startedAtMs: undefined,
    endedAtMs: undefined,
  });
});

it('accepts only complete events, and takes no other status for an end', () => {
  const anything = fc.oneof(fc.anything(), fc.constantFrom('FAILED', 'STOPPED', 'TIMED_OUT'));
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(event.detail), 'detail', 'source', 'detail-type'),
      anything,
      (name, value) => {
        const changed =
          name in event
            ? { ...event, [name]: value }
            : { ...event, detail: { ...event.detail, [name]: value } };
        const { data, success } = taskSchema.safeParse(changed);
        if (!success || data === undefined) return;
        if (data.task !== 'ended') expect(['aws.events', 'aws.scheduler']).toContain(value);
        else {
          expect(data.executionArn).toMatch(/^arn:/);
          expect(data.functionArn).toMatch(/^arn:/);
          if (name === 'status') expect(['FAILED', 'STOPPED', 'TIMED_OUT']).toContain(value);
        }
      },
    ),
  );
});
