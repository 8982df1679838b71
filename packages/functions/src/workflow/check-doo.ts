import type { DooClient } from '@doo-repush/core/doo/client';
import type {
  Configuration,
  ConfigurationHook,
  ConfigurationList,
} from '@doo-repush/core/doo/configurations';
import { namesProduction } from '@doo-repush/core/repush/production';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { areTypesKnown, isTypeOf } from '@doo-repush/core/repush/resources';
import type {
  CheckedRequest,
  EventFacts,
  EveryConfiguration,
} from '../slack/blocks/request-words.ts';
import { cut } from '../slack/blocks/text.ts';
import type { Kept } from '../slack/cache.ts';
import { type Problem, problem } from './problem.ts';

/** The most for what a card for all configurations may do without. */
const EVERY_DEADLINE_MS = 20_000;
/** What doo says is kept with the execution, which AWS bounds at 256 KB a step. */
const MAX_NAME_CHARS = 200;
const MAX_HOSTS = 20;

type Found =
  | { readonly ok: true; readonly facts: Pick<CheckedRequest, 'configuration' | 'every'> }
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

/** The configuration that is asked for, as doo has it; `undefined` stands for all of them. */
export async function findConfiguration(
  request: RepushRequest,
  { doo, teamId, organizationName, known, begun, deadlineMs }: ConfigurationSource,
): Promise<Found> {
  const wanted = request.configuration;
  if (wanted.kind === 'all') {
    const everyMs = Math.min(deadlineMs, EVERY_DEADLINE_MS);
    const every = await everyConfiguration(doo, teamId, request, everyMs);
    return { ok: true, facts: { configuration: undefined, ...(every !== undefined && { every }) } };
  }
  const key = JSON.stringify([teamId, wanted.id]);
  const kept = known.get(key);
  if (kept !== undefined) return factsOf(kept, request, organizationName);
  const from = begun.lists.get(begun.key);
  const options = { deadlineMs, wantedId: wanted.id, from };
  const listed = await doo.listConfigurations(teamId, options);
  if (listed.ok && listed.value.nextPage !== undefined) begun.lists.set(begun.key, listed.value);
  else if (listed.ok) begun.lists.delete(begun.key);
  if (!listed.ok) return problem({ code: 'doo_failed', organizationName, failure: listed.failure });
  const configuration = listed.value.configurations.find((each) => each.id === wanted.id);
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
  const name = cut(configuration.name, MAX_NAME_CHARS);
  const hooks = configuration.hooks.filter((hook) => isTypeOf(request.resource, hook.type));
  if (hooks.length === 0 && areTypesKnown(request.resource))
    return problem({ code: 'no_hooks', organizationName, configurationName: name });
  const facts = { id: configuration.id, name, hosts: hostsOf(hooks) };
  return { ok: true, facts: { configuration: facts } };
}

/** Who will feel a call without a configuration, as far as doo says it in time. */
async function everyConfiguration(
  doo: DooClient,
  teamId: string,
  { resource }: RepushRequest,
  deadlineMs: number,
): Promise<EveryConfiguration | undefined> {
  const listed = await doo.listConfigurations(teamId, { deadlineMs });
  if (!listed.ok) return undefined;
  const { configurations, complete } = listed.value;
  const fitting = configurations
    .map(({ name, hooks }) => ({
      name,
      hooks: hooks.filter(({ type }) => isTypeOf(resource, type)),
    }))
    .filter(({ hooks }) => hooks.length > 0 || !areTypesKnown(resource));
  const production = fitting
    .flatMap(({ name, hooks }) => [name, ...hostsOf(hooks)])
    .find(namesProduction);
  return {
    count: fitting.length,
    hosts: hostsOf(fitting.flatMap(({ hooks }) => hooks)),
    isComplete: complete,
    ...(production !== undefined && { production: cut(production, MAX_NAME_CHARS) }),
  };
}

function hostsOf(hooks: readonly ConfigurationHook[]): readonly string[] {
  const hosts = new Set(hooks.map((hook) => hook.host).filter((host) => host !== ''));
  return [...hosts].slice(0, MAX_HOSTS);
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
          ? { ...title, title: cut(title.title, MAX_NAME_CHARS) }
          : { kind: 'unknown' },
      ];
    }),
  );
}
