import { deadlineSignal } from './deadline.ts';
import { type Result, succeeded } from './result.ts';
import { listEntry, listHook, listPage, readAnswer } from './schemas.ts';
import type { Session } from './session.ts';
import { endsSteady, firstPage, type Steadiness, withPage } from './steadiness.ts';

/** One hook of a configuration: doo's name for its type, and the host that receives it. */
export interface ConfigurationHook {
  type: string;
  /** Host and port; empty if the endpoint is not a URL. */
  host: string;
}

/** A webhook configuration without its secrets (doo docs: List webhook configurations). */
export interface Configuration {
  id: string;
  name: string;
  hooks: ConfigurationHook[];
}

/** A team's configurations, as far as they were read. */
export interface ConfigurationList {
  configurations: Configuration[];
  /**
   * False if there are or may be more: time or pages ran out, an entry could not be parsed, or the list
   * changed while it was being read.
   */
  complete: boolean;
  /** Configurations and hooks that could not be parsed and are left out. */
  skipped: number;
  /** The page to resume from, if time ran out or a page failed before the last one. */
  nextPage?: number;
  /** What the earlier pages said. */
  steadiness?: Steadiness;
}

/** Options for reading a list. */
export interface ListOptions {
  /**
   * Time limit for the whole call. With one, a timeout or a failing later page returns what was read so
   * far; without one, such a failure is the result.
   */
  deadlineMs?: number | undefined;
  /** An earlier result, resumed at its `nextPage`; without one the list is read from the start. */
  from?: ConfigurationList | undefined;
  /** The only configuration wanted: reading stops at the page that has it. */
  wantedId?: string | undefined;
  /** Daily calls to leave for others; defaults to what look-ups leave for sending. */
  keptCalls?: number | undefined;
}

const MAX_PAGES = 40;
const MAX_PAGE_BYTES = 4_000_000;

/**
 * Reads the list page by page. Builds every URL itself, because the links in doo's responses name other
 * hosts.
 */
export async function listConfigurations(
  session: Session,
  teamUrl: string,
  { deadlineMs, from, wantedId, keptCalls }: ListOptions,
): Promise<Result<ConfigurationList>> {
  const signal = deadlineSignal(deadlineMs);
  const known = from?.nextPage === undefined ? undefined : from;
  const found = new Map(known?.configurations.map((each) => [each.id, each]));
  let skipped = known?.skipped ?? 0;
  let steadiness = known?.steadiness ?? firstPage;
  const list = (complete: boolean) => ({
    configurations: [...found.values()],
    complete,
    skipped,
  });

  for (let page = known?.nextPage ?? 1; page <= MAX_PAGES; page++) {
    const orWhatIsThere = (failure: Result<never>): Result<ConfigurationList> =>
      deadlineMs !== undefined && page > 1
        ? succeeded({ ...list(false), nextPage: page, steadiness })
        : failure;
    const url = `${teamUrl}/webhooks?page=${page}`;
    const answer = await session.read(
      { method: 'GET', url, maxResponseBytes: MAX_PAGE_BYTES },
      signal,
      keptCalls,
    );
    if (!answer.ok) return orWhatIsThere(answer);
    const parsed = readAnswer(listPage, answer.value);
    if (!parsed.ok) return orWhatIsThere(parsed);
    const { entries, page: answeredPage = page, page_count: pageCount, total } = parsed.value;
    // A doo that ignores the page parameter returns the first page again; pages of an empty list have
    // no number.
    if (answeredPage !== page && pageCount !== 0) return succeeded(list(false));
    const before = found.size;
    for (const entry of entries) {
      const read = readEntry(entry);
      skipped += read.skipped;
      if (read.configuration) found.set(read.configuration.id, read.configuration);
    }
    const news = found.size - before;
    steadiness = withPage(steadiness, { pageCount, total, entries: entries.length, news });
    if (wantedId !== undefined && found.has(wantedId)) return succeeded(list(false));
    if (pageCount === undefined) return succeeded(list(false));
    // A repeated page: everything after it may repeat too.
    if (page > 1 && news === 0) return succeeded(list(false));
    if (page >= pageCount) return succeeded(list(endsSteady(steadiness)));
  }
  return succeeded(list(false));
}

function readEntry(entry: unknown): { configuration?: Configuration; skipped: number } {
  const parsed = listEntry.safeParse(entry);
  if (!parsed.success) return { skipped: 1 };
  const { id, name } = parsed.data;
  const hooks = parsed.data.hooks.flatMap((hook) => listHook.safeParse(hook).data ?? []);
  return {
    configuration: { id, name, hooks },
    skipped: parsed.data.hooks.length - hooks.length,
  };
}
