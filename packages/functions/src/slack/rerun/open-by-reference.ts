import { type LedgerCard, readCards } from '../../ledger/read.ts';
import { startHistory } from '../command/ledger-commands.ts';
import type { SlackDeps } from '../deps.ts';
import { openRequestForm } from '../form/open.ts';
import { draftAgain } from './draft.ts';
import { readEarlierRequest } from './source.ts';

export interface AskedAgain {
  readonly reference: string;
  readonly userId: string;
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** Hundreds of messages that are looked through: Slack gives each page in some 300 ms. */
const MAX_PAGES = 3;
/** What reading the request and opening its form take. */
const OPENING_MS = 900;

/**
 * Opens the form of the finished request with this reference, filled in as *Run again* does it. One that is not
 * among the newest is looked for by `worker`, whose answer links to its card.
 * @returns words for the person, if there are any
 * @throws as `openRequestForm` does, and where the channel cannot be read
 */
export async function openByReference(
  { reference, userId, triggerId, responseUrl }: AskedAgain,
  deps: SlackDeps,
): Promise<string | undefined> {
  const card = await findCard(reference, deps);
  if (card === undefined) {
    const answer = await startHistory({ userId, responseUrl }, { text: reference }, deps);
    return `Request ${reference} is not among the newest, so no form was opened. Press Run again on its card. ${answer}`;
  }
  if (card.state.kind === 'waiting' || card.state.kind === 'sending')
    return `Request ${reference} is not finished, so no form was opened. It can be run again once its card says how it ended.`;
  const { executionArn } = card;
  const earlier = await readEarlierRequest(executionArn, card.ts, deps);
  if (earlier === undefined)
    return `Request ${reference} can no longer be read, so no form was opened. Nothing was repushed. Ask with ${deps.settings.command}.`;
  const draft = draftAgain(earlier, 'card', { ts: card.ts, reference });
  return openRequestForm({ userId, triggerId, draft }, deps);
}

async function findCard(
  reference: string,
  { client, secret, settings, deadline }: SlackDeps,
): Promise<LedgerCard | undefined> {
  const { botId } = secret;
  for await (const card of readCards(client, botId, settings.approvalChannel, 0, MAX_PAGES)) {
    if (card.reference === reference) return card;
    if (deadline.msLeft() < OPENING_MS) return undefined;
  }
  return undefined;
}
