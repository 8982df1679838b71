import { EXECUTION_TIMEOUT_DAYS } from '../executions/lifecycle.ts';
import { collectHome } from '../ledger/home-requests.ts';
import { type ScanEnd, scanLedger } from '../ledger/scan.ts';
import { type Home, hiddenBecause } from '../messages/home.ts';
import type { ChannelTrouble } from '../model/channel-trouble.ts';
import { publishView } from '../posting/publish-view.ts';
import { errorKind } from '../runtime/log.ts';
import { readReader } from '../slack-api/authorize.ts';
import { channelTroubleOf } from '../slack-api/channel-trouble.ts';
import { NO_LINKS, readPermalinks } from '../slack-api/permalink.ts';
import { patiently } from '../slack-api/retry.ts';
import type { WorkerDeps } from './deps.ts';

const OPEN_AT_MOST_MS = EXECUTION_TIMEOUT_DAYS * 24 * 3_600_000;

/**
 * Publishes a person's Home tab with everything that is open and the last twenty requests.
 * @throws if Slack refuses the view
 */
export async function fillHome(userId: string, deps: WorkerDeps): Promise<Home['extent']> {
  const { source, people, reading, telling, log } = deps;
  const { client, channel } = source;
  const publish = (home: Home) => patiently(telling, () => publishView(client, userId, home));
  const reader = await readReader(people, userId);
  const common = {
    channelId: channel,
    command: deps.command,
    mayAsk: reader.mayAsk,
    isApprover: reader.isApprover,
  };
  if (!reader.reading.allowed) {
    const requests = hiddenBecause(reader.reading);
    const trouble = people.channelTrouble();
    await publish({ ...common, requests, trouble, extent: 'whole', permalink: NO_LINKS });
    return 'whole';
  }
  const permalink = await readPermalinks(client, channel).catch(() => NO_LINKS);
  const collector = collectHome(userId, reader.isApprover, {
    nowMs: deps.now(),
    timeZone: deps.timeZone,
  });
  let trouble: ChannelTrouble | undefined;
  const end = await collect().catch((error: unknown): ScanEnd => {
    trouble = channelTroubleOf(error);
    log.warn('ledger_unreadable', { error: errorKind(error) });
    return { kind: 'out_of_time', downToTs: undefined };
  });
  const extent = end.kind === 'out_of_time' ? 'in_part' : 'whole';
  await publish({ ...common, requests: collector.requests(), extent, trouble, permalink });
  return extent;

  function collect(): Promise<ScanEnd> {
    const openSinceSeconds = (deps.now() - OPEN_AT_MOST_MS) / 1000;
    return scanLedger(source, {}, reading, ({ cards, oldestTs }) => {
      collector.add(cards);
      const isPastOpen = oldestTs !== undefined && Number(oldestTs) < openSinceSeconds;
      return isPastOpen && collector.hasNewest() ? 'enough' : 'more';
    });
  }
}
