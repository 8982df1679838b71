import { SendDurableExecutionCallbackSuccessCommand } from '@aws-sdk/client-lambda';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { isJsonObject, parseJson, stringAt } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/model';
import { withLambda } from './lambda-client.ts';

/** The callback that a card's buttons complete. */
export function callbackOf(card: Message, actionId = 'approve'): string {
  const element = findElement(card.blocks ?? [], actionId)?.element;
  const value = element && parseJson(stringAt(element, 'value') ?? '');
  const callbackId = isJsonObject(value ?? null) && isJsonObject(value) ? value.c : undefined;
  if (typeof callbackId !== 'string') throw new Error('The card has no button');
  return callbackId;
}

/** Completes a callback past the slack function, as anyone with access to the AWS account could. */
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
