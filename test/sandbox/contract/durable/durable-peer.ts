import {
  type CheckpointDurableExecutionResponse,
  type Operation,
  type OperationUpdate,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import { type ManualLab, openManualLab } from '../../aws/manual-lab.ts';

/** A started execution: where it is checkpointed, with the token that is good now. */
export interface Started {
  readonly arn: string;
  checkpoint(updates: OperationUpdate[]): Promise<CheckpointDurableExecutionResponse>;
  /** Answers the invocation that runs. */
  answer(payload: object): void;
}

/** Starts the durable execution service with functions that the check answers itself. */
export async function openDurablePeer() {
  const peer = await openManualLab();
  return { peer, close: () => peer.close() };
}

/** Starts an execution under a name of its own. */
export async function start(lab: ManualLab, name = 'one'): Promise<Started> {
  const before = lab.flow.invocations.length;
  await lab.invoke({ DurableExecutionName: name });
  await expect.poll(() => lab.flow.invocations.length, { interval: 2 }).toBe(before + 1);
  const { DurableExecutionArn: arn, CheckpointToken } = lab.latestEvent();
  const invocation = lab.flow.invocations.at(-1);
  let token = CheckpointToken;
  return {
    arn,
    async checkpoint(updates) {
      const answer = await lab.checkpoint(arn, token, updates);
      token = answer.CheckpointToken ?? token;
      return answer;
    },
    answer: (payload) => invocation?.answer({ payload }),
  };
}

/** Completes a callback. */
export async function complete({ client }: ManualLab, CallbackId: string, Result = '"yes"') {
  await client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result }));
}

/** What an error of the service looks like. */
export const refused = (name: string) => ({ name });

/** Starts a callback and answers with its id. */
export async function startCallback(
  { checkpoint }: Started,
  options: OperationUpdate['CallbackOptions'] = {},
): Promise<string> {
  const answer = await checkpoint([
    { Id: 'callback', Type: 'CALLBACK', Action: 'START', CallbackOptions: options },
  ]);
  const [operation]: Operation[] = answer.NewExecutionState?.Operations ?? [];
  return operation?.CallbackDetails?.CallbackId ?? '';
}
