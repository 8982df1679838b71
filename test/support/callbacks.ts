import {
  type ErrorObject,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { isJsonObject, parseJson, stringAt } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { withLambda } from './lambda-client.ts';

/** The callback that a card's buttons complete. */
export function callbackOf(card: Message, actionId = 'approve'): string {
  const element = findElement(card.blocks ?? [], actionId)?.element;
  const value = element && parseJson(stringAt(element, 'value') ?? '');
  const callbackId = isJsonObject(value ?? null) && isJsonObject(value) ? value.c : undefined;
  if (typeof callbackId !== 'string') throw new Error('The card has no button');
  return callbackId;
}

/** Completes a callback directly, as anyone with access to the AWS account can. */
export async function completeCallback(
  sandbox: Sandbox,
  callbackId: string,
  result: string | Uint8Array,
): Promise<void> {
  const Result = typeof result === 'string' ? Buffer.from(result) : result;
  await withLambda(sandbox, (client) =>
    client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId: callbackId, Result })),
  );
}

/** Fails a callback directly, as anyone with access to the AWS account can. */
export async function failCallback(
  sandbox: Sandbox,
  callbackId: string,
  error: ErrorObject,
): Promise<void> {
  await withLambda(sandbox, (client) =>
    client.send(
      new SendDurableExecutionCallbackFailureCommand({ CallbackId: callbackId, Error: error }),
    ),
  );
}

/** Meaningless texts, including every name for a timeout or a failure. */
export const TEXTS_OF_NO_MEANING: readonly string[] = [
  'timed out',
  '"timed out"',
  'timed_out',
  'TIMED_OUT',
  'failed',
  'FAILED',
  'completed',
  'CallbackTimeoutError',
  'CallbackExternalError',
  'Callback timed out',
  'Callback.Timeout',
  'Callback.Heartbeat',
  'undefined',
  'null',
  '""',
  ' ',
  '0',
  'false',
  '[]',
  '{}',
  '{"kind":"timed_out"}',
  '{"ErrorType":"Callback.Timeout","ErrorMessage":"Callback timed out"}',
];

/** The largest text that AWS accepts, 256 KB, of characters that JSON escapes with a second one. */
export const HUGE_TEXT = '"'.repeat(256 * 1024);

/** Failures as anyone could write them, including AWS's own. */
export const CALLBACK_FAILURES: readonly ErrorObject[] = [
  {},
  { ErrorType: 'CallbackTimeoutError', ErrorMessage: 'timed out' },
  { ErrorType: 'Callback.Timeout', ErrorMessage: 'Callback timed out' },
  { ErrorType: 'StepInterruptedError', ErrorMessage: '', ErrorData: '{"v":1}', StackTrace: ['at'] },
];
