import type { RepushRequest } from '@doo-repush/core/repush/request';
import { errorKind } from '../log.ts';
import type { SlackDeps } from './deps.ts';
import { requestOfCard } from './ledger/card-request.ts';
import { readCard } from './ledger/read.ts';

/**
 * The request of an earlier execution: from its own input, and from its card's metadata where AWS
 * no longer keeps the execution or could not be asked.
 * @param cardTs where the card stands in the approval channel, if there is one
 * @returns `undefined` when neither has it
 */
export async function readEarlierRequest(
  executionArn: string,
  cardTs: string | undefined,
  { workflow, client, secret, settings, log }: SlackDeps,
): Promise<RepushRequest | undefined> {
  try {
    const input = await workflow.inputOf(executionArn);
    if (input !== undefined) return input.request;
  } catch (error) {
    log.warn('execution_unreadable', { error: errorKind(error) });
  }
  if (cardTs === undefined) return undefined;
  const card = await readCard(client, secret.botId, settings.APPROVAL_CHANNEL, cardTs);
  const isOfExecution = card?.payload.execution_arn === executionArn;
  return card !== undefined && isOfExecution ? requestOfCard(card) : undefined;
}
