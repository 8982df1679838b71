import { type Event, GetDurableExecutionHistoryCommand } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import * as z from 'zod';
import type { ManualLab } from '../../aws/manual-lab.ts';
import { promised, type Topic } from '../promise.ts';
import { start, startCallback } from './durable-peer.ts';
import { liveThroughAll } from './operations.ts';

const REQUIREMENTS = 'aws/aws-durable-execution-conformance-tests';

async function eventsOf({ client }: ManualLab, arn: string): Promise<Event[]> {
  const { Events = [] } = await client.send(
    new GetDurableExecutionHistoryCommand({ DurableExecutionArn: arn, IncludeExecutionData: true }),
  );
  return Events;
}

const sentSchema = z.object({ Events: z.array(z.looseObject({})) });

/** The names of the details of each event, as they are in the answer or as the SDK reads them. */
function detailsOf(events: readonly object[]): string[] {
  const names = events.flatMap((event) =>
    Object.entries(event).flatMap(([name, value]) =>
      name.endsWith('Details')
        ? Object.keys({ ...value }).map((detail) => `${name}.${detail}`)
        : [],
    ),
  );
  return names.toSorted();
}

/** What GetDurableExecutionHistory tells. */
export const history: Topic<ManualLab> = {
  topic: 'History',
  promises: [
    promised(
      'The invocation that ends an execution has completed before the execution ends',
      `${REQUIREMENTS}: 4-1, 4-6`,
      async (lab) => {
        for (const Status of ['SUCCEEDED', 'FAILED']) {
          const { arn, answer } = await start(lab, Status);
          answer({ Status });
          await lab.lambda.idle();
          const ending = Status === 'SUCCEEDED' ? 'ExecutionSucceeded' : 'ExecutionFailed';
          expect((await eventsOf(lab, arn)).map((event) => event.EventType)).toEqual([
            'ExecutionStarted',
            'InvocationCompleted',
            ending,
          ]);
        }
      },
    ),
    promised(
      'A callback starts with its `Timeout` and `HeartbeatTimeout` in seconds, where it has them',
      `${REQUIREMENTS}: 4-3, 4-4`,
      async (lab) => {
        const cases = [
          [
            { TimeoutSeconds: 5, HeartbeatTimeoutSeconds: 3 },
            { Timeout: 5, HeartbeatTimeout: 3 },
          ],
          [{}, {}],
        ] as const;
        for (const [index, [options, seconds]] of cases.entries()) {
          const started = await start(lab, `callback-${index}`);
          const CallbackId = await startCallback(started, options);
          const event = (await eventsOf(lab, started.arn)).at(-1);
          expect(event?.CallbackStartedDetails).toEqual({ CallbackId, ...seconds });
        }
      },
    ),
    promised(
      'An event has the details of its type and no others',
      '@aws-sdk/client-lambda: Event',
      async (lab) => {
        await liveThroughAll(lab);
        for (const { arn } of lab.lambda.executions()) {
          const path = `/2025-12-01/durable-executions/${encodeURIComponent(arn)}/history`;
          const answer = await fetch(`${lab.lambda.url}${path}?IncludeExecutionData=true`);
          const { Events } = sentSchema.parse(await answer.json());
          expect(detailsOf(Events)).toEqual(detailsOf(await eventsOf(lab, arn)));
        }
      },
    ),
    promised(
      'A step that is to be tried again without an error has succeeded, each time with its own result',
      `${REQUIREMENTS}: 6-1`,
      async (lab) => {
        const { arn, checkpoint, answer } = await start(lab);
        const again = (Payload: string) =>
          checkpoint([
            { Id: 'poll', Type: 'STEP', Action: 'START' },
            {
              Id: 'poll',
              Type: 'STEP',
              Action: 'RETRY',
              Payload,
              StepOptions: { NextAttemptDelaySeconds: 5 },
            },
          ]);
        await again('1');
        answer({ Status: 'PENDING' });
        await lab.lambda.idle();
        lab.clock.advance(5000);
        await expect.poll(() => lab.flow.invocations.length, { interval: 2 }).toBe(2);
        const { CheckpointToken } = lab.latestEvent();
        await lab.checkpoint(arn, CheckpointToken, [
          { Id: 'poll', Type: 'STEP', Action: 'START' },
          { Id: 'poll', Type: 'STEP', Action: 'SUCCEED', Payload: '2' },
        ]);
        const succeeded = (await eventsOf(lab, arn)).flatMap(
          (event) => event.StepSucceededDetails ?? [],
        );
        expect(succeeded).toEqual([
          {
            Result: { Payload: '1', Truncated: false },
            RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 5 },
          },
          { Result: { Payload: '2', Truncated: false }, RetryDetails: { CurrentAttempt: 2 } },
        ]);
      },
    ),
    promised(
      'A result, an error or an input says that it is not `Truncated`',
      `${REQUIREMENTS}: 1-18; of errors and inputs assumed`,
      async (lab) => {
        const { arn, checkpoint, answer } = await start(lab);
        await checkpoint([
          { Id: 'good', Type: 'STEP', Action: 'START' },
          { Id: 'good', Type: 'STEP', Action: 'SUCCEED', Payload: '1' },
          { Id: 'bad', Type: 'STEP', Action: 'START' },
          { Id: 'bad', Type: 'STEP', Action: 'FAIL', Error: { ErrorMessage: 'no' } },
        ]);
        answer({ Status: 'FAILED', Error: { ErrorMessage: 'no' } });
        await lab.lambda.idle();
        const events = await eventsOf(lab, arn);
        expect(events[0]?.ExecutionStartedDetails?.Input).toMatchObject({ Truncated: false });
        const ended = events.flatMap((event) => [
          event.StepSucceededDetails?.Result ?? [],
          event.StepFailedDetails?.Error ?? [],
          event.ExecutionFailedDetails?.Error ?? [],
        ]);
        const Truncated = false;
        expect(ended.flat()).toEqual([
          { Payload: '1', Truncated },
          { Payload: { ErrorMessage: 'no' }, Truncated },
          { Payload: { ErrorMessage: 'no' }, Truncated },
        ]);
      },
    ),
  ],
};
