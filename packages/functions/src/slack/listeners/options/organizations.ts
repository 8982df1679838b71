import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { ACTIONS } from '../../../messages/ids.ts';
import type { SlackDeps } from '../../deps.ts';
import { notLoaded, OPTION_TEXT } from '../../form/options/option-text.ts';
import { line, optionsFor } from '../../form/options/options.ts';
import { failsafe } from '../failsafe.ts';
import { forAskers } from './for-askers.ts';

/** The organizations of the doo secret, found by part of a name or an id. */
export function registerOrganizationOptions(app: App, deps: SlackDeps): void {
  app.options(ACTIONS.organization, async ({ payload, body, ack }) => {
    const options = await failsafe(
      deps,
      'options_organization',
      () => forAskers(body, deps, () => organizationOptions(payload.value ?? '', deps)),
      (reference) => [line(notLoaded('Organizations', reference))],
    );
    await ack({ options });
  });
}

async function organizationOptions(query: string, deps: SlackDeps): Promise<PlainTextOption[]> {
  const organizations = await deps.organizations();
  const choices = organizations.map(({ organizationId, name }) => ({
    value: organizationId,
    text: name,
    description: `ID ${organizationId}`,
  }));
  return optionsFor(choices, query, {
    nothing: OPTION_TEXT.noOrganizations,
  });
}
