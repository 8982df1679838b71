import type { RepushRequest } from '@doo-repush/core/repush/request';
import { requestOfCard } from '../../ledger/card-request.ts';
import { type LedgerCard, readCard } from '../../ledger/read.ts';
import { errorKind } from '../../runtime/log.ts';
import type { SlackDeps } from '../deps.ts';

/** A request to be rerun. */
export interface EarlierRequest {
  readonly request: RepushRequest;
  /** Its current card; absent for a request that never had one. */
  readonly card: LedgerCard | 'unreadable' | undefined;
}

/**
 * The request of an earlier execution: from the execution's input, or from its card's metadata if AWS no
 * longer keeps the execution or could not answer.
 * @param cardTs the card's timestamp in the approval channel, if there is a card
 * @returns `undefined` if neither has it
 * @throws if neither could be read
 */
export async function readEarlierRequest(
  executionArn: string,
  cardTs: string | undefined,
  deps: SlackDeps,
): Promise<EarlierRequest | undefined> {
  const [input, card] = await Promise.allSettled([
    deps.workflow.inputOf(executionArn),
    readCardOf(executionArn, cardTs, deps),
  ]);
  for (const [event, read] of [
    ['execution_unreadable', input],
    ['card_unreadable', card],
  ] as const)
    if (read.status === 'rejected') deps.log.warn(event, { error: errorKind(read.reason) });
  const found = card.status === 'fulfilled' ? card.value : 'unreadable';
  if (input.status === 'fulfilled' && input.value !== undefined)
    return { request: input.value.request, card: found };
  if (card.status === 'rejected') throw card.reason;
  const request = card.value && requestOfCard(card.value);
  return request && { request, card: card.value };
}

async function readCardOf(
  executionArn: string,
  cardTs: string | undefined,
  { client, secret, settings }: SlackDeps,
): Promise<LedgerCard | undefined> {
  if (cardTs === undefined) return undefined;
  const card = await readCard(client, secret.botId, settings.approvalChannel, cardTs);
  return card?.executionArn === executionArn ? card : undefined;
}
