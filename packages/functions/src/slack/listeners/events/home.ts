import type { App } from '@slack/bolt';
import { buildHome } from '../../blocks/home.ts';
import type { SlackDeps } from '../../deps.ts';
import { type LedgerCard, readCards } from '../../ledger/read.ts';
import { readAsking } from '../../people.ts';
import { failsafe } from '../failsafe.ts';

const LOOK_BACK_MS = 30 * 24 * 3_600_000;
const MAX_CARDS = 10;

/** The Home tab is opened: it is published anew, with the newest requests of the ledger. */
export function registerHomeEvent(app: App, deps: SlackDeps): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    await failsafe(
      deps,
      'event_home',
      () => publishHome(event.user, deps),
      () => undefined,
    );
  });
}

async function publishHome(userId: string, deps: SlackDeps): Promise<void> {
  const { client, people, settings } = deps;
  const [asking, isApprover] = await Promise.all([
    readAsking(people, userId),
    people.isApprover(userId),
  ]);
  const mayRead = asking.allowed || isApprover === true;
  const view = buildHome({
    channelId: settings.APPROVAL_CHANNEL,
    mayAsk: asking.allowed,
    cards: mayRead ? await newestCards(deps) : undefined,
  });
  await client.views.publish({ user_id: userId, view });
}

async function newestCards({ client, secret, settings }: SlackDeps): Promise<LedgerCard[]> {
  const since = Date.now() - LOOK_BACK_MS;
  const cards: LedgerCard[] = [];
  for await (const card of readCards(client, secret.botId, settings.APPROVAL_CHANNEL, since)) {
    cards.push(card);
    if (cards.length === MAX_CARDS) break;
  }
  return cards;
}
