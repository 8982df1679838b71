import type { BlockAction } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { ACTIONS } from '../../messages/ids.ts';
import type { SlackDeps } from '../deps.ts';
import type { FormDraft } from './draft.ts';
import { readDraft } from './draft-metadata.ts';
import { draftOfFields, readFields } from './submission/fields.ts';
import { buildRequestForm } from './view.ts';

type View = NonNullable<BlockAction['view']>;

/**
 * Rebuilds the form after a choice, from its fields, which every action carries whole. The view's
 * hash lets one of two quick choices win; a loser that is the later one writes over the winner,
 * an earlier one gives way. A form that was closed in the meantime (`not_found`: bolt-js issue 1309)
 * needs none.
 * @throws when Slack does not take the form
 */
export async function rebuildForm(
  view: View | undefined,
  actionId: string,
  { client, settings, log }: Pick<SlackDeps, 'client' | 'settings' | 'log'>,
): Promise<undefined> {
  if (view === undefined) return;
  const shown = readDraft(view.private_metadata);
  const fields = readFields(view.state.values);
  const draft = fields === undefined ? shown : draftOfFields(fields, shown);
  const update = { view_id: view.id, view: buildRequestForm(draft, settings) };
  try {
    await client.views.update({ ...update, hash: view.hash }).catch(async (error: unknown) => {
      if (!isRefused(error, 'hash_conflict')) throw error;
      if (holdsEarlierChoice(draft, shown, actionId)) await client.views.update(update);
    });
  } catch (error) {
    if (!isRefused(error, 'not_found')) throw error;
    log.info('form_closed_before_rebuilt');
  }
}

/**
 * Whether the form holds a choice in another field that it was not rebuilt for: then that choice
 * came first, and this form has both. Choosing another organization drops the configuration, which
 * is no choice. The same field twice tells nothing: there the first rebuild stands, and a form that
 * does not fit its fields says so when it is submitted.
 */
function holdsEarlierChoice(draft: FormDraft, shown: FormDraft, actionId: string): boolean {
  const isOtherOrganization = draft.organizationId !== shown.organizationId;
  const isOtherConfiguration =
    !isOtherOrganization && configurationId(draft) !== configurationId(shown);
  const changed: Readonly<Record<string, boolean>> = {
    [ACTIONS.organization]: isOtherOrganization,
    [ACTIONS.configuration]: isOtherConfiguration,
    [ACTIONS.resource]: draft.resource !== shown.resource,
    [ACTIONS.window]: draft.window?.kind !== shown.window?.kind,
  };
  return Object.entries(changed).some(([field, isChanged]) => isChanged && field !== actionId);
}

function configurationId({ configuration }: FormDraft): string | undefined {
  return configuration?.kind === 'one' ? configuration.id : configuration?.kind;
}

function isRefused(error: unknown, name: string): boolean {
  return error instanceof WebAPIPlatformError && error.data.error === name;
}
