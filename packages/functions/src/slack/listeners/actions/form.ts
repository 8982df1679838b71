import { isResource } from '@doo-repush/core/repush/resources';
import type { App, BlockAction, ViewStateValue } from '@slack/bolt';
import { wentWrong } from '../../answers.ts';
import { buildRequestForm } from '../../blocks/request-form.ts';
import type { SlackDeps } from '../../deps.ts';
import { type FormDraft, readDraft } from '../../form-draft.ts';
import { ACTIONS } from '../../ids.ts';
import { isLine } from '../../option-lines.ts';
import { tellDirectly } from '../../tell-privately.ts';
import { failsafe } from '../failsafe.ts';

type View = NonNullable<BlockAction['view']>;

/** Choosing an organization or a resource rebuilds what depends on it; the rest stays as typed. */
export function registerFormActions(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTIONS.organization, ACTIONS.resource]) {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, body }) => {
        const words = await failsafe(
          deps,
          `action_${actionId}`,
          () => rebuild(body.view, deps),
          (reference) => notRebuilt(actionId, reference),
        );
        if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps.log);
        await ack();
      },
    );
  }
}

async function rebuild(view: View | undefined, { client }: SlackDeps): Promise<undefined> {
  if (view === undefined) return;
  await client.views.update({ view_id: view.id, view: buildRequestForm(draftOf(view)) });
}

function notRebuilt(field: 'organization' | 'resource', reference: string): string {
  return wentWrong(
    `The form could not be rebuilt after your choice. Choose the ${field} again there, if it is still open.`,
    reference,
  );
}

/** Read from the fields themselves, which every action carries: two quick changes cannot mix. */
function draftOf(view: View): FormDraft {
  const before = readDraft(view.private_metadata);
  const field = (id: string): ViewStateValue | undefined => view.state.values[id]?.[id];
  const organizationId = field(ACTIONS.organization)?.selected_option?.value;
  const resource = field(ACTIONS.resource)?.selected_option?.value;
  const eventIds = field(ACTIONS.eventIds)?.value ?? before.eventIds;
  return {
    resource: isResource(resource) ? resource : before.resource,
    ...(organizationId !== undefined && !isLine(organizationId) && { organizationId }),
    ...(eventIds !== undefined && eventIds !== null && { eventIds }),
  };
}
