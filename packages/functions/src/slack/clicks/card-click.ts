import type { BlockAction, ButtonAction } from '@slack/bolt';
import { type LedgerCard, readCard, readCards } from '../../ledger/read.ts';
import { type ButtonFacts, parseButtonValue } from '../../model/button-values.ts';
import { errorKind } from '../../runtime/log.ts';
import type { SlackDeps } from '../deps.ts';

/** A click on a card, or on the question in its thread: what its button says, and where the card stands. */
export interface CardClick extends ButtonFacts {
  readonly cardTs: string;
}

/**
 * The click, if it is on a message of our own bot in the approval channel, as far as its payload
 * says so: what another message shows beside its buttons is not what would be sent.
 * @returns `undefined` for every other click, and for a button that is not understood
 */
export function cardClick(
  { value }: ButtonAction,
  { message, channel }: BlockAction,
  { secret, settings }: Pick<SlackDeps, 'secret' | 'settings'>,
): CardClick | undefined {
  const isOurBot = message?.bot_id === undefined || message.bot_id === secret.botId;
  const isInLedger = channel === undefined || channel.id === settings.approvalChannel;
  const facts = parseButtonValue(value);
  const cardTs: unknown = message?.thread_ts ?? message?.ts;
  if (!isOurBot || !isInLedger || facts === undefined || typeof cardTs !== 'string')
    return undefined;
  return { ...facts, cardTs };
}

/** The card of a click as the channel has it now; `undefined` when it cannot be read. */
export async function readClickedCard(
  { cardTs }: CardClick,
  { client, secret, settings, log }: SlackDeps,
): Promise<LedgerCard | undefined> {
  try {
    return await readCard(client, secret.botId, settings.approvalChannel, cardTs);
  } catch (error) {
    log.warn('card_unreadable', { error: errorKind(error) });
    return undefined;
  }
}

/**
 * The newer card of the same request, where Slack took no change of this one; `undefined` where there
 * is none, or the channel cannot be read.
 */
export async function readCardInstead(
  old: LedgerCard | undefined,
  { client, secret, settings, log }: SlackDeps,
): Promise<LedgerCard | undefined> {
  if (old === undefined) return undefined;
  const sinceMs = Number(old.ts) * 1000;
  try {
    for await (const card of readCards(client, secret.botId, settings.approvalChannel, sinceMs, 1))
      if (card.executionName === old.executionName && card.ts !== old.ts) return card;
  } catch (error) {
    log.warn('cards_unreadable', { error: errorKind(error) });
  }
  return undefined;
}

/**
 * Asks AWS whether the execution of a click has ended, and then has `worker` close its card. What
 * AWS cannot say counts as no; a card that `worker` could not be asked for is closed by its daily run.
 */
export async function closeIfEnded(
  { executionArn, cardTs }: CardClick,
  hasEnded: (executionArn: string) => Promise<boolean>,
  { workflow, log }: SlackDeps,
): Promise<boolean> {
  if (executionArn === '') return false;
  try {
    if (!(await hasEnded(executionArn))) return false;
  } catch (error) {
    log.warn('execution_unreadable', { error: errorKind(error) });
    return false;
  }
  try {
    await workflow.startWorker({ v: 1, task: 'close', ts: cardTs });
  } catch (error) {
    log.warn('closing_not_started', { error: errorKind(error) });
  }
  return true;
}
