import * as sdk from '@aws-sdk/client-lambda';

import { expect } from 'vitest';
import { type ManualLab, stepStarts } from '../../aws/manual-lab.ts';
import { promised, type Topic } from '../promise.ts';
import { complete, refused, start, startCallback } from './durable-peer.ts';

const CALLBACK = '@aws-sdk/client-lambda: its errors; which case gives which is assumed';
const WORDS =
  'Lambda API: CheckpointDurableExecution; its words: aws-durable-execution-sdk-js issue 917';
const LAST = 'aws-durable-execution-sdk-python pull request 571';
const NO_TOKEN = 'aws-durable-execution-sdk-js issue 918';
const OPERATION = 'CheckpointDurableExecution';
const STALE = {
  name: 'InvalidParameterValueException',
  message: 'Invalid checkpoint token',
  $metadata: { httpStatusCode: 400 },
};
const QUOTAS = 'AWS docs: Lambda quotas';
const METERED =
  'AWS docs: Retries for Lambda durable functions, metering; that the quota counts alike is assumed';

/** What is kept, and how much. */
export const checkpoints: Topic<ManualLab> = {
  topic: 'Checkpoints',
  promises: [
    promised('A token is good once: `Invalid checkpoint token`', WORDS, async (lab) => {
      const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
      await lab.checkpoint(arn, token, []);
      await expect(lab.checkpoint(arn, token, [])).rejects.toMatchObject(STALE);
    }),
    promised(
      'A token can be made stale at any checkpoint, which is not taken, and at any reading of the state',
      WORDS,
      async (lab) => {
        const { arn, checkpoint } = await start(lab);
        lab.lambda.faults.add({ operation: OPERATION, fault: 'stale_token', after: 1 });
        await checkpoint(stepStarts(1, 'a'));
        for (const id of ['b', 'c'])
          await expect(checkpoint(stepStarts(1, id))).rejects.toMatchObject(STALE);
        expect(
          lab.lambda
            .execution(arn)
            .operations.map(({ id }) => id)
            .slice(1),
        ).toEqual(['a0']);
        const other = await start(lab, 'other');
        const { CheckpointToken } = await other.checkpoint([]);
        const read = new sdk.GetDurableExecutionStateCommand({
          DurableExecutionArn: other.arn,
          CheckpointToken,
        });
        await lab.client.send(read);
        lab.lambda.faults.add({ operation: 'GetDurableExecutionState', fault: 'stale_token' });
        await expect(lab.client.send(read)).rejects.toMatchObject(STALE);
      },
    ),
    promised(
      'The answer to the checkpoint that ends the execution names no token',
      LAST,
      async (lab) => {
        const { arn, checkpoint } = await start(lab);
        const end = { Id: 'end', Type: 'EXECUTION', Action: 'SUCCEED', Payload: '1' } as const;
        expect(await checkpoint([end])).not.toHaveProperty('CheckpointToken');
        expect(lab.lambda.execution(arn).status).toBe('SUCCEEDED');
      },
    ),
    promised(
      'Any checkpoint can be taken without a further token: then none of its invocation is taken any more',
      NO_TOKEN,
      async (lab) => {
        const { arn, checkpoint } = await start(lab);
        lab.lambda.faults.add({ operation: OPERATION, fault: 'no_token' });
        expect(await checkpoint(stepStarts(1, 'a'))).not.toHaveProperty('CheckpointToken');
        expect(lab.lambda.execution(arn).operations).toHaveLength(2);
        await expect(checkpoint([])).rejects.toMatchObject(STALE);
      },
    ),
    promised(
      'An execution has at most 3,000 operations, its own among them',
      QUOTAS,
      async (lab) => {
        const { checkpoint } = await start(lab);
        await checkpoint(stepStarts(2999));
        await expect(checkpoint(stepStarts(1, 'x'))).rejects.toMatchObject(
          refused('InvalidParameterValueException'),
        );
      },
    ),
    promised(
      'Each further attempt of a step, and each invocation that failed, is an operation as well',
      METERED,
      async (lab) => {
        const { arn, answer } = await start(lab);
        answer({});
        await expect.poll(() => lab.flow.invocations.length, { interval: 2 }).toBe(2);
        let token = lab.latestEvent().CheckpointToken;
        const checkpoint = async (updates: sdk.OperationUpdate[]) => {
          const { CheckpointToken } = await lab.checkpoint(arn, token, updates);
          token = CheckpointToken ?? token;
        };
        await checkpoint([...stepStarts(1, 'again'), ...stepStarts(2996)]);
        const StepOptions = { NextAttemptDelaySeconds: 1 };
        await checkpoint([{ Id: 'again0', Type: 'STEP', Action: 'RETRY', StepOptions }]);
        lab.clock.advance(1_000);
        await checkpoint(stepStarts(1, 'again'));
        await expect(checkpoint(stepStarts(1, 'x'))).rejects.toMatchObject(
          refused('InvalidParameterValueException'),
        );
      },
    ),
    promised('A payload has at most 256 KB', QUOTAS, async (lab) => {
      const { checkpoint } = await start(lab);
      await checkpoint(stepStarts(2));
      const end = (Id: string, bytes: number) =>
        checkpoint([{ Id, Type: 'STEP', Action: 'SUCCEED', Payload: 'x'.repeat(bytes) }]);
      await end('s0', 256 * 1024);
      await expect(end('s1', 256 * 1024 + 1)).rejects.toMatchObject(
        refused('InvalidParameterValueException'),
      );
    }),
    promised(
      'State is read in pages of 1,000 operations',
      'assumed: the SDK follows any marker',
      async (lab) => {
        const { arn, checkpoint } = await start(lab);
        const { CheckpointToken } = await checkpoint(stepStarts(1500));
        const { Operations, NextMarker } = await lab.client.send(
          new sdk.GetDurableExecutionStateCommand({ DurableExecutionArn: arn, CheckpointToken }),
        );
        expect([Operations?.length, NextMarker]).toEqual([1000, '1000']);
      },
    ),
  ],
};

