import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import { dooFailure } from '@doo-repush/core/doo/failure';
import { type Resource, takesResource } from '@doo-repush/core/doo/resources';
import { failed, type Result, succeeded } from '@doo-repush/core/doo/result';
import { createKept } from '../../../runtime/ttl-cache.ts';
import { LATE, within } from '../../../runtime/within.ts';
import type { ReadConfigurationList } from './configuration-reader.ts';

/** Typing asks again with every letter, and each look-up has time for a page or two. */
const KEPT_MS = 60_000;

/** The configurations of organizations, read in as many look-ups as it takes. */
export interface ConfigurationLists {
  /**
   * What is there of an organization's list within `deadlineMs`. The next call goes on at the next
   * page; no page is asked for again within a minute after the last one was read. `undefined` when
   * the organization is not set up.
   * @param readingMs how long to read for the calls that follow, where that is longer
   */
  read(
    organizationId: string,
    deadlineMs: number,
    readingMs?: number,
  ): Promise<Result<ConfigurationList> | undefined>;
  /** A configuration that was read within the last minute; asks nobody. */
  known(organizationId: string, configurationId: string): Configuration | undefined;
  /** How many take webhooks of a resource, if the whole list was read within the last minute. */
  countOf(organizationId: string, resource: Resource): number | undefined;
}

/** @param now milliseconds since the epoch */
export function createConfigurationLists(
  readList: ReadConfigurationList,
  now: () => number,
): ConfigurationLists {
  const lists = createKept<ConfigurationList>(KEPT_MS, now);
  const flights = new Map<string, Promise<Result<ConfigurationList> | undefined>>();

  return {
    async read(organizationId, deadlineMs, readingMs = deadlineMs) {
      const from = lists.get(organizationId);
      if (from !== undefined && from.nextPage === undefined) return succeeded(from);

      const goOn = async () => {
        const sinceMs = now();
        const listed = await readList(organizationId, {
          deadlineMs: Math.max(deadlineMs, readingMs),
          from,
        });
        const hasRead =
          listed?.ok === true && (from === undefined || listed.value.nextPage !== from.nextPage);
        // A process that was frozen meanwhile has read it long ago.
        if (hasRead && now() - sinceMs < KEPT_MS) lists.set(organizationId, listed.value);
        return listed;
      };
      const begun = flights.get(organizationId);
      const flight = begun ?? goOn().finally(() => flights.delete(organizationId));
      flights.set(organizationId, flight);
      if (begun === undefined && readingMs <= deadlineMs) return flight;
      const inTime = await within(deadlineMs, flight);
      if (inTime !== LATE) return inTime;
      return from === undefined ? failed(dooFailure('timed_out')) : succeeded(from);
    },
    known: (organizationId, configurationId) =>
      lists
        .get(organizationId)
        ?.configurations.find((configuration) => configuration.id === configurationId),
    countOf(organizationId, resource) {
      const list = lists.get(organizationId);
      if (list?.complete !== true) return undefined;
      return list.configurations.filter(({ hooks }) => takesResource(hooks, resource)).length;
    },
  };
}
