import { KEPT_BY_CHECKS } from '@doo-repush/core/doo/allowance';
import type { DooClient } from '@doo-repush/core/doo/client';
import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import { takesResource } from '@doo-repush/core/doo/resources';
import type { Result } from '@doo-repush/core/doo/result';
import { configurationIdSchema, type RepushRequest } from '@doo-repush/core/repush/request';
import { tooManyTargets } from '@doo-repush/core/repush/targets';
import { type Problem, problem } from '../../model/check-problem.ts';
import type { CheckedRequest, EventFacts } from '../../model/checked-request.ts';
import { cut } from '../../runtime/text.ts';
import type { Kept } from '../../runtime/ttl-cache.ts';
import { configurationFacts } from './configuration-facts.ts';

/** What doo says is kept with the execution, which AWS bounds at 256 KB a step. */
const MAX_TITLE_CHARS = 200;

type Found =
  | {
      readonly ok: true;
      readonly facts: Pick<CheckedRequest, 'configurations' | 'isListComplete'>;
    }
  | { readonly ok: false; readonly problem: Problem };

/** Where a configuration is looked for. */
export interface ConfigurationSource {
  readonly doo: DooClient;
  readonly teamId: string;
  readonly organizationName: string;
  /** What was found a moment ago, by team and id: each call counts against doo's day. */
  readonly known: Kept<Configuration>;
  /** Where the list that this request has begun to read is kept for its next attempt. */
  readonly begun: { readonly lists: Kept<ConfigurationList>; readonly key: string };
  /** The time that there is. */
  readonly deadlineMs: number;
}

/** The configurations that are asked for, as doo has them: one, or all that take the resource. */
export async function findConfigurations(
  request: RepushRequest,
  source: ConfigurationSource,
): Promise<Found> {
  const { configuration } = request;
  return configuration.kind === 'one'
    ? findOne(request, configuration.id, source)
    : findAll(request, source);
}

async function findOne(
  request: RepushRequest,
  wantedId: string,
  source: ConfigurationSource,
): Promise<Found> {
  const { teamId, organizationName, known } = source;
  const key = JSON.stringify([teamId, wantedId]);
  const kept = known.get(key);
  if (kept !== undefined) return factsOf(kept, request, organizationName);
  const listed = await readList(source, wantedId);
  if (!listed.ok) return problem({ code: 'doo_failed', organizationName, failure: listed.failure });
  const configuration = listed.value.configurations.find((each) => each.id === wantedId);
  if (configuration === undefined) {
    const code = listed.value.complete ? 'configuration_unknown' : 'configuration_unchecked';
    return problem({ code, organizationName });
  }
  known.set(key, configuration);
  return factsOf(configuration, request, organizationName);
}

function factsOf(
  configuration: Configuration,
  request: RepushRequest,
  organizationName: string,
): Found {
  const facts = configurationFacts(configuration, request.resource);
  if (!takesResource(configuration.hooks, request.resource))
    return problem({ code: 'no_hooks', organizationName, configurationName: facts.name });
  return { ok: true, facts: { configurations: [facts], isListComplete: true } };
}

/**
 * Who is reached by *All configurations*: those that doo lists now. One that it adds later, or does
 * not list, gets nothing.
 */
async function findAll(request: RepushRequest, source: ConfigurationSource): Promise<Found> {
  const { organizationName } = source;
  const listed = await readList(source);
  if (!listed.ok) return problem({ code: 'doo_failed', organizationName, failure: listed.failure });
  const { configurations: all, complete, skipped, nextPage } = listed.value;
  const readable = all.filter(({ id }) => configurationIdSchema.safeParse(id).success);
  const configurations = readable
    .filter((each) => takesResource(each.hooks, request.resource))
    .map((each) => configurationFacts(each, request.resource));
  if (nextPage !== undefined || (configurations.length === 0 && !complete))
    return problem({ code: 'configuration_unchecked', organizationName });
  if (configurations.length === 0) return problem({ code: 'no_configurations', organizationName });
  const isListComplete = complete && skipped === 0 && readable.length === all.length;
  const events = 'eventIds' in request ? request.eventIds.length : undefined;
  const fault = tooManyTargets(configurations.length, events);
  if (fault !== undefined) return problem({ code: 'too_many_targets', organizationName, fault });
  return { ok: true, facts: { configurations, isListComplete } };
}

/** Reads on where an earlier attempt of the same check has come to. */
async function readList(
  { doo, teamId, begun: { lists, key }, deadlineMs }: ConfigurationSource,
  wantedId?: string,
): Promise<Result<ConfigurationList>> {
  const from = lists.get(key);
  const listed = await doo.listConfigurations(teamId, {
    deadlineMs,
    wantedId,
    from,
    keptCalls: KEPT_BY_CHECKS,
  });
  if (listed.ok && listed.value.nextPage !== undefined) lists.set(key, listed.value);
  else if (listed.ok) lists.delete(key);
  return listed;
}

/** Titles and dates of the events in one call, as far as doo says them. */
export async function readEvents(
  doo: DooClient,
  request: RepushRequest,
  deadlineMs: number,
): Promise<Readonly<Record<string, EventFacts>>> {
  if (!('eventIds' in request)) return {};
  const titles = await doo.eventTitles(request.eventIds, { deadlineMs });
  return Object.fromEntries(
    request.eventIds.map((id): [string, EventFacts] => {
      const title = titles.ok ? titles.value.get(id) : undefined;
      if (title === undefined) return [id, { kind: 'unchecked' }];
      return [
        id,
        title.kind === 'found'
          ? { ...title, title: cut(title.title, MAX_TITLE_CHARS) }
          : { kind: 'unknown' },
      ];
    }),
  );
}
