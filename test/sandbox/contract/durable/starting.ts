import * as sdk from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import type { ManualLab } from '../../aws/manual-lab.ts';
import { refusesForeignPages } from '../foreign-page.ts';
import { promised, type Topic } from '../promise.ts';
import { refused, start } from './durable-peer.ts';

const INVOKE = 'Lambda API: Invoke';
const OWN = 'of the peer';
const HOUR_MS = 3_600_000;

/** Every durable operation of the SDK's client, called with input that is well-formed. */
const CALLS: Readonly<Record<string, (lab: ManualLab, arn: string) => Promise<unknown>>> = {
  CheckpointDurableExecution: (lab, DurableExecutionArn) =>
    lab.client.send(
      new sdk.CheckpointDurableExecutionCommand({ DurableExecutionArn, CheckpointToken: 't' }),
    ),
  GetDurableExecution: (lab, DurableExecutionArn) =>
    lab.client.send(new sdk.GetDurableExecutionCommand({ DurableExecutionArn })),
  GetDurableExecutionHistory: (lab, DurableExecutionArn) =>
    lab.client.send(new sdk.GetDurableExecutionHistoryCommand({ DurableExecutionArn })),
  GetDurableExecutionState: (lab, DurableExecutionArn) =>
    lab.client.send(
      new sdk.GetDurableExecutionStateCommand({ DurableExecutionArn, CheckpointToken: 't' }),
    ),
  ListDurableExecutionsByFunction: (lab) =>
    lab.client.send(new sdk.ListDurableExecutionsByFunctionCommand({ FunctionName: 'flow' })),
  SendDurableExecutionCallbackFailure: (lab) =>
    lab.client.send(new sdk.SendDurableExecutionCallbackFailureCommand({ CallbackId: 'c' })),
  SendDurableExecutionCallbackHeartbeat: (lab) =>
    lab.client.send(new sdk.SendDurableExecutionCallbackHeartbeatCommand({ CallbackId: 'c' })),
  SendDurableExecutionCallbackSuccess: (lab) =>
    lab.client.send(new sdk.SendDurableExecutionCallbackSuccessCommand({ CallbackId: 'c' })),
  StopDurableExecution: (lab, DurableExecutionArn) =>
    lab.client.send(new sdk.StopDurableExecutionCommand({ DurableExecutionArn })),
};

