import { collectHome } from '../ledger/home-requests.ts';
import { asCard, type LedgerCard } from '../ledger/ledger-card.ts';
import { type Home, hiddenBecause } from '../messages/home.ts';
import type { ChannelTrouble } from '../model/channel-trouble.ts';
import { publishView } from '../posting/publish-view.ts';
import { errorKind } from '../runtime/log.ts';
import { readReader } from '../slack-api/authorize.ts';
import { channelTroubleOf } from '../slack-api/channel-trouble.ts';
import { NO_LINKS, readPermalinks } from '../slack-api/permalink.ts';
import type { SlackDeps } from './deps.ts';

/** Enough for recent requests, and Slack returns a page of this size quickly. */
const FIRST_PAGE = 100;
/** Time to reserve, after the ledger was read, for publishing the Home tab and invoking `worker`. */
const PUBLISHING_MS = 900;

/**
 * Publishes what can be read quickly, then has `worker` read the rest, unless the first page was
 * everything.
 * @throws if Slack refuses the view, or `worker` could not be invoked
 */
export async function publishHome(userId: string, deps: SlackDeps): Promise<void> {
  const { client, people, settings, workflow, deadline, log } = deps;
  const { reading, mayAsk, isApprover } = await readReader(people, userId);
  const common = {
    channelId: settings.approvalChannel,
    command: settings.command,
    mayAsk,
    isApprover,
  };
  const publish = (home: Home) => publishView(client, userId, home);
  if (!reading.allowed) {
    await publish({
      ...common,
      requests: hiddenBecause(reading),
      trouble: people.channelTrouble(),
      extent: 'whole',
      permalink: NO_LINKS,
    });
    return;
  }
  const [first, permalink] = await Promise.all([
    orElse(deadline.inTime(readFirstPage(deps), PUBLISHING_MS), nothingRead, log),
    orElse(
      deadline.inTime(readPermalinks(client, settings.approvalChannel), PUBLISHING_MS),
      () => NO_LINKS,
      log,
    ),
  ]);
  const collector = collectHome(userId, isApprover, {
    nowMs: Date.now(),
    timeZone: settings.dooTimeZone,
  });
  collector.add(first.cards);
  const { isAll, trouble } = first;
  const home = { ...common, requests: collector.requests(), permalink, trouble };
  await publish({ ...home, extent: isAll ? 'whole' : 'beginning' });
  if (isAll || trouble !== undefined) return;
  try {
    await workflow.startWorker({ v: 1, task: 'home', userId });
  } catch (error) {
    await publish({ ...home, extent: 'in_part' });
    throw error;
  }
}

interface FirstPage {
  readonly cards: readonly LedgerCard[];
  /** Whether the channel has no older messages. */
  readonly isAll: boolean;
  readonly trouble?: ChannelTrouble | undefined;
}

function nothingRead(error: unknown): FirstPage {
  return { cards: [], isAll: false, trouble: channelTroubleOf(error) };
}

async function readFirstPage({ client, secret, settings }: SlackDeps): Promise<FirstPage> {
  const { messages = [], response_metadata: paging } = await client.conversations.history({
    channel: settings.approvalChannel,
    limit: FIRST_PAGE,
    include_all_metadata: true,
  });
  const cards = messages.flatMap((message) => asCard(message, secret.botId) ?? []);
  return { cards, isAll: !paging?.next_cursor };
}

async function orElse<T>(
  reading: Promise<T>,
  otherwise: (error: unknown) => T,
  log: SlackDeps['log'],
): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    log.warn('ledger_unreadable', { error: errorKind(error) });
    return otherwise(error);
  }
}
