import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import {
  createManualHost,
  type ManualLab,
  openManualLab,
  stepStarts,
} from '../../aws/manual-lab.ts';
import { promised, type Topic } from '../promise.ts';
import { complete, start, startCallback } from './durable-peer.ts';

const RETRIES = 'AWS docs: Retries for Lambda durable functions';
const OWN = 'of the peer';
const HOUR_MS = 3_600_000;

/** How an execution goes on and ends. */
export const lives: Topic<ManualLab> = {
  topic: 'Lives of executions',
  promises: [
    promised('An invocation that dies runs again from its checkpoints', RETRIES, async (lab) => {
      const { checkpoint } = await start(lab);
      await checkpoint(stepStarts(1));
      lab.flow.invocations[0]?.answer({ errorMessage: 'died' });
      await expect.poll(() => lab.flow.invocations.length, { interval: 2 }).toBe(2);
      expect(lab.flow.invocations[1]?.event).toMatchObject({
        InitialExecutionState: { Operations: [{}, { Id: 's0', Status: 'STARTED' }] },
      });
    }),
    promised('Waits, retries and timeouts follow one clock that can be moved', OWN, async (lab) => {
      const { checkpoint, answer } = await start(lab);
      const WaitOptions = { WaitSeconds: 50 };
      await checkpoint([{ Id: 'w', Type: 'WAIT', Action: 'START', WaitOptions }]);
      answer({ Status: 'PENDING' });
      await lab.lambda.idle();
      lab.clock.advance(50_000);
      await expect.poll(() => lab.flow.invocations.length, { interval: 2 }).toBe(2);
    }),
    promised(
      'An execution ends at its own timeout',
      'AWS docs: durable configuration',
      async (lab) => {
        const { arn } = await start(lab);
        lab.clock.advance(HOUR_MS);
        await expect
          .poll(() => lab.lambda.execution(arn).status, { interval: 2 })
          .toBe('TIMED_OUT');
      },
    ),
    promised(
      'It can be stopped, failed and timed out from outside; its token is void',
      OWN,
      async (lab) => {
        const { stop, fail, timeOut } = lab.lambda.control;
        for (const [name, end] of Object.entries({
          STOPPED: stop,
          FAILED: fail,
          TIMED_OUT: timeOut,
        })) {
          const { arn, checkpoint } = await start(lab, name);
          await end(arn);
          expect(lab.lambda.execution(arn).status).toBe(name);
          await expect(checkpoint([])).rejects.toMatchObject({
            message: expect.stringMatching(/^Invalid checkpoint token/),
          });
        }
      },
    ),
    promised(
      'Versions run side by side: an execution keeps the code that it began with',
      'AWS docs: Lambda durable functions',
      async (lab) => {
        const newer = createManualHost();
        const { arn, checkpoint, answer } = await start(lab, 'early');
        await checkpoint([
          { Id: 'w', Type: 'WAIT', Action: 'START', WaitOptions: { WaitSeconds: 5 } },
        ]);
        answer({ Status: 'PENDING' });
        await lab.lambda.idle();
        expect(lab.lambda.publish('flow', newer)).toBe('2');
        lab.clock.advance(5000);
        await expect.poll(() => lab.flow.invocations.length, { interval: 2 }).toBe(2);
        await lab.invoke({ DurableExecutionName: 'late' });
        expect([lab.lambda.execution(arn).version, newer.invocations.length]).toEqual(['1', 1]);
      },
    ),
    promised(
      'The list tells names, status and times, page by page',
      'Lambda API: ListDurableExecutionsByFunction',
      async (lab) => {
        await start(lab, 'one');
        await start(lab, 'two');
        const page = await lab.client.send(
          new sdk.ListDurableExecutionsByFunctionCommand({
            FunctionName: 'flow:live',
            MaxItems: 1,
          }),
        );
        expect(page.DurableExecutions).toMatchObject([
          { DurableExecutionName: 'one', Status: 'RUNNING', StartTimestamp: expect.any(Date) },
        ]);
        expect(page.NextMarker).toBe('1');
      },
    ),
    promised('State is in one file; a new process goes on with what runs', OWN, async () => {
      const stateFile = join(await mkdtemp(join(tmpdir(), 'contract-')), 'state.jsonl');
      const first = await openManualLab(stateFile);
      const { arn, checkpoint, answer } = await start(first);
      await startCallback({ arn, checkpoint, answer });
      answer({ Status: 'PENDING' });
      await first.lambda.idle();
      const id = first.lambda.execution(arn).operations.at(-1)?.callbackId ?? '';
      await first.close();
      const second = await openManualLab(stateFile);
      await complete(second, id);
      await expect.poll(() => second.flow.invocations.length, { interval: 2 }).toBe(1);
      await second.close();
    }),
    promised(
      'Each operation can be made to fail: throttled, 500, cut before or after it acted, no answer',
      OWN,
      async (lab) => {
        lab.lambda.faults.add({ operation: 'Invoke', fault: 'lost' });
        await expect(lab.invoke()).rejects.toThrow();
        expect(lab.lambda.executions()).toHaveLength(1);
      },
    ),
  ],
};
