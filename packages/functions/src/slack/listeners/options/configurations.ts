import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import { isTypeOf, type Resource } from '@doo-repush/core/doo/resources';
import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/request';
import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { hostsWithin } from '../../../messages/configuration-text.ts';
import { ACTIONS } from '../../../messages/ids.ts';
import { SLACK_LIMITS } from '../../../model/slack-limits.ts';
import type { SlackDeps } from '../../deps.ts';
import type { FormDraft } from '../../form/draft.ts';
import { readDraft } from '../../form/draft-metadata.ts';
import type { ConfigurationLists } from '../../form/options/configuration-lists.ts';
import {
  allSystemsText,
  marked,
  notLoaded,
  noWebhooksFor,
  OPTION_TEXT,
} from '../../form/options/option-text.ts';
import { type Choice, isLine, line, optionsFor, unchoosable } from '../../form/options/options.ts';
import { readConfigurations, unreadOf } from '../../form/options/organization-configurations.ts';
import { ALL_CONFIGURATIONS_TEXT } from '../../form/target-blocks.ts';
import { failsafe } from '../failsafe.ts';
import { forAskers } from './for-askers.ts';

/** The webhook configurations of the chosen organization, read from doo. */
export function registerConfigurationOptions(
  app: App,
  deps: SlackDeps,
  lists: ConfigurationLists,
): void {
  app.options(ACTIONS.configuration, async ({ payload, body, ack }) => {
    const draft = readDraft(body.view?.private_metadata);
    const options = await failsafe(
      deps,
      'options_configuration',
      () =>
        forAskers(body, deps, () =>
          configurationOptions(draft, payload.value ?? '', lists, deps.deadline.msLeft()),
        ),
      (reference) => [line(notLoaded('Systems', reference))],
    );
    await ack({ options });
  });
}

async function configurationOptions(
  { organizationId, resource }: FormDraft,
  query: string,
  lists: ConfigurationLists,
  leftMs: number,
): Promise<PlainTextOption[]> {
  if (organizationId === undefined) return [line(OPTION_TEXT.organizationFirst)];
  const read = await readConfigurations(organizationId, lists, leftMs);
  if (!read.ok) return [line(read.words)];
  const choices = choicesOf(read.list.configurations, resource);
  return optionsFor(choices, query, {
    nothing: OPTION_TEXT.noSystems,
    last: choices.length === 0 ? [] : [allConfigurations(resource, systemsIn(read.list, choices))],
    ...unreadOf(read.list),
  });
}

function systemsIn(
  { complete }: ConfigurationList,
  choices: readonly Choice[],
): number | undefined {
  const systems = choices.filter(({ value }) => !isLine(value)).length;
  return complete && systems > 1 ? systems : undefined;
}

/** Configurations without a webhook for the resource are shown, but only as lines to read. */
function choicesOf(
  configurations: readonly Configuration[],
  resource: Resource,
): readonly Choice[] {
  return configurations.map(({ id, name, hooks }) => {
    const hosts = hooks.filter((hook) => isTypeOf(resource, hook.type)).map((hook) => hook.host);
    if (id === ALL_CONFIGURATIONS || isLine(id))
      return { ...unchoosable(id), text: marked(name, OPTION_TEXT.unusableId) };
    if (hosts.length === 0)
      return { ...unchoosable(id), text: marked(name, noWebhooksFor(resource)) };
    const alsoFoundBy = hosts.join(' ');
    return {
      value: id,
      text: name,
      description: hostsWithin(hosts, SLACK_LIMITS.optionText),
      alsoFoundBy,
    };
  });
}

function allConfigurations(resource: Resource, systems: number | undefined): Choice {
  return {
    value: ALL_CONFIGURATIONS,
    text: ALL_CONFIGURATIONS_TEXT,
    description: allSystemsText(resource, systems),
    alsoFoundBy: 'All configurations',
  };
}
