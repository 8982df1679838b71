import { type Result, succeeded } from '../result.ts';
import { listEntry, listHook, listPage, readAnswer } from './schemas.ts';
import type { Session } from './session.ts';
import { deadlineSignal } from './within.ts';

/** One hook of a configuration: doo's name of its type, and the host that it is sent to. */
export interface ConfigurationHook {
  type: string;
  /** Host and port; empty when the endpoint is not an address. */
  host: string;
}

/** A webhook configuration without its secrets (doo docs: List webhook configurations). */
export interface Configuration {
  id: string;
  name: string;
  description?: string;
  hooks: ConfigurationHook[];
}

/** The configurations of a team as far as they were read. */
export interface ConfigurationList {
  configurations: Configuration[];
  /** False when there are or may be more: the time or the number of pages ended. */
  complete: boolean;
  /** Configurations and hooks that could not be read and are left out. */
  skipped: number;
}

const MAX_PAGES = 40;
const MAX_PAGE_BYTES = 4_000_000;

/** The hook type as people know it: without the suffix that doo adds for hooks with GraphQL. */
export function displayType(type: string): string {
  return type.replace(/_[0-9a-f]{32}$/, '');
}

/**
 * Reads the list page by page and builds every address itself: the links in doo's answers name
 * other hosts. `deadlineMs` counts from the start of the call; what was read until then is told.
 */
export async function listConfigurations(
  session: Session,
  teamUrl: string,
  deadlineMs: number | undefined,
): Promise<Result<ConfigurationList>> {
  const signal = deadlineSignal(deadlineMs);
  const found = new Map<string, Configuration>();
  let skipped = 0;
  const list = (complete: boolean) =>
    succeeded({ configurations: [...found.values()], complete, skipped });

  for (let page = 1; page <= MAX_PAGES; page++) {
    const url = `${teamUrl}/webhooks?page=${page}`;
    const answer = await session.read(
      { method: 'GET', url, maxResponseBytes: MAX_PAGE_BYTES },
      signal,
    );
    if (!answer.ok) return page > 1 && signal?.aborted ? list(false) : answer;
    const parsed = readAnswer(listPage, answer.value);
    if (!parsed.ok) return parsed;
    // A doo that ignores the page parameter answers with the first page again.
    if ((parsed.value.page ?? page) !== page) return list(false);
    for (const entry of parsed.value._embedded.webhooks) {
      const read = readEntry(entry);
      skipped += read.skipped;
      if (read.configuration) found.set(read.configuration.id, read.configuration);
    }
    const pageCount = parsed.value.page_count;
    if (pageCount === undefined) return list(false);
    if (page >= pageCount) return list(true);
  }
  return list(false);
}

function readEntry(entry: unknown): { configuration?: Configuration; skipped: number } {
  const parsed = listEntry.safeParse(entry);
  if (!parsed.success) return { skipped: 1 };
  const { id, name, description } = parsed.data;
  const hooks = parsed.data.hooks.flatMap((hook) => listHook.safeParse(hook).data ?? []);
  return {
    configuration: { id, name, ...(description && { description }), hooks },
    skipped: parsed.data.hooks.length - hooks.length,
  };
}
