import type { DooClient } from '@doo-repush/core/doo/client';
import type { ConfigurationList } from '@doo-repush/core/doo/configurations';
import { type Result, succeeded } from '@doo-repush/core/result';
import { createKept } from './cache.ts';

/** Typing asks again with every letter, and each look-up has time for a page or two. */
const KEPT_MS = 60_000;

/** The configurations of teams, read in as many look-ups as it takes. */
export interface ConfigurationLists {
  /**
   * What is there of a team's list within `deadlineMs`. The next call goes on at the next page; no
   * page is asked for again within a minute after the last one was read.
   */
  read(doo: DooClient, teamId: string, deadlineMs: number): Promise<Result<ConfigurationList>>;
}

/** @param now milliseconds since the epoch */
export function createConfigurationLists(now: () => number): ConfigurationLists {
  const lists = createKept<ConfigurationList>(KEPT_MS, now);
  const flights = new Map<string, Promise<Result<ConfigurationList>>>();

  async function goOn(
    doo: DooClient,
    teamId: string,
    deadlineMs: number,
    from: ConfigurationList | undefined,
  ): Promise<Result<ConfigurationList>> {
    const listed = await doo.listConfigurations(teamId, { deadlineMs, from });
    const hasRead = listed.ok && (from === undefined || listed.value.nextPage !== from.nextPage);
    if (hasRead) lists.set(teamId, listed.value);
    return listed;
  }

  return {
    async read(doo, teamId, deadlineMs) {
      const known = lists.get(teamId);
      if (known !== undefined && known.nextPage === undefined) return succeeded(known);
      const flight =
        flights.get(teamId) ??
        goOn(doo, teamId, deadlineMs, known).finally(() => flights.delete(teamId));
      flights.set(teamId, flight);
      return flight;
    },
  };
}
