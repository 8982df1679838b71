import {
  exporting,
  FOREIGN_ADDRESS,
  queryTooLong,
  searching,
} from '../../messages/private/reading.ts';
import { mayNotRead } from '../../messages/reading-text.ts';
import type { HistoryPage } from '../../model/history-page.ts';
import {
  type HistoryQuery,
  historyQuerySchema,
  MAX_QUERY_CHARS,
} from '../../model/history-query.ts';
import { plainForeign } from '../../runtime/text.ts';
import { readReader } from '../../slack-api/authorize.ts';
import { isOrganizationId, ownerOfResponseUrl } from '../../slack-api/response-url.ts';
import type { SlackDeps } from '../deps.ts';

/** Who reads the ledger, and where the response goes. */
export interface Reading {
  readonly userId: string;
  /** Of the command or the click; passed to `worker` and never logged. */
  readonly responseUrl: string;
  /** The thread of the click, if any. */
  readonly threadTs?: string;
}

/**
 * Has `worker` search for requests.
 * @returns an immediate message for the person
 * @throws if AWS does not confirm the task
 */
export async function startHistory(
  reading: Reading,
  query: HistoryQuery,
  deps: SlackDeps,
): Promise<string> {
  const refused = await whyNot(reading, deps);
  if (refused !== undefined) return refused;
  const read = historyQuerySchema.safeParse(withoutControls(query));
  if (!read.success) return queryTooLong(MAX_QUERY_CHARS);
  const page = { query: read.data, before: [] };
  await deps.workflow.startWorker({ v: 1, task: 'history', ...reading, page, replaces: false });
  return searching(page.query);
}

/**
 * Has `worker` replace the clicked page by another one.
 * @returns a message for a person who may not see it
 * @throws like `startHistory`
 */
export async function turnPage(
  reading: Reading,
  page: HistoryPage,
  deps: SlackDeps,
): Promise<string | undefined> {
  const refused = await whyNot(reading, deps);
  if (refused !== undefined) return refused;
  await deps.workflow.startWorker({ v: 1, task: 'history', ...reading, page, replaces: true });
  return undefined;
}

/** Times in milliseconds since the epoch; by default from the beginning, and up to now. */
export interface WantedExport {
  readonly format: 'xlsx' | 'csv';
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/**
 * Has `worker` send the ledger as a file.
 * @returns an immediate message for the person
 * @throws like `startHistory`
 */
export async function startExport(
  reading: Reading,
  { format, sinceMs, untilMs }: WantedExport,
  deps: SlackDeps,
): Promise<string> {
  const refused = await whyNot(reading, deps);
  if (refused !== undefined) return refused;
  const range = {
    ...(sinceMs !== undefined && { sinceMs }),
    ...(untilMs !== undefined && { untilMs }),
  };
  await deps.workflow.startWorker({ v: 1, task: 'export', ...reading, format, ...range });
  return exporting({ sinceMs, untilMs });
}

/** Joins lines in search terms, because they travel in a button's value, which is short. */
function withoutControls(query: HistoryQuery): object {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typeof value === 'string' ? plainForeign(value, MAX_QUERY_CHARS + 1) : value,
    ]),
  );
}

async function whyNot(
  { userId, responseUrl }: Reading,
  deps: SlackDeps,
): Promise<string | undefined> {
  const ours = deps.secret.teamId;
  const allowLoopback = deps.settings.allowLoopback;
  const owner = ownerOfResponseUrl(responseUrl, { ours, allowLoopback });
  if (owner !== ours && !isOrganizationId(owner ?? '')) {
    deps.log.error('response_url_refused');
    return FOREIGN_ADDRESS;
  }
  const { reading } = await readReader(deps.people, userId);
  if (reading.allowed) return undefined;
  return mayNotRead(reading.reason, deps.settings.approvalChannel, deps.people.channelTrouble());
}
