import type { DooClient } from '@doo-repush/core/doo/client';
import type { ConfigurationHook } from '@doo-repush/core/doo/configurations';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { areTypesKnown, isTypeOf } from '@doo-repush/core/repush/resources';
import type { ConfigurationFacts, EventFacts } from '../slack/blocks/request-words.ts';
import { cut } from '../slack/blocks/text.ts';
import { type Problem, problem } from './problem.ts';

/** An invocation has five minutes, and a person waits for the card. */
const LIST_DEADLINE_MS = 90_000;
const TITLES_DEADLINE_MS = 20_000;
/** What doo says is kept with the execution, which AWS bounds at 256 KB a step. */
const MAX_NAME_CHARS = 200;
const MAX_HOSTS = 20;

type Found =
  | { readonly ok: true; readonly facts: ConfigurationFacts | undefined }
  | { readonly ok: false; readonly problem: Problem };

/** The configuration that is asked for, as doo has it now; `undefined` stands for all of them. */
export async function findConfiguration(
  doo: DooClient,
  teamId: string,
  request: RepushRequest,
  organizationName: string,
): Promise<Found> {
  const wanted = request.configuration;
  if (wanted.kind === 'all') return { ok: true, facts: undefined };
  const listed = await doo.listConfigurations(teamId, { deadlineMs: LIST_DEADLINE_MS });
  if (!listed.ok) return problem({ code: 'doo_failed', organizationName, failure: listed.failure });
  const configuration = listed.value.configurations.find((each) => each.id === wanted.id);
  if (configuration === undefined) {
    const code = listed.value.complete ? 'configuration_unknown' : 'configuration_unchecked';
    return problem({ code, organizationName });
  }
  const name = cut(configuration.name, MAX_NAME_CHARS);
  const hooks = configuration.hooks.filter((hook) => isTypeOf(request.resource, hook.type));
  if (hooks.length === 0 && areTypesKnown(request.resource))
    return problem({ code: 'no_hooks', organizationName, configurationName: name });
  return { ok: true, facts: { id: configuration.id, name, hosts: hostsOf(hooks) } };
}

function hostsOf(hooks: readonly ConfigurationHook[]): readonly string[] {
  const hosts = new Set(hooks.map((hook) => hook.host).filter((host) => host !== ''));
  return [...hosts].slice(0, MAX_HOSTS);
}

/** Titles and dates of the events in one call, as far as doo says them. */
export async function readEvents(
  doo: DooClient,
  request: RepushRequest,
): Promise<Readonly<Record<string, EventFacts>>> {
  if (!('eventIds' in request)) return {};
  const titles = await doo.eventTitles(request.eventIds, { deadlineMs: TITLES_DEADLINE_MS });
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
