import type { Configuration } from '@doo-repush/core/doo/configurations';
import { isTypeOf, RESOURCES, type Resource } from '@doo-repush/core/repush/resources';
import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { msLeft } from '../../answer-deadline.ts';
import { failureWords } from '../../blocks/failure-words.ts';
import { plainForeign } from '../../blocks/text.ts';
import { type ConfigurationLists, createConfigurationLists } from '../../configuration-lists.ts';
import type { SlackDeps } from '../../deps.ts';
import { readDraft } from '../../form-draft.ts';
import { ACTIONS } from '../../ids.ts';
import { type Choice, line, optionsFor, unchoosable } from '../../option-lines.ts';
import { failsafe } from '../failsafe.ts';

/** What is left of the answer's time for everything but reading. */
const MARGIN_MS = 150;
const NOTHING = 'doo has no webhook configurations here';
const MORE = 'There are more: keep typing';
const NO_MORE = 'There may be more, which doo does not list';

/** The webhook configurations of the chosen organization, read from doo. */
export function registerConfigurationOptions(app: App, deps: SlackDeps): void {
  const lists = createConfigurationLists(Date.now);
  app.options(ACTIONS.configuration, async ({ payload, body, ack }) => {
    const draft = readDraft(body.view?.private_metadata);
    const options = await failsafe(
      deps,
      'options_configuration',
      () => configurationOptions(draft, payload.value ?? '', deps, lists),
      (reference) => [line(`Configurations cannot be read. Ref ${reference}`)],
    );
    await ack({ options });
  });
}

async function configurationOptions(
  draft: ReturnType<typeof readDraft>,
  query: string,
  deps: SlackDeps,
  lists: ConfigurationLists,
): Promise<PlainTextOption[]> {
  const { organizationId, resource } = draft;
  if (organizationId === undefined) return [line('Choose an organization first')];
  const organization = await deps.access.organization(organizationId);
  if (organization === undefined) return [line('This organization is no longer set up')];

  const doo = await deps.access.clientOf(organization);
  const listed = await lists.read(doo, organization.teamId, msLeft() - MARGIN_MS);
  if (!listed.ok)
    return [line(`Not read: ${failureWords(listed.failure, plainForeign)}. Type again to retry`)];
  const { configurations, complete, nextPage } = listed.value;
  const options = optionsFor(choicesOf(configurations, resource), query, NOTHING);
  if (complete) return options;
  const isAllThatCanBeRead = nextPage === undefined && options.length < 100;
  return [...options.slice(0, 99), line(isAllThatCanBeRead ? NO_MORE : MORE, 'more')];
}

/** Configurations without a webhook for the resource are shown, but only as lines to read. */
function choicesOf(
  configurations: readonly Configuration[],
  resource: Resource,
): readonly Choice[] {
  const { plural } = RESOURCES[resource];
  return configurations.map(({ id, name, hooks }) => {
    const hosts = hooks.filter((hook) => isTypeOf(resource, hook.type)).map((hook) => hook.host);
    if (hosts.length === 0)
      return { ...unchoosable(id), text: `${name}: no webhooks for ${plural}` };
    return { value: id, text: name, description: [...new Set(hosts)].join(', ') };
  });
}
