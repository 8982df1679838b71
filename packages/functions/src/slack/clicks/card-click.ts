import type { BlockAction, ButtonAction } from '@slack/bolt';
import { type LedgerCard, readCard, readCards } from '../../ledger/read.ts';
import { type ButtonFacts, parseButtonValue } from '../../model/button-values.ts';
import { errorKind } from '../../runtime/log.ts';
import type { SlackDeps } from '../deps.ts';

/** A click on a card, or on the question in its thread: the button's value, and the card's location. */
export interface CardClick extends ButtonFacts {
  readonly cardTs: string;
}

/**
 * Parses a click, if its payload says that it is on our own bot's message in the approval channel: on
 * another message, the text next to the button need not be what would be sent.
 * @returns `undefined` for any other click, and for a button that cannot be parsed
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

/** Reads the clicked card from the channel; `undefined` if it cannot be read. */
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
 * Reads the replacement card of the same request, if Slack refused to change this one; `undefined` if there
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
 * Asks AWS whether the execution of a click has ended, and if so has `worker` close its card. If AWS cannot
 * answer, the answer is no; if `worker` cannot be asked, its daily run closes the card.
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