/** How an execution begins. */
export const starting: Topic<ManualLab> = {
  topic: 'Start',
  promises: [
    promised(
      `Every durable operation of the SDK's client is served: ${Object.keys(CALLS).join(', ')}`,
      '@aws-sdk/client-lambda: its commands',
      async (lab) => {
        const known = Object.keys(sdk).filter((name) => /Durable.*Command$/.test(name));
        expect(Object.keys(CALLS).map((name) => `${name}Command`)).toEqual(known.sort());
        const { arn } = await start(lab);
        for (const [operation, call] of Object.entries(CALLS)) {
          lab.lambda.faults.add({ operation, fault: 'throttle' });
          await expect(call(lab, arn)).rejects.toMatchObject(refused('TooManyRequestsException'));
        }
      },
    ),
    promised('An asynchronous start is 202 with the ARN', INVOKE, async (lab) => {
      const answer = await lab.invoke();
      expect(answer.StatusCode).toBe(202);
      expect(answer.DurableExecutionArn).toContain(':flow:live/durable-execution/prod-V1/');
    }),
    promised('The same name and payload is the same execution', INVOKE, async (lab) => {
      const arns = [await lab.invoke(), await lab.invoke()].map((it) => it.DurableExecutionArn);
      expect(arns[0]).toBe(arns[1]);
      expect(lab.flow.invocations).toHaveLength(1);
    }),
    promised(
      'A used name with another payload is `DurableExecutionAlreadyStartedException`',
      INVOKE,
      async (lab) => {
        await lab.invoke();
        await expect(lab.invoke({ Payload: '{"n":2}' })).rejects.toMatchObject(
          refused('DurableExecutionAlreadyStartedException'),
        );
      },
    ),
    promised(
      'A name without a qualifier is refused',
      'AWS docs: Lambda durable functions',
      async (lab) => {
        await expect(lab.invoke({ FunctionName: 'flow' })).rejects.toMatchObject(
          refused('InvalidParameterValueException'),
        );
      },
    ),
    promised('A name is 1 to 64 of `[a-zA-Z0-9-_]`', INVOKE, async (lab) => {
      for (const DurableExecutionName of ['a.b', 'a'.repeat(65)]) {
        await expect(lab.invoke({ DurableExecutionName })).rejects.toMatchObject(
          refused('InvalidParameterValueException'),
        );
      }
    }),
    promised('A start can be made to come twice: it is one execution', OWN, async (lab) => {
      lab.lambda.control.deliverStartsTwice(true);
      await lab.invoke();
      expect(lab.lambda.executions()).toHaveLength(1);
    }),
    promised(
      'A plain function is invoked asynchronously, three times if it fails',
      'AWS docs: asynchronous errors',
      async (lab) => {
        await lab.invoke({ FunctionName: 'work' });
        for (const delayMs of [60_000, 120_000, HOUR_MS]) {
          lab.work.invocations.at(-1)?.answer({ errorMessage: 'failed' });
          await lab.lambda.idle();
          lab.clock.advance(delayMs);
        }
        expect(lab.work.invocations).toHaveLength(3);
      },
    ),
    promised(
      "A function's configuration has its settings, and says whether it is durable",
      'Lambda API: GetFunctionConfiguration',
      async (lab) => {
        const of = (FunctionName: string) =>
          lab.client.send(new sdk.GetFunctionConfigurationCommand({ FunctionName }));
        expect(await of('flow:live')).toMatchObject({
          FunctionName: 'flow',
          State: 'Active',
          Environment: { Variables: {} },
          DurableConfig: { ExecutionTimeout: 60 },
        });
        expect((await of('work')).DurableConfig).toBeUndefined();
        await expect(of('nobody')).rejects.toMatchObject(refused('ResourceNotFoundException'));
        lab.lambda.faults.add({ operation: 'GetFunctionConfiguration', fault: 'throttle' });
        await expect(of('work')).rejects.toMatchObject(refused('TooManyRequestsException'));
      },
    ),
    promised(
      "An account's concurrency is told whole and less what is reserved; without a reservation a function's answer is empty",
      'Lambda API: GetAccountSettings, GetFunctionConcurrency',
      async (lab) => {
        const account = () => lab.client.send(new sdk.GetAccountSettingsCommand({}));
        const of = (FunctionName: string) =>
          lab.client.send(new sdk.GetFunctionConcurrencyCommand({ FunctionName }));
        expect((await account()).AccountLimit).toMatchObject({
          ConcurrentExecutions: 1_000,
          UnreservedConcurrentExecutions: 1_000,
        });
        expect((await of('work')).ReservedConcurrentExecutions).toBeUndefined();
        await expect(of('nobody')).rejects.toMatchObject(refused('ResourceNotFoundException'));
      },
    ),
    promised(
      'Whoever has no right to a call in IAM is answered `AccessDeniedException`, with status 403',
      'Lambda docs: Troubleshooting identity and access; the status is seen',
      async (lab) => {
        lab.lambda.faults.add({ operation: 'GetAccountSettings', fault: 'denied' });
        await expect(lab.client.send(new sdk.GetAccountSettingsCommand({}))).rejects.toMatchObject({
          name: 'AccessDeniedException',
          $metadata: { httpStatusCode: 403 },
        });
      },
    ),
    promised(
      'Credentials whose time is over are answered `ExpiredTokenException`, those in a region that is off `UnrecognizedClientException`, with status 403',
      'aws/chalice issue 1445, epsagon/clear-lambda-storage issue 9; the status is seen',
      async (lab) => {
        for (const [fault, name] of [
          ['expired', 'ExpiredTokenException'],
          ['region_off', 'UnrecognizedClientException'],
        ] as const) {
          lab.lambda.faults.add({ operation: 'GetAccountSettings', fault });
          await expect(
            lab.client.send(new sdk.GetAccountSettingsCommand({})),
          ).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
        }
      },
    ),
    promised(
      'The versions of a function begin with `$LATEST`',
      'Lambda API: ListVersionsByFunction',
      async (lab) => {
        const of = (FunctionName: string) =>
          lab.client.send(new sdk.ListVersionsByFunctionCommand({ FunctionName }));
        const { Versions, NextMarker } = await of('work');
        expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST']);
        expect(NextMarker).toBeUndefined();
        await expect(of('nobody')).rejects.toMatchObject(refused('ResourceNotFoundException'));
      },
    ),
    promised(
      'A function without a URL has no configuration of one',
      'Lambda API: GetFunctionUrlConfig',
      async (lab) => {
        const command = new sdk.GetFunctionUrlConfigCommand({ FunctionName: 'work' });
        await expect(lab.client.send(command)).rejects.toMatchObject(
          refused('ResourceNotFoundException'),
        );
      },
    ),
    refusesForeignPages(({ lambda }) => `${lambda.url}/2015-03-31/functions/flow:live/invocations`),
  ],
};
