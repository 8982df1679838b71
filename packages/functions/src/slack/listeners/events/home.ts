import type { App } from '@slack/bolt';
import { errorKind } from '../../../log.ts';
import { inTime } from '../../answer-deadline.ts';
import { buildHome, type Home } from '../../blocks/home.ts';
import type { SlackDeps } from '../../deps.ts';
import { type LedgerCard, readCards } from '../../ledger/read.ts';
import { readAsking } from '../../people.ts';
import { failsafe } from '../failsafe.ts';

const LOOK_BACK_MS = 30 * 24 * 3_600_000;
const MAX_CARDS = 10;
/** Whoever opens a tab waits for it, and Slack limits how often history is read. */
const MAX_PAGES = 3;
/** The least time in which the Home tab is published after the ledger was read. */
const PUBLISHING_MS = 600;

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
    cards: mayRead ? await newestCards(deps) : 'not_shown',
  });
  await client.views.publish({ user_id: userId, view });
}

async function newestCards(deps: SlackDeps): Promise<Home['cards']> {
  try {
    return await inTime(readNewest(deps), PUBLISHING_MS);
  } catch (error) {
    deps.log.warn('ledger_unreadable', { error: errorKind(error) });
    return 'unreadable';
  }
}

async function readNewest({ client, secret, settings }: SlackDeps): Promise<LedgerCard[]> {
  const { APPROVAL_CHANNEL } = settings;
  const since = Date.now() - LOOK_BACK_MS;
  const cards: LedgerCard[] = [];
  for await (const card of readCards(client, secret.botId, APPROVAL_CHANNEL, since, MAX_PAGES)) {
    cards.push(card);
    if (cards.length === MAX_CARDS) break;
  }
  return cards;
}
