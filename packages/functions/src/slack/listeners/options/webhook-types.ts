import type { Configuration } from '@doo-repush/core/doo/configurations';
import { displayType, isTypeOf, RESOURCES, type Resource } from '@doo-repush/core/doo/resources';
import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { hostsWithin } from '../../../messages/configuration-text.ts';
import { ACTIONS } from '../../../messages/ids.ts';
import { SLACK_LIMITS } from '../../../model/slack-limits.ts';
import type { SlackDeps } from '../../deps.ts';
import type { DraftConfiguration, FormDraft } from '../../form/draft.ts';
import { readDraft } from '../../form/draft-metadata.ts';
import type { ConfigurationLists } from '../../form/options/configuration-lists.ts';
import { noTypesKnown, notLoaded, OPTION_TEXT } from '../../form/options/option-text.ts';
import { type Choice, line, optionsFor } from '../../form/options/options.ts';
import { readConfigurations, unreadOf } from '../../form/options/organization-configurations.ts';
import { failsafe } from '../failsafe.ts';
import { forAskers } from './for-askers.ts';

/** The webhook types of the chosen configuration and resource, and those that doo documents. */
export function registerWebhookTypeOptions(
  app: App,
  deps: SlackDeps,
  lists: ConfigurationLists,
): void {
  app.options(ACTIONS.webhookTypes, async ({ payload, body, ack }) => {
    const draft = readDraft(body.view?.private_metadata);
    const query = payload.value ?? '';
    const options = await failsafe(
      deps,
      'options_webhook_types',
      () => forAskers(body, deps, () => typeOptions(draft, query, lists, deps.deadline.msLeft())),
      (reference) => [line(notLoaded('Types', reference))],
    );
    await ack({ options });
  });
}

async function typeOptions(
  { organizationId, configuration, resource }: FormDraft,
  query: string,
  lists: ConfigurationLists,
  leftMs: number,
): Promise<PlainTextOption[]> {
  const nothing = noTypesKnown(resource);
  if (organizationId === undefined || configuration === undefined) {
    const documented = choicesOf(resource, [], OPTION_TEXT.documented);
    const first = documented.length > 0 ? nothing : OPTION_TEXT.systemFirst;
    return optionsFor(documented, query, { nothing: first });
  }
  const read = await readConfigurations(organizationId, lists, leftMs);
  if (!read.ok)
    return [
      line(read.words),
      ...optionsFor(choicesOf(resource, [], OPTION_TEXT.documented), query, { nothing }),
    ];
  const hooks = read.list.configurations.filter(isOf(configuration)).flatMap((each) => each.hooks);
  const about = configuration.kind === 'all' ? OPTION_TEXT.unusedByAny : OPTION_TEXT.unused;
  return optionsFor(choicesOf(resource, hooks, about), query, {
    nothing,
    ...(configuration.kind === 'all' || hooks.length === 0 ? unreadOf(read.list) : {}),
  });
}

function isOf(configuration: DraftConfiguration): (each: Configuration) => boolean {
  return ({ id }) => configuration.kind === 'all' || configuration.id === id;
}

/** Types that are set up come first, with the hosts that get them. */
function choicesOf(
  resource: Resource,
  hooks: Configuration['hooks'],
  aboutOthers: string,
): readonly Choice[] {
  const hosts = new Map<string, Set<string>>();
  for (const { type, host } of hooks.filter((hook) => isTypeOf(resource, hook.type))) {
    const name = displayType(type);
    hosts.set(name, (hosts.get(name) ?? new Set()).add(host));
  }
  const setUp = [...hosts].map(([type, to]) => ({
    value: type,
    text: type,
    description: `To ${hostsWithin([...to], SLACK_LIMITS.optionText - 3)}`,
    alsoFoundBy: [...to].join(' '),
  }));
  const others = RESOURCES[resource].webhookTypes
    .map(({ hook }) => hook)
    .filter((hook) => !hosts.has(hook))
    .map((hook) => ({ value: hook, text: hook, description: aboutOthers }));
  return [...setUp, ...others];
}