/** Who is asked, and how it ends. */
export const callbacks: Topic<ManualLab> = {
  topic: 'Callbacks',
  promises: [
    promised(
      'An id is standard base64 of 600 to 1,024 characters with `+`, `/` and `=`',
      '@aws-sdk/client-lambda: CallbackId; the length is chosen',
      async (lab) => {
        const id = await startCallback(await start(lab));
        expect(id).toMatch(/^(?=.*\+)(?=.*\/)[A-Za-z0-9+/]{600,1022}={1,2}$/);
      },
    ),
    promised(
      'The first completion wins; a later one is `CallbackTimeoutException`',
      CALLBACK,
      async (lab) => {
        const id = await startCallback(await start(lab));
        await complete(lab, id);
        await expect(complete(lab, id)).rejects.toMatchObject({
          ...refused('CallbackTimeoutException'),
          $metadata: { httpStatusCode: 400 },
        });
      },
    ),
    promised('An expired one is `CallbackTimeoutException`', CALLBACK, async (lab) => {
      const id = await startCallback(await start(lab), { TimeoutSeconds: 30 });
      lab.clock.advance(30_000);
      await expect(complete(lab, id)).rejects.toMatchObject(refused('CallbackTimeoutException'));
    }),
    promised('An unknown one is `ResourceNotFoundException`', CALLBACK, async (lab) => {
      await expect(complete(lab, 'dW5rbm93bg==')).rejects.toMatchObject({
        ...refused('ResourceNotFoundException'),
        $metadata: { httpStatusCode: 404 },
      });
    }),
    promised(
      'A heartbeat postpones its end',
      'Lambda API: SendDurableExecutionCallbackHeartbeat',
      async (lab) => {
        const CallbackId = await startCallback(await start(lab), { HeartbeatTimeoutSeconds: 10 });
        lab.clock.advance(9000);
        await lab.client.send(new sdk.SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }));
        lab.clock.advance(9000);
        await complete(lab, CallbackId);
      },
    ),
  ],
};
