import { InvocationStatus } from '@aws/durable-execution-sdk-js';
import {
  EventType,
  ExecutionStatus,
  GetDurableExecutionHistoryCommand,
  OperationAction,
  OperationStatus,
  OperationType,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import type { ManualLab } from '../../aws/manual-lab.ts';
import { type Promised, promised, type Topic } from '../promise.ts';
import { start, startCallback } from './durable-peer.ts';

const MODEL = '@aws-sdk/client-lambda';

type Taken = readonly OperationAction[];

/** By operation type, all of the SDK's: which actions begin one, and which change one that runs. */
const ACTIONS: Record<OperationType, { readonly onNew: Taken; readonly onOpen: Taken }> = {
  STEP: { onNew: ['START'], onOpen: ['SUCCEED', 'FAIL', 'RETRY'] },
  WAIT: { onNew: ['START'], onOpen: ['CANCEL'] },
  CALLBACK: { onNew: ['START'], onOpen: [] },
  CONTEXT: { onNew: ['START'], onOpen: ['SUCCEED', 'FAIL'] },
  EXECUTION: { onNew: [], onOpen: ['SUCCEED', 'FAIL'] },
  CHAINED_INVOKE: { onNew: [], onOpen: [] },
};

const LONG = { WaitOptions: { WaitSeconds: 60 } };

async function isTaken(
  lab: ManualLab,
  type: OperationType,
  action: OperationAction,
  begins: boolean,
) {
  const { checkpoint } = await start(lab, `${type}-${action}-${begins ? 'new' : 'open'}`);
  if (!begins && type !== 'EXECUTION') {
    await checkpoint([{ Id: 'x', Type: type, Action: 'START', ...(type === 'WAIT' && LONG) }]);
  }
  return checkpoint([{ Id: 'x', Type: type, Action: action }]).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'InvalidParameterValueException' });
      return false;
    },
  );
}

async function expectTaken(lab: ManualLab, type: OperationType, taken: Taken, begins: boolean) {
  const found: OperationAction[] = [];
  for (const action of Object.values(OperationAction)) {
    if (await isTaken(lab, type, action, begins)) found.push(action);
  }
  expect(found.sort()).toEqual([...taken].sort());
}

const worded = (actions: Taken) => (actions.length === 0 ? 'nothing' : actions.join(', '));

function wordedActions(type: OperationType): string {
  const { onNew, onOpen } = ACTIONS[type];
  if (onNew.length === 0 && onOpen.length === 0)
    return `${type} is refused: nothing begins with it`;
  const begins = onNew.length === 0 ? type : `${type} begins with ${worded(onNew)}, then`;
  return `${begins} takes ${worded(onOpen)}; the rest is refused`;
}

function actionsOf(type: OperationType): Promised<ManualLab> {
  const { onNew, onOpen } = ACTIONS[type];
  return promised(wordedActions(type), `${MODEL}: OperationAction`, async (lab) => {
    if (type !== 'EXECUTION') await expectTaken(lab, type, onNew, true);
    if (type !== 'CHAINED_INVOKE') await expectTaken(lab, type, onOpen, false);
  });
}

/** Lives through everything that an execution can live through. */
export async function liveThroughAll(lab: ManualLab): Promise<void> {
  const { checkpoint, answer } = await start(lab, 'all');
  await checkpoint([
    { Id: 'good', Type: 'STEP', Action: 'START' },
    { Id: 'good', Type: 'STEP', Action: 'SUCCEED' },
    { Id: 'bad', Type: 'STEP', Action: 'START' },
    { Id: 'bad', Type: 'STEP', Action: 'FAIL' },
    { Id: 'later', Type: 'STEP', Action: 'START' },
    { Id: 'later', Type: 'STEP', Action: 'RETRY', StepOptions: { NextAttemptDelaySeconds: 9 } },
    { Id: 'ready', Type: 'STEP', Action: 'START' },
    { Id: 'ready', Type: 'STEP', Action: 'RETRY', StepOptions: { NextAttemptDelaySeconds: 1 } },
    { Id: 'group', Type: 'CONTEXT', Action: 'START' },
    { Id: 'group', Type: 'CONTEXT', Action: 'SUCCEED' },
    { Id: 'torn', Type: 'CONTEXT', Action: 'START' },
    { Id: 'torn', Type: 'CONTEXT', Action: 'FAIL' },
    { Id: 'wait', Type: 'WAIT', Action: 'START', WaitOptions: { WaitSeconds: 1 } },
    { Id: 'off', Type: 'WAIT', Action: 'START', WaitOptions: { WaitSeconds: 9 } },
    { Id: 'off', Type: 'WAIT', Action: 'CANCEL' },
    { Id: 'late', Type: 'CALLBACK', Action: 'START', CallbackOptions: { TimeoutSeconds: 1 } },
  ]);
  answer({ Status: 'PENDING' });
  await lab.lambda.idle();
  lab.clock.advance(1000);
  await expect.poll(() => lab.flow.invocations.length, { interval: 2 }).toBe(2);

  const won = await start(lab, 'won');
  const CallbackId = await startCallback(won);
  await lab.client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId }));
  won.answer({ Status: 'SUCCEEDED' });

  const lost = await start(lab, 'lost');
  await lab.client.send(
    new SendDurableExecutionCallbackFailureCommand({ CallbackId: await startCallback(lost) }),
  );
  lost.answer({ Status: 'FAILED' });
  await lab.lambda.control.stop((await start(lab, 'stopped')).arn);
  await lab.lambda.control.timeOut((await start(lab, 'timed-out')).arn);
}

