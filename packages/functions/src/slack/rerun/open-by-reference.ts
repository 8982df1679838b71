import { type LedgerCard, readCards } from '../../ledger/read.ts';
import { notAmongNewest, notFinished, requestGone } from '../../messages/private/no-form.ts';
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

/** How many hundreds of messages to search; Slack returns each page in some 300 ms. */
const MAX_PAGES = 3;
/** The time for reading the request and opening its form. */
const OPENING_MS = 900;

/**
 * Opens the form of the finished request with this reference, filled in like *Run again*. If it is not
 * recent, `worker` searches for it and responds with a link to its card.
 * @returns a message for the person, if any
 * @throws like `openRequestForm`, and if the channel cannot be read
 */
export async function openByReference(
  { reference, userId, triggerId, responseUrl }: AskedAgain,
  deps: SlackDeps,
): Promise<string | undefined> {
  const card = await findCard(reference, deps);
  if (card === undefined) {
    const answer = await startHistory({ userId, responseUrl }, { text: reference }, deps);
    return notAmongNewest(reference, answer);
  }
  if (card.state.kind === 'waiting' || card.state.kind === 'sending') return notFinished(reference);
  const { executionArn } = card;
  const earlier = await readEarlierRequest(executionArn, card.ts, deps);
  if (earlier === undefined) return requestGone(deps.settings.command);
  const context = { timeZone: deps.settings.dooTimeZone, nowMs: Date.now() };
  const draft = draftAgain(earlier, 'card', { ts: card.ts, reference }, context);
  return openRequestForm({ userId, triggerId, responseUrl, draft }, deps);
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
