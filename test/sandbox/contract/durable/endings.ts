import { StopDurableExecutionCommand } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import { type ManualLab, openManualLab, stepStarts } from '../../aws/manual-lab.ts';
import { promised, type Topic } from '../promise.ts';
import { start } from './durable-peer.ts';

const MONITORING = 'AWS docs: Monitoring durable functions';
const UNREPORTED = ['FAILED', 'STOPPED', 'TIMED_OUT'] as const;

/** A lab in which an end without a report starts `work`, which `test` answers at once. */
async function inLab(test: (lab: ManualLab, handed: () => unknown[]) => Promise<void>) {
  const lab = await openManualLab(undefined, UNREPORTED);
  try {
    await test(lab, () => lab.work.invocations.map(({ event }) => event));
  } finally {
    for (const { answer } of lab.work.invocations) answer({ payload: {} });
    await lab.close();
  }
}

const statuses = (lab: ManualLab) =>
  lab.lambda.statusEvents.published.map(({ detail }) => detail.status);

/** What is known of the end of an execution, and what is left of it. */
export const endings: Topic<ManualLab> = {
  topic: 'Ends of executions',
  promises: [
    promised(
      'A stop does not interrupt the invocation that runs: it goes on until its next checkpoint is refused, and no other one begins',
      'aws-durable-execution-docs issue 241; AWS docs: Stopping an execution',
      async (lab) => {
        const { arn, checkpoint, answer } = await start(lab);
        await checkpoint(stepStarts(1));
        await lab.client.send(new StopDurableExecutionCommand({ DurableExecutionArn: arn }));
        await expect(checkpoint([])).rejects.toMatchObject({
          name: 'InvalidParameterValueException',
        });
        answer({ Status: 'SUCCEEDED', Result: '"late"' });
        await lab.lambda.idle();
        expect(lab.lambda.execution(arn)).toMatchObject({ status: 'STOPPED', result: undefined });
        expect(lab.flow.invocations).toHaveLength(1);
      },
    ),
    promised(
      'Each change of status is published to the default bus, with its times, the versioned function and no resources',
      MONITORING,
      async (lab) => {
        const { arn, answer } = await start(lab, 'two');
        answer({ Status: 'SUCCEEDED' });
        await lab.lambda.idle();
        expect(statuses(lab)).toEqual(['RUNNING', 'SUCCEEDED']);
        const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(lab.lambda.statusEvents.published[1]).toEqual({
          version: '0',
          id: expect.stringMatching(/^[\da-f-]{36}$/),
          'detail-type': 'Durable Execution Status Change',
          source: 'aws.lambda',
          account: '000000000000',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          region: 'eu-central-1',
          resources: [],
          detail: {
            durableExecutionArn: arn,
            durableExecutionName: 'two',
            functionArn: expect.stringMatching(/:function:flow:1$/),
            status: 'SUCCEEDED',
            startTimestamp: time,
            endTimestamp: time,
          },
        });
      },
    ),
    promised(
      'A rule hands the events it asks for to a function, asynchronously',
      'AWS docs: EventBridge targets',
      () =>
        inLab(async (lab, handed) => {
          const { stop, fail, timeOut } = lab.lambda.control;
          for (const [name, end] of Object.entries({ stop, fail, timeOut }))
            await end((await start(lab, name)).arn);
          (await start(lab, 'well')).answer({ Status: 'SUCCEEDED' });
          await expect.poll(() => handed().length, { interval: 2 }).toBe(3);
          expect(handed()).toMatchObject(
            ['STOPPED', 'FAILED', 'TIMED_OUT'].map((status) => ({ detail: { status } })),
          );
        }),
    ),
    promised(
      'Such an event can get lost, come late or come twice',
      'assumed: AWS documents no delivery level',
      () =>
        inLab(async (lab, handed) => {
          const { statusEvents, control } = lab.lambda;
          statusEvents.lose(true);
          await control.stop((await start(lab, 'lost')).arn);
          statusEvents.lose(false);
          statusEvents.deliverTwice(true);
          statusEvents.delay(5_000);
          await control.stop((await start(lab, 'late')).arn);
          expect(handed()).toEqual([]);
          lab.clock.advance(5_000);
          await expect.poll(() => handed().length, { interval: 2 }).toBe(2);
          const [first, second] = handed();
          expect(first).toEqual(second);
          expect(first).toMatchObject({ detail: { durableExecutionName: 'late' } });
        }),
    ),
  ],
};