async function history(lab: ManualLab, arn: string): Promise<string[]> {
  const { Events = [] } = await lab.client.send(
    new GetDurableExecutionHistoryCommand({ DurableExecutionArn: arn, MaxItems: 1000 }),
  );
  return Events.flatMap((event) => event.EventType ?? []);
}

/** Waits until exactly the values of an enumeration of the SDK have been found. */
async function reached(
  find: () => string[] | Promise<string[]>,
  all: Readonly<Record<string, string>>,
): Promise<void> {
  const found = async () => [...new Set(await find())].sort();
  await expect.poll(found, { interval: 2 }).toEqual(Object.values(all).sort());
}

const CHAINED = Object.values(EventType).filter((name) => name.startsWith('ChainedInvoke'));

/** What of the SDK's own lists is played, and what is refused. */
export const operations: Topic<ManualLab> = {
  topic: 'Operations',
  promises: [
    ...Object.values(OperationType).map(actionsOf),
    promised(
      `Every status of an operation is reached: ${Object.values(OperationStatus).join(', ')}`,
      `${MODEL}: OperationStatus`,
      async (lab) => {
        await liveThroughAll(lab);
        const operations = () => lab.lambda.executions().flatMap((it) => it.operations);
        await reached(() => operations().map(({ status }) => status), OperationStatus);
      },
    ),
    promised(
      `Every status of an execution is reached: ${Object.values(ExecutionStatus).join(', ')}`,
      `${MODEL}: ExecutionStatus`,
      async (lab) => {
        await liveThroughAll(lab);
        await reached(() => lab.lambda.executions().map(({ status }) => status), ExecutionStatus);
      },
    ),
    promised(
      'The history has every type of event but those of CHAINED_INVOKE',
      `${MODEL}: EventType`,
      async (lab) => {
        await liveThroughAll(lab);
        await reached(async () => {
          const found: string[] = [...CHAINED];
          for (const { arn } of lab.lambda.executions()) found.push(...(await history(lab, arn)));
          return found;
        }, EventType);
      },
    ),
    promised(
      `An invocation ends with ${Object.values(InvocationStatus).join(', ')}, anything else is a failed one`,
      '@aws/durable-execution-sdk-js: InvocationStatus',
      async (lab) => {
        const outcomes: Record<InvocationStatus, string> = {
          [InvocationStatus.SUCCEEDED]: 'SUCCEEDED',
          [InvocationStatus.FAILED]: 'FAILED',
          [InvocationStatus.PENDING]: 'RUNNING',
        };
        for (const Status of [...Object.values(InvocationStatus), 'DONE']) {
          const { arn, checkpoint, answer } = await start(lab, Status);
          await checkpoint([{ Id: 'c', Type: 'CALLBACK', Action: 'START' }]);
          const invocations = lab.flow.invocations.length;
          answer({ Status });
          const known = Object.entries(outcomes).find(([name]) => name === Status)?.[1];
          const again = known === undefined ? 1 : 0;
          const seen = () => [
            lab.lambda.execution(arn).status,
            lab.flow.invocations.length - invocations,
          ];
          await expect.poll(seen, { interval: 2 }).toEqual([known ?? 'RUNNING', again]);
        }
      },
    ),
  ],
};
